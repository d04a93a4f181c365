package org.printfarm.ftp.data;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What is done with a data connection. Called on the loop's thread. */
interface DataTask {

    /** The connection is there and secured. Called once, before the others. */
    void onSecured(DataConnection connection);

    /** Where text goes; null when there is no room now, until {@link DataConnection#resume()}. */
    @Nullable
    ByteBuffer room();

    /** The room is used up. */
    void onFilled();

    /**
     * The client has sent all it wanted.
     *
     * @param properly true when it said so with close_notify, false when the stream just ended
     */
    void onEnd(boolean properly);

    /** All that was to be sent is with the network stack. */
    void onFlushed();

    /** The connection is gone, or never came. */
    void onFailure(TransferFault fault);
}
