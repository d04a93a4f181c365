package org.printfarm.api.job;

import java.nio.ByteBuffer;
import org.printfarm.api.annotation.HostProvided;

/**
 * One file on its way in. Used by one thread at a time. Provided by the host.
 *
 * <p>Closing without {@link #commit()} throws all of it away.
 *
 * @since 1.0
 */
@HostProvided
public interface Upload extends AutoCloseable {

    /**
     * Takes the next bytes. Blocks until they are written.
     *
     * @param data read to its limit
     * @throws IntakeException when the disk is full or the file gets too large; the upload is then of no further use
     */
    void write(ByteBuffer data) throws IntakeException;

    /**
     * The file is complete: checks it, syncs it to disk, moves it into place and records it. When this returns, the file
     * survives a crash, and the client may be told so.
     *
     * @return what was stored
     * @throws IntakeException when the file is not whole, or cannot be stored; nothing of it is kept then
     */
    StoredUpload commit() throws IntakeException;

    /** Ends the upload and, unless it was committed, removes what came of it. May be called twice. */
    @Override
    void close();
}
