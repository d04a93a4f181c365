#!/bin/bash
# One would guess: MINA's SslFilter tells SECURED before it hands the first decrypted message to the handler.
# What happens: with TLS 1.2 it does. With TLS 1.3, when the client's first data come in the same segment as its Finished, messageReceived comes
# first and SECURED after it.
# Seen with Apache MINA 2.2.10 on JDK 17 on 2026-11-27.
# Why it matters: a handler that begins on SECURED (starts its login clock, sends a greeting) gets a request for a session that it
# does not know yet; it happens only with TLS 1.3 and a quick client.
cd "$(dirname "$0")" && . ./lib.sh
jars org.apache.mina:mina-core:2.2.10
tls
cat >"$work/Secured.java" <<'J'
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.*;
import javax.net.ssl.*;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;
import org.apache.mina.filter.ssl.*;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

public class Secured {
    public static void main(String[] arguments) throws Exception {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            BlockingQueue<String> told = new LinkedBlockingQueue<>();
            NioSocketAcceptor acceptor = new NioSocketAcceptor(1);
            SSLContext context = Tls.context(null, true, "SunX509");
            acceptor.getFilterChain().addLast("tls", new SslFilter(context));
            acceptor.setHandler(new IoHandlerAdapter() {
                @Override public void messageReceived(IoSession session, Object message) { told.add("message"); }
                @Override public void event(IoSession session, FilterEvent event) {
                    if (event == SslEvent.SECURED) told.add("SECURED");
                }
            });
            acceptor.bind(new InetSocketAddress("127.0.0.1", 0));
            try (SocketChannel channel = SocketChannel.open(acceptor.getLocalAddress())) {
                sayWithFinished(channel, context, version);
                System.out.println(version + ": " + told.poll(10, TimeUnit.SECONDS) + ", " + told.poll(10, TimeUnit.SECONDS));
            }
            acceptor.dispose();
        }
    }

    /** A handshake, and the first byte of data in the same segment as the client's last flight where the version allows that. */
    static void sayWithFinished(SocketChannel channel, SSLContext context, String version) throws Exception {
        SSLEngine engine = Tls.engine(context, true);
        engine.setEnabledProtocols(new String[] {version});
        ByteBuffer out = ByteBuffer.allocate(1 << 16), in = ByteBuffer.allocate(1 << 16), plain = ByteBuffer.allocate(1 << 15);
        in.flip();
        engine.beginHandshake();
        for (HandshakeStatus status; (status = engine.getHandshakeStatus()) != HandshakeStatus.NOT_HANDSHAKING; ) {
            switch (status) {
                case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
                case NEED_TASK -> engine.getDelegatedTask().run();
                default -> {
                    send(channel, out);
                    if (engine.unwrap(in, plain).getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        in.compact();
                        channel.read(in);
                        in.flip();
                    }
                }
            }
        }
        engine.wrap(ByteBuffer.wrap(new byte[] {1}), out);
        send(channel, out);
    }

    static void send(SocketChannel channel, ByteBuffer out) throws Exception {
        out.flip();
        while (out.hasRemaining()) channel.write(out);
        out.clear();
    }
}
J
java_file Secured.java
says 'TLSv1.2: SECURED, message' 'TLSv1.3: message, SECURED'
holds
