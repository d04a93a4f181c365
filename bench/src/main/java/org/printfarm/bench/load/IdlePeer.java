package org.printfarm.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import javax.net.ssl.SSLContext;

/** A peer that connects, begins, and does not go on. */
final class IdlePeer {

    /** What it does. */
    enum Manner {
        /** Sends the first bytes of a request and nothing more. */
        UNFINISHED_FRAME,
        /** Sends a byte of its request now and then, and never the last. */
        DRIPPING,
        /** Finishes the TLS handshake and sends nothing. */
        AFTER_HANDSHAKE
    }

    private static final int FIRST_BYTES = 9;
    private static final long HANDSHAKE_MS = 30_000;

    private final SocketChannel channel;
    private final Manner manner;
    private final byte[] request = Requests.detect();
    private int sent = FIRST_BYTES;

    private IdlePeer(SocketChannel channel, Manner manner) {
        this.channel = channel;
        this.manner = manner;
    }

    static IdlePeer connect(InetSocketAddress address, Manner manner, SSLContext tls) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        IdlePeer peer = new IdlePeer(channel, manner);
        channel.configureBlocking(false);
        if (manner == Manner.AFTER_HANDSHAKE) {
            // The engine is forgotten afterwards: only the server is to remember.
            TlsLink link = new TlsLink(channel, ClientTls.engine(tls, "TLSv1.3"), ByteBuffer.allocate(0));
            handshake(link);
        } else {
            channel.write(ByteBuffer.wrap(Arrays.copyOf(peer.request, FIRST_BYTES)));
        }
        return peer;
    }

    private static void handshake(TlsLink link) throws IOException {
        ByteBuffer nothing = ByteBuffer.allocate(1024);
        long end = System.nanoTime() + HANDSHAKE_MS * 1_000_000;
        while (!link.isOpen()) {
            if (link.read(nothing) == Link.END || System.nanoTime() > end) {
                throw new SocketTimeoutException("no TLS handshake");
            }
            Thread.onSpinWait();
        }
    }

    /** Sends one more byte, but never the last of the request: later, blanks inside of the object. */
    void drip() {
        if (manner != Manner.DRIPPING) {
            return;
        }
        try {
            byte next = sent < request.length - 8 ? request[sent++] : (byte) ' ';
            channel.write(ByteBuffer.wrap(new byte[] {next}));
        } catch (IOException e) {
            // Whoever asks whether it is open sees it.
            return;
        }
    }

    /** Whether the server still holds it. */
    boolean isOpen() {
        try {
            return channel.read(ByteBuffer.allocate(4096)) >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
