package org.printfarm.host.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A client and a server engine joined by two buffers, one step at a time, so that a test can stop anywhere between. */
final class EngineLink {

    private static final int MAX_TURNS = 100;

    final Side client;
    final Side server;

    EngineLink(SSLEngine client, SSLEngine server) {
        ByteBuffer toServer = ByteBuffer.allocate(64 * 1024);
        ByteBuffer toClient = ByteBuffer.allocate(64 * 1024);
        this.client = new Side(client, toClient, toServer);
        this.server = new Side(server, toServer, toClient);
    }

    EngineLink handshake() throws SSLException {
        client.engine.beginHandshake();
        server.engine.beginHandshake();
        for (int turn = 0; turn < MAX_TURNS; turn++) {
            client.turn();
            server.turn();
            if (client.isThrough() && server.isThrough()) {
                return this;
            }
        }
        throw new SSLException("the handshake does not end");
    }

    /** One end. What arrives is read from {@code in}, what is sent goes to {@code out}; both are kept ready for writing. */
    static final class Side {
        final SSLEngine engine;
        private final ByteBuffer in;
        private final ByteBuffer out;

        Side(SSLEngine engine, ByteBuffer in, ByteBuffer out) {
            this.engine = engine;
            this.in = in;
            this.out = out;
        }

        void turn() throws SSLException {
            runTasks();
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                engine.wrap(ByteBuffer.allocate(0), out);
            } else if (!isThrough()) {
                receive();
            }
            runTasks();
        }

        boolean isThrough() {
            return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                    && !engine.getSession().getCipherSuite().endsWith("WITH_NULL_NULL");
        }

        /** Encrypts a text and returns how many bytes that became. */
        int send(String text) throws SSLException {
            int before = out.position();
            ByteBuffer plain = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            for (int turn = 0; turn < MAX_TURNS && plain.hasRemaining(); turn++) {
                engine.wrap(plain, out);
                runTasks();
            }
            return out.position() - before;
        }

        /** Everything that has arrived, as far as the engine lets it through. */
        String receive() throws SSLException {
            StringBuilder text = new StringBuilder();
            for (int turn = 0; turn < MAX_TURNS && in.position() > 0 && !engine.isInboundDone(); turn++) {
                text.append(receiveRecord());
            }
            return text.toString();
        }

        /** What one {@code unwrap} gives. */
        String receiveRecord() throws SSLException {
            ByteBuffer plain = ByteBuffer.allocate(64 * 1024);
            in.flip();
            try {
                engine.unwrap(in, plain);
                runTasks();
            } finally {
                in.compact();
            }
            return StandardCharsets.US_ASCII.decode(plain.flip()).toString();
        }

        /** Says that nothing more will be sent, and returns how many bytes that took. */
        int closeOutbound() throws SSLException {
            int before = out.position();
            engine.closeOutbound();
            for (int turn = 0; turn < MAX_TURNS && !engine.isOutboundDone(); turn++) {
                SSLEngineResult result = engine.wrap(ByteBuffer.allocate(0), out);
                if (result.bytesProduced() == 0 && result.getStatus() == SSLEngineResult.Status.CLOSED) {
                    break;
                }
            }
            return out.position() - before;
        }

        private void runTasks() {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        }
    }
}
