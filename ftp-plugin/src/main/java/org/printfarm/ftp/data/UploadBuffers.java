package org.printfarm.ftp.data;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** The buffers between a connection that fills them and a thread that writes them. Guarded by its upload. */
final class UploadBuffers {

    /** One buffer, bytes. Large enough that handing it over costs little beside writing it. */
    static final int BUFFER_BYTES = 256 * 1024;

    /** Full buffers from which on a client has to wait; what was read by then may fill one more, beside the one that is begun. */
    static final int BUFFERS = 5;

    /** Full buffers with which a client that had to wait is read again, so that one wake-up serves for several buffers. */
    private static final int RESUME_BUFFERS = BUFFERS / 2;

    private final Deque<ByteBuffer> free = new ArrayDeque<>(BUFFERS);
    private final Deque<ByteBuffer> full = new ArrayDeque<>(BUFFERS);
    private int used;
    private long received;
    private boolean starved;

    /** One to be filled. */
    ByteBuffer empty() {
        ByteBuffer empty = free.poll();
        return empty == null ? ByteBuffer.allocate(BUFFER_BYTES) : empty;
    }

    /** Takes one that is ready to be read; true when that are enough, and the client has to wait. */
    boolean fill(ByteBuffer filled) {
        received += filled.remaining();
        full.add(filled);
        used++;
        boolean enough = used >= BUFFERS;
        starved |= enough;
        return enough;
    }

    boolean hasFull() {
        return !full.isEmpty();
    }

    /** The oldest that was filled. There must be one. */
    ByteBuffer nextFull() {
        return full.remove();
    }

    /** Bytes that were filled in, all together. */
    long received() {
        return received;
    }

    /**
     * Takes one back that was written.
     *
     * @param wanted whether more is to be read
     * @return whether a client that had to wait can be read again
     */
    boolean takeBack(ByteBuffer written, boolean wanted) {
        free.add(written);
        used--;
        boolean resume = starved && wanted && used <= RESUME_BUFFERS;
        starved &= !resume;
        return resume;
    }

    /** What is in them is wanted no more. */
    void clear() {
        free.clear();
        full.clear();
    }
}
