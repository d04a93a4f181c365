package org.printfarm.ftp.data;

/** What a {@link DataLoop} calls about one socket, on its thread. */
interface LoopHandler {

    /** The socket can be used as its key asks. */
    void onReady();

    /**
     * Called about once a second.
     *
     * @param now {@link System#nanoTime()}
     */
    void onTick(long now);

    /** Something was thrown: end the socket. */
    void onFault();
}
