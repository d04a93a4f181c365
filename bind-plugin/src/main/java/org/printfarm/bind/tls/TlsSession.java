package org.printfarm.bind.tls;

import java.nio.ByteBuffer;
import java.util.Locale;
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
import org.apache.mina.core.write.WriteRejectedException;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.net.TlsAlert;

/**
 * Drives the TLS engine of one connection, for the one exchange there is on it: the reply and close_notify leave together,
 * in one write, and what the peer sends after its request is not decrypted any more.
 *
 * <p>On the connection's processor thread, handshake tasks too; closing may come from others, hence the lock.
 */
final class TlsSession extends SslHandler {

    /** What a peer may send in all, encrypted: three handshakes' worth. Bytes. */
    static final int MAX_INPUT_BYTES = 64 * 1024;

    /** The first byte of every TLS connection: a handshake record. Source: RFC 8446, section 5.1. */
    private static final byte HANDSHAKE_RECORD = 22;

    /** More than a handshake and a request need, record by record, of what {@link #MAX_INPUT_BYTES} can hold. */
    private static final int MAX_STEPS = 10_000;

    private final NextFilter next;
    private final TlsOutcome outcome;
    private ByteBuffer input = TlsBuffers.NOTHING;
    private byte[] waiting = {};
    private int received;
    private boolean secured;
    private boolean over;
    private @Nullable WriteFuture goodbye;

    TlsSession(SSLEngine engine, IoSession session, NextFilter next, TlsOutcome outcome) {
        super(engine, Runnable::run, session);
        this.next = next;
        this.outcome = outcome;
    }

    /** Such as {@code TLSV1_3}. */
    String version() {
        return mEngine.getSession().getProtocol().toUpperCase(Locale.ROOT).replace('.', '_');
    }

    @Override
    public boolean isOpen() {
        return !over;
    }

    @Override
    public boolean isConnected() {
        return secured && !over;
    }

    @Override
    public void open(NextFilter same) {
        // The client speaks first.
    }

    @Override
    public synchronized void receive(NextFilter same, IoBuffer message) throws SSLException {
        if (over) {
            return;
        }
        if (received == 0 && message.get(message.position()) != HANDSHAKE_RECORD) {
            fail("NOT_TLS");
            return;
        }
        received += message.remaining();
        if (received > MAX_INPUT_BYTES) {
            fail("INPUT_OVER_LIMIT");
            return;
        }
        input = TlsBuffers.ofThread().input(waiting, message.buf());
        Optional<TlsAlert> alert = TlsAlert.atEndOf(input);
        try {
            advance();
        } catch (SSLException failure) {
            Optional<TlsAlert> sent = sendLastWord();
            fail(alert.or(() -> TlsAlert.receivedIn(failure))
                    .map(TlsAlert::name)
                    .or(() -> sent.map(ours -> "SENT_" + ours.name()))
                    .orElse("HANDSHAKE_FAILED"));
        }
        keepRest();
    }

    /** The input's buffer belongs to the thread: what is left in it must be copied. */
    private void keepRest() {
        waiting = new byte[over ? 0 : input.remaining()];
        input.get(waiting);
        input = TlsBuffers.NOTHING;
    }

    /**
     * Lets the engine go on until it neither takes nor gives anything. Engines differ in what they report on the way (one
     * asks for a wrap and then has nothing to wrap, one finishes the handshake without moving a byte), so what counts is
     * whether anything changed.
     */
    private void advance() throws SSLException {
        boolean moves = true;
        for (int step = 0; moves && !over && step < MAX_STEPS; step++) {
            HandshakeStatus before = mEngine.getHandshakeStatus();
            moves = switch (before) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> sendFlight() || unwrap(before);
                default -> unwrap(before);
            };
        }
    }

    private boolean runTasks() {
        Runnable task = mEngine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = mEngine.getDelegatedTask();
        }
        return true;
    }

    private boolean unwrap(HandshakeStatus before) throws SSLException {
        ByteBuffer plain = TlsBuffers.ofThread().plain(mEngine);
        SSLEngineResult result = mEngine.unwrap(input, plain);
        noteFinished(result);
        if (result.bytesProduced() > 0) {
            plain.flip();
            noteSecured();
            next.messageReceived(mSession, IoBuffer.wrap(plain));
        }
        return switch (result.getStatus()) {
            case OK ->
                result.bytesConsumed() > 0
                        || result.bytesProduced() > 0
                        || result.getHandshakeStatus() == HandshakeStatus.FINISHED
                        || mEngine.getHandshakeStatus() != before;
            case BUFFER_OVERFLOW -> TlsBuffers.ofThread().growPlain();
            case BUFFER_UNDERFLOW -> false;
            case CLOSED -> peerSaidGoodbye();
        };
    }

    /** The end of the peer's data, said by TLS before TCP says it. */
    private boolean peerSaidGoodbye() {
        if (!over) {
            next.inputClosed(mSession);
        }
        return false;
    }

    private void noteFinished(SSLEngineResult result) {
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            noteSecured();
        }
    }

    private void noteSecured() {
        if (!secured) {
            secured = true;
            outcome.secured();
        }
    }

    /**
     * Wraps what the engine has to say, as many records as there are, into one write. It may have nothing to say and yet
     * move on: Conscrypt ends a TLS 1.3 handshake so, with the request already waiting behind the client's last record.
     */
    private boolean sendFlight() throws SSLException {
        ByteBuffer records = TlsBuffers.ofThread().records(mEngine);
        wrapAll(TlsBuffers.NOTHING, records);
        records.flip();
        if (!records.hasRemaining()) {
            return mEngine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP;
        }
        next.filterWrite(mSession, new DefaultWriteRequest(copyOf(records)));
        return true;
    }

    private void wrapAll(ByteBuffer source, ByteBuffer records) throws SSLException {
        boolean more = true;
        while (more) {
            SSLEngineResult result = mEngine.wrap(source, records);
            noteFinished(result);
            more = result.getStatus() == SSLEngineResult.Status.OK
                    && result.bytesProduced() > 0
                    && (source.hasRemaining() || mEngine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
        }
    }

    @Override
    public synchronized void write(NextFilter same, WriteRequest request) throws SSLException, WriteRejectedException {
        if (!isConnected()) {
            throw new WriteRejectedException(request, "TLS is not open");
        }
        ByteBuffer reply = TlsBuffers.ofThread().reply(((IoBuffer) request.getMessage()).buf());
        ByteBuffer records = TlsBuffers.ofThread().records(mEngine);
        wrapAll(reply, records);
        over = true;
        mEngine.closeOutbound();
        wrapAll(TlsBuffers.NOTHING, records);
        if (reply.hasRemaining()) {
            throw new SSLException("the reply does not fit");
        }
        records.flip();
        next.filterWrite(mSession, new DefaultWriteRequest(copyOf(records), request.getFuture()));
    }

    /** Queues close_notify, unless the reply or an alert was the last word; what was queued before it leaves before it. */
    synchronized @Nullable WriteFuture sayGoodbye() {
        if (secured && !over) {
            over = true;
            mEngine.closeOutbound();
            sendLastWord();
        }
        return goodbye;
    }

    /**
     * Queues the alert that the engine has to tell.
     *
     * @return empty when there is none, or none that can be read
     */
    private Optional<TlsAlert> sendLastWord() {
        ByteBuffer records = TlsBuffers.ofThread().records(mEngine);
        try {
            wrapAll(TlsBuffers.NOTHING, records);
        } catch (SSLException nothingToSay) {
            return Optional.empty();
        }
        records.flip();
        Optional<TlsAlert> alert = TlsAlert.atStartOf(records);
        if (records.hasRemaining()) {
            WriteFuture sent = new DefaultWriteFuture(mSession);
            goodbye = sent;
            next.filterWrite(mSession, new DefaultWriteRequest(copyOf(records), sent));
        }
        return alert;
    }

    private void fail(String code) {
        over = true;
        outcome.tlsFailed(code);
    }

    /**
     * Lets the engine go. A native one holds memory outside of the heap until both sides are closed, and a pipe of two
     * descriptors until it was asked once more for something to send: only the collector would free that.
     */
    synchronized void release() {
        over = true;
        mEngine.closeOutbound();
        try {
            mEngine.closeInbound();
        } catch (SSLException truncated) {
            // The peer closed TCP without close_notify, as most slicers do.
        }
        try {
            wrapAll(TlsBuffers.NOTHING, TlsBuffers.ofThread().records(mEngine));
        } catch (SSLException ended) {
            // Nobody is there to send it to.
        }
    }

    @Override
    public void close(NextFilter same, boolean linger) {
        sayGoodbye();
    }

    @Override
    public void ack(NextFilter same, WriteRequest request) {
        // Nothing waits for it.
    }

    @Override
    protected boolean write_handshake_loop(NextFilter same, @Nullable IoBuffer source, @Nullable IoBuffer target) {
        return false;
    }

    private static IoBuffer copyOf(ByteBuffer records) {
        byte[] bytes = new byte[records.remaining()];
        records.get(bytes);
        return IoBuffer.wrap(bytes);
    }
}
