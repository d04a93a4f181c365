package org.printfarm.ftp.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/** What must go out on one TLS connection: handshake, text and alerts, encrypted and collected until it is taken. One thread at a time. */
final class TlsOutput {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final Handshake handshake;
    private ByteBuffer outgoing = NOTHING;

    TlsOutput(SSLEngine engine, Handshake handshake) {
        this.engine = engine;
        this.handshake = handshake;
    }

    /** Collects what the engine itself has to say; false when there was nothing. */
    boolean flight() throws SSLException {
        return wrap(NOTHING) > 0;
    }

    /** Encrypts text to its limit. */
    void encrypt(ByteBuffer plain) throws SSLException {
        while (plain.hasRemaining()) {
            if (wrap(plain) == 0) {
                throw new SSLException("the TLS engine takes no more text");
            }
        }
    }

    /** Ends this side with close_notify. Does nothing the second time. */
    void finish() {
        engine.closeOutbound();
        lastWord();
    }

    /**
     * Collects the alert with which the connection ends. A Conscrypt engine owes it and says NOT_HANDSHAKING, so it is asked in
     * any case.
     */
    void lastWord() {
        try {
            for (int step = 0; step < TlsPipe.MAX_STEPS; step++) {
                if (wrap(NOTHING) == 0) {
                    return;
                }
            }
        } catch (SSLException e) {
            // The connection ends anyway; the first failure has been told.
            engine.closeOutbound();
        }
    }

    private int wrap(ByteBuffer plain) throws SSLException {
        int packet = engine.getSession().getPacketBufferSize();
        ByteBuffer grown = ByteBuffer.allocate(outgoing.remaining() + packet);
        grown.put(outgoing.duplicate());
        int before = grown.position();
        SSLEngineResult result = engine.wrap(plain, grown);
        handshake.note(result);
        handshake.sent(grown.slice(before, grown.position() - before));
        outgoing = grown.flip();
        return result.bytesProduced();
    }

    /** Hands over what was collected. */
    ByteBuffer take() {
        ByteBuffer taken = outgoing;
        outgoing = NOTHING;
        return taken;
    }
}
