package org.printfarm.bind.exchange;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What has come of one request. On the connection's processor thread, except for {@link #size}. */
final class RequestBuffer {

    private static final byte[] NOTHING = {};

    private volatile int size;
    private byte[] pending = NOTHING;

    /** What has come, or the size of the request's frame once that is known; bytes. */
    int size() {
        return size;
    }

    /** All that has come, with these bytes: valid until the next call. */
    ByteBuffer gather(ByteBuffer next) {
        int added = next.remaining();
        if (size == 0) {
            size = added;
            return next;
        }
        int held = pending.length;
        pending = Arrays.copyOf(pending, held + added);
        next.duplicate().get(pending, held, added);
        size = pending.length;
        return ByteBuffer.wrap(pending);
    }

    /** Keeps an incomplete request for the next read: the read buffer belongs to MINA. */
    void keep(ByteBuffer request) {
        if (pending.length < request.remaining()) {
            pending = new byte[request.remaining()];
            request.duplicate().get(pending);
        }
    }

    /** The size of the request's frame is known. */
    void measured(int totalBytes) {
        size = totalBytes;
    }

    /** Nothing of it is wanted any more. */
    void release() {
        pending = NOTHING;
    }
}
