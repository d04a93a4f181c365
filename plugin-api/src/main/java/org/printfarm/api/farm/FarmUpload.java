package org.printfarm.api.farm;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.printfarm.api.annotation.HostProvided;

/**
 * One file on its way in. Used by one thread at a time. Provided by the host.
 *
 * <p>Closing without {@link #store()} or {@link #print} throws all of it away.
 *
 * @since 1.0
 */
@HostProvided
public interface FarmUpload extends AutoCloseable {

    /**
     * Takes the next bytes. Blocks until they are written.
     *
     * @param data read to its limit
     * @throws FarmCallException when the disk is full or the file gets too large; the upload is then of no further use
     */
    void write(ByteBuffer data) throws FarmCallException;

    /**
     * The file is complete: checks it and makes it a job. When this returns, it survives a crash.
     *
     * @return the job's id
     * @throws FarmCallException when the file is not whole or cannot be stored; nothing of it is kept then
     */
    String store() throws FarmCallException;

    /**
     * As {@link #store}, and asks the printer to print it, as a slicer does.
     *
     * @param plate 1 or more; empty for the file's first
     * @return the job's id
     * @throws FarmCallException as for {@link #store}; {@code NOT_POSSIBLE} when the file is kept and cannot be printed
     */
    String print(OptionalInt plate) throws FarmCallException;

    /** Ends the upload and, unless it was stored, removes what came of it. May be called twice. */
    @Override
    void close();
}
