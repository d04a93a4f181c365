package org.printfarm.ftp.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.printfarm.ftp.tls.TlsPipe;

/**
 * Joins what one read left of a TLS record with what the next one brings. Only that record is copied, for the rest is decrypted
 * where it lies. One thread at a time.
 */
final class RecordJoint {

    /** Room for what is left of one record, and for as much as completes the longest. */
    private static final int USUAL_BYTES = 2 * TlsPipe.MAX_RECORD_BYTES;

    private ByteBuffer kept = ByteBuffer.allocate(0);

    /** What takes whole records out of what it is given. */
    interface Decryption {
        void decrypt(ByteBuffer cipherText) throws IOException;
    }

    /**
     * Decrypts what was kept and what has come, and keeps what is left.
     *
     * @param bytes read to the end
     */
    void feed(ByteBuffer bytes, Decryption decryption) throws IOException {
        int old = kept.remaining();
        if (old > 0) {
            int start = bytes.position();
            int taken = Math.min(bytes.remaining(), TlsPipe.MAX_RECORD_BYTES);
            keep(bytes.slice(start, taken));
            int before = kept.position();
            decryption.decrypt(kept);
            int beyond = kept.position() - before - old;
            bytes.position(start + (beyond < 0 ? taken : beyond));
            if (beyond < 0) {
                keep(bytes);
                return;
            }
            kept.position(kept.limit());
        }
        decryption.decrypt(bytes);
        keep(bytes);
    }

    /** Goes on with what was kept. */
    void goOn(Decryption decryption) throws IOException {
        feed(ByteBuffer.allocate(0), decryption);
    }

    private void keep(ByteBuffer more) {
        int length = kept.remaining() + more.remaining();
        if (length > kept.capacity()) {
            kept = ByteBuffer.allocate(Math.max(length, USUAL_BYTES)).put(kept);
        } else {
            kept.compact();
        }
        kept.put(more).flip();
    }
}
