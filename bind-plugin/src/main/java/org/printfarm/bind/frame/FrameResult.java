package org.printfarm.bind.frame;

import java.nio.ByteBuffer;

/** What the bytes that have come so far are. */
public sealed interface FrameResult {

    /** The beginning of a frame: wait for more. */
    record Incomplete() implements FrameResult {
        /** The only one that is needed. */
        static final Incomplete MORE = new Incomplete();
    }

    /**
     * A frame. What follows it is not looked at.
     *
     * @param payload the bytes between length and trailer: a view of what was read, valid as long as that
     * @param totalBytes the size of the frame with all framing
     */
    record Complete(ByteBuffer payload, int totalBytes) implements FrameResult {

        /** Tells sizes only: a peer's bytes are never printed. */
        @Override
        public String toString() {
            return "Complete[totalBytes=" + totalBytes + "]";
        }
    }

    /**
     * Not a frame, whatever may follow: turn the peer away now.
     *
     * @param fault why
     * @param length how many bytes it took to know; with {@link FrameFault#LENGTH_OVER_LIMIT}, what the length field tells
     */
    record Malformed(FrameFault fault, int length) implements FrameResult {}
}
