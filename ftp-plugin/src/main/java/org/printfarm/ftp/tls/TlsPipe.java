package org.printfarm.ftp.tls;

import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * The server's side of one TLS connection, apart from its socket: what comes in is decrypted, what must go out is collected
 * until it is taken. Delegated tasks run on the caller's thread. One thread at a time.
 *
 * <p>A second handshake on an established connection is refused: no slicer asks for one, and it would cost a signature each
 * time.
 */
public final class TlsPipe {

    /** The largest TLS 1.2 record that an engine may be sent, bytes: header, 2^14 of text and 2,048 of expansion. */
    public static final int MAX_RECORD_BYTES = 5 + 16_384 + 2_048;

    /** Far more than a handshake has steps; ends a loop that an engine in trouble would never leave. */
    static final int MAX_STEPS = 10_000;

    /** The type of the record that a client begins with. Source: RFC 5246, section 6.2.1. */
    private static final byte HANDSHAKE_RECORD = 22;

    /** Why {@link #decrypt} returned. */
    public enum Progress {
        /** It needs more bytes from the peer than there are. */
        NEEDS_INPUT,
        /** It has text for which there is no room. */
        NEEDS_ROOM,
        /** It has decrypted one record, and was asked to stop there. */
        TEXT,
        /** The peer closed its side properly (close_notify). */
        CLOSED
    }

    private final SSLEngine engine;
    private final Handshake handshake = new Handshake();
    private final TlsOutput output;
    private boolean started;
    // A native engine takes in a whole record even when there is no room for its text, and hands the text out later.
    private boolean holding;

    /**
     * A connection that waits for the peer's first bytes.
     *
     * @param engine in server mode, not used before
     */
    public TlsPipe(SSLEngine engine) {
        this.engine = engine;
        this.output = new TlsOutput(engine, handshake);
    }

    /**
     * Takes bytes of the peer and goes on with the handshake or decrypts.
     *
     * @param cipherText read as far as whole records go
     * @param plain filled; must have room for a whole record's text, unless none is expected
     * @return why it stopped
     * @throws SSLException when the connection is of no further use; the alert that tells the peer is in {@link #takeOutgoing()}
     */
    public Progress decrypt(ByteBuffer cipherText, ByteBuffer plain) throws SSLException {
        return decrypt(cipherText, plain, false);
    }

    /**
     * As {@link #decrypt}, but stops after a record with text. With TLS 1.2 nothing can be sent once close_notify has been
     * read, so whoever answers what he reads must answer it before he reads on.
     *
     * @param cipherText see there
     * @param plain see there
     * @return see there, or {@link Progress#TEXT}
     * @throws SSLException see there
     */
    public Progress decryptOne(ByteBuffer cipherText, ByteBuffer plain) throws SSLException {
        return decrypt(cipherText, plain, true);
    }

    private Progress decrypt(ByteBuffer cipherText, ByteBuffer plain, boolean one) throws SSLException {
        try {
            start(cipherText);
            for (int step = 0; step < MAX_STEPS; step++) {
                int before = plain.position();
                Optional<Progress> end = step(cipherText, plain);
                if (end.isPresent()) {
                    return end.get();
                }
                if (one && plain.position() > before) {
                    return Progress.TEXT;
                }
            }
            throw new SSLException("the TLS engine makes no progress");
        } catch (SSLException e) {
            output.lastWord();
            throw e;
        }
    }

    private void start(ByteBuffer cipherText) throws SSLException {
        if (!started && cipherText.hasRemaining()) {
            started = true;
            if (cipherText.get(cipherText.position()) != HANDSHAKE_RECORD) {
                handshake.refused("NOT_TLS");
                throw new SSLException("the peer does not speak TLS");
            }
            engine.beginHandshake();
        }
    }

    private Optional<Progress> step(ByteBuffer cipherText, ByteBuffer plain) throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks();
            return Optional.empty();
        }
        if (status == HandshakeStatus.NEED_WRAP) {
            refuseSecondHandshake();
            boolean moved = output.flight();
            return moved || !engine.isInboundDone() ? Optional.empty() : Optional.of(Progress.CLOSED);
        }
        if (engine.isInboundDone()) {
            return Optional.of(Progress.CLOSED);
        }
        return cipherText.hasRemaining() || holding ? unwrap(cipherText, plain) : Optional.of(Progress.NEEDS_INPUT);
    }

    private Optional<Progress> unwrap(ByteBuffer cipherText, ByteBuffer plain) throws SSLException {
        handshake.received(cipherText);
        SSLEngineResult result = engine.unwrap(cipherText, plain);
        handshake.note(result);
        holding = handshake.isOver() && result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW;
        return switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> Optional.of(Progress.NEEDS_INPUT);
            case BUFFER_OVERFLOW -> Optional.of(Progress.NEEDS_ROOM);
            case CLOSED -> closed(result);
            case OK -> Optional.empty();
        };
    }

    private Optional<Progress> closed(SSLEngineResult result) throws SSLException {
        if (!handshake.isOver()) {
            throw new SSLException("the peer ended the handshake");
        }
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            output.flight();
        }
        return Optional.of(Progress.CLOSED);
    }

    private void refuseSecondHandshake() throws SSLException {
        if (handshake.isOver() && !engine.isInboundDone() && !engine.isOutboundDone()) {
            handshake.refused("NO_RENEGOTIATION");
            throw new SSLException("a second handshake is refused");
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /**
     * Encrypts text; it is then part of {@link #takeOutgoing()}.
     *
     * @param plain read to its limit
     * @throws SSLException when the connection is of no further use
     */
    public void encrypt(ByteBuffer plain) throws SSLException {
        output.encrypt(plain);
    }

    /** Ends this side: close_notify is then part of {@link #takeOutgoing()}. Does nothing the second time. */
    public void finish() {
        output.finish();
    }

    /**
     * Hands over what must go to the peer.
     *
     * @return encrypted bytes, none when there is nothing to send
     */
    public ByteBuffer takeOutgoing() {
        return output.take();
    }

    /**
     * Whether the engine may hold text for which there was no room when its record came.
     *
     * @return true when {@link #decrypt} may bring text without further bytes of the peer
     */
    public boolean mayHoldText() {
        return holding;
    }

    /**
     * Whether the handshake is over and text may flow.
     *
     * @return true once it is, and for ever after
     */
    public boolean isEstablished() {
        return handshake.isOver();
    }

    /**
     * Why the connection failed.
     *
     * @return the alert's name if one was seen, after {@code SENT_} if it was ours, {@code NOT_TLS}, {@code NO_RENEGOTIATION} or {@code HANDSHAKE}
     */
    public String failure() {
        return handshake.failure();
    }

    /**
     * Closes the engine on both sides, so that a native one gives back its memory and the pipe, two descriptors, that it
     * otherwise keeps until it is collected: it does so in the first {@code wrap} after that. May be called twice.
     */
    public void dispose() {
        engine.closeOutbound();
        try {
            engine.closeInbound();
        } catch (SSLException e) {
            // Said by JSSE when the peer sent no close_notify; whoever reads the stream has judged that already.
            engine.closeOutbound();
        }
        output.lastWord();
        output.take();
    }
}
