package org.printfarm.bind.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * Buffers that a TLS step needs from its beginning to its end, and not longer: one set for each thread instead of 70 kB
 * for each connection.
 *
 * <p>They lie outside of the heap. Given heap buffers, the native engine makes itself a bridge of 18 kB for each connection:
 * clearing that took 2.4 % of a processor's time with RSA and its page faults 1.2 % (perf, TLS 1.3, c=32), freeing it waited
 * for the collector. With these there is none: 5 to 37 µs less of 200 to 310 for a handshake with P-256.
 */
final class TlsBuffers {

    /** An empty source, for the engine's own records. */
    static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    /** TLS packets that a flight of handshake records, or a reply and close_notify, may fill. The largest have 5 kB. */
    private static final int PACKETS = 3;

    /** More than any TLS record decrypts to, bytes. */
    private static final int MAX_PLAIN_BYTES = 64 * 1024;

    private static final ThreadLocal<TlsBuffers> OF_THREAD = ThreadLocal.withInitial(TlsBuffers::new);

    private final Room input = new Room();
    private final Room plain = new Room();
    private final Room reply = new Room();
    private final Room records = new Room();

    /** One buffer, as large as what it was asked for at most. */
    private static final class Room {
        private ByteBuffer held = NOTHING;

        ByteBuffer of(int bytes) {
            held = held.capacity() < bytes ? ByteBuffer.allocateDirect(bytes) : held.clear();
            return held;
        }
    }

    static TlsBuffers ofThread() {
        return OF_THREAD.get();
    }

    /** What waits of the peer's bytes and what has come now, in this order. */
    ByteBuffer input(byte[] waiting, ByteBuffer arrived) {
        return input.of(waiting.length + arrived.remaining())
                .put(waiting)
                .put(arrived)
                .flip();
    }

    /** A copy of a reply, with which its original is used up. */
    ByteBuffer reply(ByteBuffer original) {
        return reply.of(original.remaining()).put(original).flip();
    }

    /** Empty room for one decrypted record. */
    ByteBuffer plain(SSLEngine engine) {
        return plain.of(engine.getSession().getApplicationBufferSize());
    }

    /**
     * Makes more room for a decrypted record: an engine may not know its size before it has seen the record.
     *
     * @return true, for there is room now
     */
    boolean growPlain() throws SSLException {
        if (plain.held.capacity() > MAX_PLAIN_BYTES) {
            throw new SSLException("record too large");
        }
        return plain.of(2 * plain.held.capacity()).hasRemaining();
    }

    /** Empty room for encrypted records. */
    ByteBuffer records(SSLEngine engine) {
        return records.of(PACKETS * engine.getSession().getPacketBufferSize());
    }
}
