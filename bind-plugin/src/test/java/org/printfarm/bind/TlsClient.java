package org.printfarm.bind;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A TLS client that shows what a socket of the JDK hides: whether close_notify came, and what came in one read. */
public final class TlsClient implements AutoCloseable {

    private static final int ROOM = 64 * 1024;
    private static final int MAX_STEPS = 10_000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final SSLContext TRUSTING = context(true);
    private static final SSLContext DISTRUSTING = context(false);

    private final Socket socket;
    private final SSLEngine engine;
    private final ByteBuffer input = ByteBuffer.allocate(ROOM).flip();
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean holding;
    private boolean closeNotify;
    private boolean handshaking;

    private TlsClient(Socket socket, SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
    }

    /** Connects without a word; the handshake is up to the caller. Offers one version and, if given, these suites only. */
    public static TlsClient connect(InetSocketAddress server, String version, String... suites) throws IOException {
        return connect(server, true, version, suites);
    }

    /** As above; one that trusts nobody breaks the handshake off, as a slicer without the farm's CA does. */
    public static TlsClient connect(InetSocketAddress server, boolean trusting, String version, String... suites)
            throws IOException {
        SSLEngine engine = (trusting ? TRUSTING : DISTRUSTING).createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {version});
        if (suites.length > 0) {
            engine.setEnabledCipherSuites(suites);
        }
        return new TlsClient(Wire.connect(server), engine);
    }

    /** As above, and takes the last session with this server up again where the server lets it. */
    public static TlsClient resuming(InetSocketAddress server, String version) throws IOException {
        SSLEngine engine = TRUSTING.createSSLEngine(server.getHostString(), server.getPort());
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {version});
        return new TlsClient(Wire.connect(server), engine);
    }

    public Socket socket() {
        return socket;
    }

    public SSLEngine engine() {
        return engine;
    }

    /** Whether the server said the end. */
    public boolean gotCloseNotify() {
        return closeNotify;
    }

    /** Handshake, request, and all until the server closes. */
    public byte[] exchange(byte[] request) throws IOException {
        handshake();
        write(request);
        return readToEnd();
    }

    public void handshake() throws IOException {
        handshaking = true;
        engine.beginHandshake();
        for (int step = 0; step < MAX_STEPS && isHandshaking(); step++) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> wrap(NOTHING);
                default -> unwrapOrRead();
            }
        }
        handshaking = false;
    }

    private boolean isHandshaking() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
    }

    public void write(byte[] data) throws IOException {
        wrap(ByteBuffer.wrap(data));
    }

    /** The encrypted form of some data, to be sent in pieces. */
    public byte[] encrypt(byte[] data) throws IOException {
        ByteBuffer records = ByteBuffer.allocate(ROOM);
        engine.wrap(ByteBuffer.wrap(data), records);
        byte[] bytes = new byte[records.flip().remaining()];
        records.get(bytes);
        return bytes;
    }

    /** close_notify and the end of the sending half. */
    public void closeOutput() throws IOException {
        engine.closeOutbound();
        wrap(NOTHING);
        socket.shutdownOutput();
    }

    /** All plain bytes until the server closes TCP. */
    public byte[] readToEnd() throws IOException {
        for (int step = 0; step < MAX_STEPS; step++) {
            if (!unwrapOrRead()) {
                return plain.toByteArray();
            }
        }
        throw new IOException("the server sends without end");
    }

    private boolean unwrapOrRead() throws IOException {
        if (input.hasRemaining()) {
            ByteBuffer room = ByteBuffer.allocate(ROOM);
            SSLEngineResult result = engine.unwrap(input, room);
            plain.write(room.array(), 0, room.position());
            closeNotify |= result.getStatus() == Status.CLOSED;
            runTasks();
            if (result.bytesConsumed() > 0 && result.getStatus() == Status.OK) {
                return true;
            }
            if (closeNotify) {
                input.position(input.limit());
            }
        }
        return read();
    }

    private void runTasks() {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }

    private boolean read() throws IOException {
        release();
        InputStream in = socket.getInputStream();
        input.compact();
        int count = in.read(input.array(), input.position(), input.remaining());
        input.position(input.position() + Math.max(0, count)).flip();
        if (count < 0 && handshaking) {
            throw new IOException("the server closed during the handshake");
        }
        return count >= 0;
    }

    private void wrap(ByteBuffer data) throws IOException {
        ByteBuffer records = ByteBuffer.allocate(ROOM);
        engine.wrap(data, records);
        held.write(records.array(), 0, records.position());
        if (!holding) {
            release();
        }
    }

    /** From now on, what would be sent is kept until the server has to be asked for more, or until it is released. */
    public void holdBack() {
        holding = true;
    }

    /** Sends in one piece what was held back. */
    public void release() throws IOException {
        if (held.size() > 0) {
            socket.getOutputStream().write(held.toByteArray());
            held.reset();
        }
    }

    /** Sends the alert that a failure left behind. */
    public void sendAlert() throws IOException {
        wrap(NOTHING);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static SSLContext context(boolean trusting) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusting ? new TrustManager[] {new TrustAll()} : null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Slicers check against their own list; here it does not matter. */
    private static final class TrustAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
