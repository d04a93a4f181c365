package org.printfarm.mqtt.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * A TLS client that leaves as a test wants it to, and knows whether the other side said goodbye. What it writes is kept until
 * {@link #flush}, so that the end of the handshake and all that follows can go out in one piece.
 */
public final class EngineClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int ROOM = 64 * 1024;

    private final Socket socket;
    private final SSLEngine engine;
    private final ByteBuffer in = ByteBuffer.allocate(ROOM).flip();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Connects and shakes hands; the last flight is not sent yet. Sessions of the context are resumed. */
    public EngineClient(InetSocketAddress address, SSLContext context, String version) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        engine = context.createSSLEngine(address.getAddress().getHostAddress(), address.getPort());
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {version});
        engine.beginHandshake();
        while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            step();
        }
    }

    private void step() throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> wrap(new byte[0]);
            default -> {
                if (!unwrap()) {
                    flush();
                    if (!read()) {
                        throw new IOException("closed during the handshake");
                    }
                }
            }
        }
    }

    /** Encrypts; call {@link #flush} to send. */
    public EngineClient write(byte[] bytes) throws IOException {
        wrap(bytes);
        return this;
    }

    /** Encrypts the closing alert. */
    public EngineClient goodbye() throws IOException {
        engine.closeOutbound();
        wrap(new byte[0]);
        return this;
    }

    public EngineClient flush() throws IOException {
        socket.getOutputStream().write(out.toByteArray());
        out.reset();
        return this;
    }

    /** Ends this direction of the connection, below TLS. */
    public EngineClient fin() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    public EngineClient reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
        return this;
    }

    /** Reads until the other side is through with TCP; true when it said goodbye in TLS before that. */
    public boolean isToldGoodbye() throws IOException {
        boolean more = true;
        while (more) {
            more = unwrap() || read();
        }
        return engine.isInboundDone();
    }

    /** One record at least: an engine decides how much goes into each. */
    private void wrap(byte[] bytes) throws SSLException {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        do {
            ByteBuffer target = ByteBuffer.allocate(ROOM);
            engine.wrap(source, target);
            out.write(target.array(), 0, target.position());
        } while (source.hasRemaining());
    }

    /** False when nothing more can be made of what is there. */
    private boolean unwrap() throws SSLException {
        if (!in.hasRemaining() || engine.isInboundDone()) {
            return false;
        }
        ByteBuffer target = ByteBuffer.allocate(ROOM);
        SSLEngineResult result = engine.unwrap(in, target);
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
        }
        return result.bytesConsumed() > 0;
    }

    private boolean read() throws IOException {
        in.compact();
        int count = socket.getInputStream().read(in.array(), in.position(), in.remaining());
        in.position(in.position() + Math.max(count, 0)).flip();
        return count >= 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
