package org.printfarm.bind.tls;

import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilter.NextFilter;
import org.apache.mina.core.future.DefaultWriteFuture;
import org.apache.mina.core.future.WriteFuture;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.apache.mina.core.write.WriteRequest;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.net.TlsAlert;

/**
 * Sends what one TLS engine has to say, as many records as there are in one write. Guarded by its {@link TlsSession}.
 */
final class RecordWriter {

    private final SSLEngine engine;
    private final IoSession session;
    private final NextFilter next;
    private final TlsSession owner;
    private @Nullable WriteFuture goodbye;

    RecordWriter(SSLEngine engine, IoSession session, NextFilter next, TlsSession owner) {
        this.engine = engine;
        this.session = session;
        this.next = next;
        this.owner = owner;
    }

    /**
     * Sends a flight of handshake records. The engine may have nothing to say and yet move on: Conscrypt ends a TLS 1.3
     * handshake so, with the request already waiting behind the client's last record.
     *
     * @return whether anything changed
     */
    boolean flight() throws SSLException {
        ByteBuffer records = TlsBuffers.ofThread().records(engine);
        wrapAll(TlsBuffers.NOTHING, records);
        records.flip();
        if (!records.hasRemaining()) {
            return engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP;
        }
        next.filterWrite(session, new DefaultWriteRequest(copyOf(records)));
        return true;
    }

    /** Sends a reply and close_notify. */
    void reply(WriteRequest request) throws SSLException {
        ByteBuffer reply = TlsBuffers.ofThread().reply(((IoBuffer) request.getMessage()).buf());
        ByteBuffer records = TlsBuffers.ofThread().records(engine);
        wrapAll(reply, records);
        engine.closeOutbound();
        wrapAll(TlsBuffers.NOTHING, records);
        if (reply.hasRemaining()) {
            throw new SSLException("the reply does not fit");
        }
        records.flip();
        next.filterWrite(session, new DefaultWriteRequest(copyOf(records), request.getFuture()));
    }

    /**
     * Sends the alert that the engine has to tell, if any.
     *
     * @return empty when there is none, or none that can be read
     */
    Optional<TlsAlert> lastWord() {
        ByteBuffer records = TlsBuffers.ofThread().records(engine);
        try {
            wrapAll(TlsBuffers.NOTHING, records);
        } catch (SSLException nothingToSay) {
            return Optional.empty();
        }
        records.flip();
        Optional<TlsAlert> alert = TlsAlert.atStartOf(records);
        if (records.hasRemaining()) {
            WriteFuture sent = new DefaultWriteFuture(session);
            goodbye = sent;
            next.filterWrite(session, new DefaultWriteRequest(copyOf(records), sent));
        }
        return alert;
    }

    /** Done when the last word is with the kernel; null when there was none. */
    @Nullable
    WriteFuture goodbye() {
        return goodbye;
    }

    /**
     * Lets the engine go. A native one holds memory outside of the heap until both sides are closed, and a pipe of two
     * descriptors until it was asked once more for something to send: only the collector would free that.
     */
    void release() {
        engine.closeOutbound();
        try {
            engine.closeInbound();
        } catch (SSLException truncated) {
            // The peer closed TCP without close_notify, as most slicers do.
        }
        try {
            wrapAll(TlsBuffers.NOTHING, TlsBuffers.ofThread().records(engine));
        } catch (SSLException ended) {
            // Nobody is there to send it to.
        }
    }

    private void wrapAll(ByteBuffer source, ByteBuffer records) throws SSLException {
        boolean more = true;
        while (more) {
            SSLEngineResult result = engine.wrap(source, records);
            owner.noteFinished(result);
            more = result.getStatus() == SSLEngineResult.Status.OK
                    && result.bytesProduced() > 0
                    && (source.hasRemaining() || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
        }
    }

    private static IoBuffer copyOf(ByteBuffer records) {
        byte[] bytes = new byte[records.remaining()];
        records.get(bytes);
        return IoBuffer.wrap(bytes);
    }
}
