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
import org.apache.mina.core.future.WriteFuture;
import org.apache.mina.core.session.IoSession;
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
    private final RecordWriter writer;
    private ByteBuffer input = TlsBuffers.NOTHING;
    private byte[] waiting = {};
    private int received;
    private boolean secured;
    private boolean over;

    TlsSession(SSLEngine engine, IoSession session, NextFilter next, TlsOutcome outcome) {
        super(engine, Runnable::run, session);
        this.next = next;
        this.outcome = outcome;
        this.writer = new RecordWriter(engine, session, next, this);
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
            Optional<TlsAlert> sent = writer.lastWord();
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
                case NEED_WRAP -> writer.flight() || unwrap(before);
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

    /** The engine did a step. */
    void noteFinished(SSLEngineResult result) {
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

    @Override
    public synchronized void write(NextFilter same, WriteRequest request) throws SSLException, WriteRejectedException {
        if (!isConnected()) {
            throw new WriteRejectedException(request, "TLS is not open");
        }
        // Even if it fails: nothing else may be said then.
        over = true;
        writer.reply(request);
    }

    /** Queues close_notify, unless the reply or an alert was the last word; what was queued before it leaves before it. */
    synchronized @Nullable WriteFuture sayGoodbye() {
        if (secured && !over) {
            over = true;
            mEngine.closeOutbound();
            writer.lastWord();
        }
        return writer.goodbye();
    }

    private void fail(String code) {
        over = true;
        outcome.tlsFailed(code);
    }

    /** Lets the engine go. */
    synchronized void release() {
        over = true;
        writer.release();
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
}
