#!/bin/bash
# One would guess: write and closeOnFlush on a session with SslFilter send the answer, then close_notify, then FIN.
# What happens: the answer is followed by a bare FIN. The filter makes its close_notify only while the closed session is taken down;
# the handler then gets a WriteToClosedSessionException, after sessionClosed.
# Seen with Apache MINA 2.2.10 on JDK 17 on 2026-11-27, TLS 1.2.
# Why it matters: clients that tell an end from a cut by close_notify see every answer as cut; and a handler that has freed its
# session's things on sessionClosed is called once more.
cd "$(dirname "$0")" && . ./lib.sh
jars org.apache.mina:mina-core:2.2.10
tls
cat >"$work/Closing.java" <<'J'
import java.io.*;
import java.net.*;
import java.util.*;
import java.util.concurrent.*;
import javax.net.ssl.*;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.ssl.SslFilter;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

public class Closing {
    public static void main(String[] arguments) throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        NioSocketAcceptor acceptor = new NioSocketAcceptor(1);
        SSLContext context = Tls.context(null, true, "SunX509");
        acceptor.getFilterChain().addLast("tls", new SslFilter(context));
        acceptor.setHandler(new IoHandlerAdapter() {
            @Override public void messageReceived(IoSession session, Object message) {
                session.write(IoBuffer.wrap("answer".getBytes()));
                session.closeOnFlush();
            }
            @Override public void sessionClosed(IoSession session) { told.add("closed"); }
            @Override public void exceptionCaught(IoSession session, Throwable cause) { told.add(cause.getClass().getSimpleName()); }
        });
        acceptor.bind(new InetSocketAddress("127.0.0.1", 0));
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Socket tcp = new Tap(received)) {
            tcp.connect(acceptor.getLocalAddress());
            SSLSocket client = (SSLSocket) context.getSocketFactory().createSocket(tcp, "printer", 8883, true);
            client.setEnabledProtocols(new String[] {"TLSv1.2"});
            client.getOutputStream().write(1);
            System.out.println("answer: " + new String(client.getInputStream().readNBytes(6)) + ", then end: " + client.getInputStream().read());
        }
        System.out.println("handler: " + told.poll(10, TimeUnit.SECONDS) + ", " + told.poll(10, TimeUnit.SECONDS));
        System.out.println("alert among the server's records: " + types(received.toByteArray()).contains(21));
        acceptor.dispose();
    }

    static List<Integer> types(byte[] records) {
        List<Integer> types = new ArrayList<>();
        for (int at = 0; at + 5 <= records.length; at += 5 + ((records[at + 3] & 255) << 8 | records[at + 4] & 255)) {
            types.add((int) records[at]);
        }
        return types;
    }

    /** Keeps what comes in. */
    static final class Tap extends Socket {
        private final OutputStream copy;
        Tap(OutputStream copy) { this.copy = copy; }
        @Override public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override public int read(byte[] b, int off, int len) throws IOException {
                    int n = super.read(b, off, len);
                    if (n > 0) copy.write(b, off, n);
                    return n;
                }
            };
        }
    }
}
J
java_file Closing.java
says 'answer: answer, then end: -1' 'handler: closed, WriteToClosedSessionException' 'alert among the server'\''s records: false'
holds
