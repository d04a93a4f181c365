package org.printfarm.host.tls;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.TlsVersions;

/**
 * A TLS server on a real socket, one client at a time, that sends one line as soon as the handshake is through and closes.
 * What went wrong with a client waits in {@link #failures}.
 */
final class EngineServer implements AutoCloseable {

    static final String LINE = "hello from the printer\n";

    private static final int MAX_TURNS = 1000;

    /**
     * A session that failed.
     *
     * @param cause what the engine threw
     * @param record the last record that the engine was given, its first seven bytes in hexadecimal
     */
    record Failure(SSLException cause, String record) {}

    final BlockingQueue<Failure> failures = new LinkedBlockingQueue<>();

    /** The kind of the key that each client was shown, when its handshake was through. */
    final BlockingQueue<String> shown = new LinkedBlockingQueue<>();

    private final ServerSocketChannel listener;
    private final Thread thread;
    private final PrinterTls tls;
    private final TlsVersions versions;

    EngineServer(Inet4Address address, PrinterTls tls, TlsVersions versions) throws IOException {
        this.tls = tls;
        this.versions = versions;
        this.listener = ServerSocketChannel.open().bind(new InetSocketAddress(address, 0));
        this.thread = new Thread(this::serve, "engine-server");
        thread.start();
    }

    int port() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private void serve() {
        while (listener.isOpen()) {
            try (SocketChannel client = listener.accept()) {
                Session session = new Session(client, tls.newServerEngine(versions));
                try {
                    session.run(shown);
                } catch (SSLException e) {
                    failures.add(new Failure(e, HexFormat.of().formatHex(session.record)));
                }
            } catch (IOException closed) {
                // The client is gone or the test is over.
            }
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        listener.close();
        thread.join();
    }

    /** One client. */
    private static final class Session {
        private final SocketChannel socket;
        private final SSLEngine engine;
        private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
        private final ByteBuffer out = ByteBuffer.allocate(64 * 1024);
        private byte[] record = {};

        Session(SocketChannel socket, SSLEngine engine) {
            this.socket = socket;
            this.engine = engine;
        }

        void run(BlockingQueue<String> shown) throws IOException {
            try {
                handshake();
                Certificate[] chain = engine.getSession().getLocalCertificates();
                shown.add(chain[0].getPublicKey().getAlgorithm());
                flush(ByteBuffer.wrap(LINE.getBytes(StandardCharsets.US_ASCII)));
                engine.closeOutbound();
                flush(ByteBuffer.allocate(0));
                drain();
            } catch (SSLException e) {
                flush(ByteBuffer.allocate(0));
                throw e;
            } finally {
                engine.closeOutbound();
            }
        }

        private void handshake() throws IOException {
            engine.beginHandshake();
            for (int turn = 0; turn < MAX_TURNS; turn++) {
                HandshakeStatus status = engine.getHandshakeStatus();
                if (status == HandshakeStatus.NOT_HANDSHAKING) {
                    return;
                } else if (status == HandshakeStatus.NEED_TASK) {
                    engine.getDelegatedTask().run();
                } else if (status == HandshakeStatus.NEED_WRAP) {
                    flush(ByteBuffer.allocate(0));
                } else {
                    unwrap();
                }
            }
            throw new SSLException("the handshake does not end");
        }

        private void unwrap() throws IOException {
            in.flip();
            record = new byte[Math.min(in.remaining(), 7)];
            in.get(in.position(), record);
            SSLEngineResult result;
            try {
                result = engine.unwrap(in, ByteBuffer.allocate(32 * 1024));
            } finally {
                in.compact();
            }
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW && socket.read(in) < 0) {
                throw new IOException("gone");
            }
        }

        private void flush(ByteBuffer plain) throws IOException {
            engine.wrap(plain, out);
            out.flip();
            while (out.hasRemaining()) {
                socket.write(out);
            }
            out.clear();
        }

        /** Until the client has closed too, or its last bytes would meet a reset. */
        private void drain() throws IOException {
            for (int turn = 0; turn < MAX_TURNS && socket.read(in.clear()) >= 0; turn++) {
                // What comes now is not of interest.
            }
        }
    }
}
