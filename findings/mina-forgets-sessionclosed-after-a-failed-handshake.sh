#!/bin/bash
# One would guess: every session that was told by sessionOpened ends in one sessionClosed, and one failure is one exceptionCaught.
# What happens: when client and server have no TLS version in common, the client gets its alert, the service drops the session, the
# handler gets the same exception twice, and sessionClosed never comes.
# Seen with Apache MINA 2.2.10 on JDK 17 on 2026-11-27.
# Why it matters: who counts sessions up on opened and down on closed (a limit per peer) locks a slicer out that tried an old TLS
# version some times; who logs on exceptionCaught tells each failure twice.
cd "$(dirname "$0")" && . ./lib.sh
jars org.apache.mina:mina-core:2.2.10
tls
cat >"$work/Failing.java" <<'J'
import java.net.InetSocketAddress;
import java.util.concurrent.*;
import javax.net.ssl.*;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.ssl.SslFilter;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

public class Failing {
    public static void main(String[] arguments) throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        NioSocketAcceptor acceptor = new NioSocketAcceptor(1);
        SSLContext context = Tls.context(null, true, "SunX509");
        SslFilter filter = new SslFilter(context);
        filter.setEnabledProtocols("TLSv1.2");
        acceptor.getFilterChain().addLast("tls", filter);
        acceptor.setHandler(new IoHandlerAdapter() {
            @Override public void sessionOpened(IoSession session) { told.add("opened"); }
            @Override public void sessionClosed(IoSession session) { told.add("closed"); }
            @Override public void exceptionCaught(IoSession session, Throwable cause) { told.add(cause.getClass().getSimpleName()); }
        });
        acceptor.bind(new InetSocketAddress("127.0.0.1", 0));
        try (SSLSocket client = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", acceptor.getLocalAddress().getPort())) {
            client.setEnabledProtocols(new String[] {"TLSv1.3"});
            client.startHandshake();
        } catch (SSLHandshakeException e) {
            System.out.println("client: " + e.getMessage());
        }
        StringBuilder all = new StringBuilder();
        for (String next; (next = told.poll(2, TimeUnit.SECONDS)) != null; ) all.append(' ').append(next);
        System.out.println("handler:" + all);
        System.out.println("sessions: " + acceptor.getManagedSessionCount());
        acceptor.dispose();
    }
}
J
java_file Failing.java
says 'client: Received fatal alert: protocol_version' 'handler: opened SSLHandshakeException SSLHandshakeException' 'sessions: 0'
holds
