package org.printfarm.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A connection with TLS. */
final class TlsLink implements Link {

    /** Room for any record. */
    private static final int RECORD_BYTES = 18 * 1024;

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final ByteBuffer request;
    private final ByteBuffer in = ByteBuffer.allocate(RECORD_BYTES).flip();
    private final ByteBuffer out = ByteBuffer.allocate(RECORD_BYTES).flip();
    private boolean open;
    private boolean goodbye;
    private boolean ended;

    TlsLink(SocketChannel channel, SSLEngine engine, ByteBuffer request) throws SSLException {
        this.channel = channel;
        this.engine = engine;
        this.request = request;
        engine.setUseClientMode(true);
        engine.beginHandshake();
    }

    @Override
    public int read(ByteBuffer reply) throws IOException {
        int before = reply.position();
        while (step(reply)) {
            if (reply.position() > before) {
                return reply.position() - before;
            }
        }
        return ended ? END : NOTHING_YET;
    }

    /** Goes one step; false when the socket must be waited for, or all is over. */
    private boolean step(ByteBuffer reply) throws IOException {
        if (!flush() || ended) {
            return false;
        }
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            Runnable task = engine.getDelegatedTask();
            if (task != null) {
                task.run();
            }
            return true;
        }
        if (status == HandshakeStatus.NEED_WRAP) {
            return wrap();
        }
        if (status == HandshakeStatus.NOT_HANDSHAKING) {
            open = true;
            if (request.hasRemaining()) {
                return wrap();
            }
        }
        return unwrap(reply);
    }

    private boolean wrap() throws IOException {
        out.clear();
        SSLEngineResult result = engine.wrap(request, out);
        out.flip();
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && !out.hasRemaining()) {
            ended = true;
        }
        return flush();
    }

    private boolean unwrap(ByteBuffer reply) throws IOException {
        SSLEngineResult result = engine.unwrap(in, reply);
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            goodbye = true;
            ended = true;
            return false;
        }
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            throw new SSLException("a reply larger than any reply");
        }
        if (result.getStatus() == SSLEngineResult.Status.OK) {
            return true;
        }
        in.compact();
        int read;
        try {
            read = channel.read(in);
        } finally {
            in.flip();
        }
        if (read < 0) {
            ended = true;
            if (!open) {
                throw new SSLException("the server closed during the handshake");
            }
        }
        return read > 0;
    }

    private boolean flush() throws IOException {
        if (out.hasRemaining()) {
            channel.write(out);
        }
        return !out.hasRemaining();
    }

    @Override
    public boolean saidGoodbye() {
        return goodbye;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
