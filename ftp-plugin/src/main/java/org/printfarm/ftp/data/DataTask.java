package org.printfarm.ftp.data;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What is done with a data connection. {@link #onFlushed} and {@link #onFailure} are called without a lock, the others with the connection's. */
interface DataTask {

    /** The connection is there and secured. Called once, before the others. */
    void onSecured(DataConnection connection);

    /** Where text goes; null when it is of no interest. */
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
