package org.printfarm.host.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A whole TLS handshake between two engines of this process, through two buffers: no socket, no thread. */
final class MemoryHandshake {

    /** A handshake takes about ten turns. */
    private static final int MAX_TURNS = 200;

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer;
    private final ByteBuffer toClient;
    private final ByteBuffer plain;

    private MemoryHandshake(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
        int packet = Math.max(
                client.getSession().getPacketBufferSize(), server.getSession().getPacketBufferSize());
        this.toServer = ByteBuffer.allocate(2 * packet);
        this.toClient = ByteBuffer.allocate(2 * packet);
        this.plain = ByteBuffer.allocate(Math.max(
                client.getSession().getApplicationBufferSize(),
                server.getSession().getApplicationBufferSize()));
    }

    /**
     * Runs until both sides are through, and closes both.
     *
     * @return the suite they agreed on
     * @throws SSLException when they do not agree
     */
    static String run(SSLEngine client, SSLEngine server) throws SSLException {
        try {
            return new MemoryHandshake(client, server).run();
        } finally {
            close(client);
            close(server);
        }
    }

    private String run() throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        for (int turn = 0; turn < MAX_TURNS; turn++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
            if (isThrough(client) && isThrough(server)) {
                return server.getSession().getCipherSuite();
            }
        }
        throw new SSLException("the handshake does not end");
    }

    private void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        runTasks(engine);
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            engine.wrap(ByteBuffer.allocate(0), out);
        } else {
            in.flip();
            if (in.hasRemaining()) {
                plain.clear();
                SSLEngineResult result = engine.unwrap(in, plain);
                requireOpen(result);
            }
            in.compact();
        }
        runTasks(engine);
    }

    private static void requireOpen(SSLEngineResult result) throws SSLException {
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new SSLException("closed during the handshake");
        }
    }

    static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private static boolean isThrough(SSLEngine engine) {
        boolean agreed = !engine.getSession().getCipherSuite().endsWith("WITH_NULL_NULL");
        return agreed && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    /** Both sides, or a native engine keeps its memory until it is collected. */
    static void close(SSLEngine engine) {
        engine.closeOutbound();
        try {
            engine.closeInbound();
        } catch (SSLException truncated) {
            // The other side sent no closing alert, because this class never passes one on.
        }
    }
}
