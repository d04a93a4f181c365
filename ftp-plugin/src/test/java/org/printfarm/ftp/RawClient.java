package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.commons.net.util.TrustManagerUtils;
import org.printfarm.api.contract.TestPrinters;

/** A client that does exactly what a test tells it, right or wrong. */
final class RawClient implements AutoCloseable {

    private static final int LIMIT_MILLIS = 60_000;
    private static final Pattern EPSV = Pattern.compile("\\(\\|\\|\\|(\\d+)\\|\\)");

    private final SSLContext tls;
    private final InetAddress host;
    private final InetAddress from;
    final WatchedSocket plain;
    final SSLSocket control;

    RawClient(TestFarm.TestPrinter printer) throws IOException, GeneralSecurityException {
        this(printer, InetAddress.getLoopbackAddress());
    }

    /** From another loopback address, so as to be another peer. */
    RawClient(TestFarm.TestPrinter printer, InetAddress from) throws IOException, GeneralSecurityException {
        this.host = printer.context().printer().bindAddress();
        this.from = from;
        this.tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {TrustManagerUtils.getAcceptAllTrustManager()}, null);
        this.plain = dial(TestFarm.PORT, from);
        this.control = secure(plain);
    }

    /** Logged in, with PROT P. */
    static RawClient loggedIn(TestFarm.TestPrinter printer) throws IOException, GeneralSecurityException {
        RawClient client = new RawClient(printer);
        client.login();
        return client;
    }

    void login() throws IOException {
        expect(220);
        expect("USER bblp", 331);
        expect("PASS " + TestPrinters.ACCESS_CODE, 230);
        expect("PBSZ 0", 200);
        expect("PROT P", 200);
    }

    /** TCP to a port of the printer. */
    WatchedSocket dial(int port, InetAddress source) throws IOException {
        return connect(new WatchedSocket(false), port, source);
    }

    /** TCP that sends nothing before the client waits for an answer, see {@link WatchedSocket}. */
    WatchedSocket dialHolding(int port) throws IOException {
        return connect(new WatchedSocket(true), port, from);
    }

    private WatchedSocket connect(WatchedSocket socket, int port, InetAddress source) throws IOException {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(source, 0));
        socket.connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
        socket.setSoTimeout(LIMIT_MILLIS);
        return socket;
    }

    WatchedSocket dial(int port) throws IOException {
        return dial(port, from);
    }

    SSLSocket secure(Socket socket) throws IOException {
        return secure(socket, "TLSv1.2");
    }

    /** TLS that resumes the control connection's session. */
    SSLSocket resume(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, "printer", TestFarm.PORT, true);
        secured.setEnabledProtocols(new String[] {"TLSv1.2"});
        return secured;
    }

    SSLSocket secure(Socket socket, String protocol) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, "printer", socket.getPort(), true);
        secured.setEnabledProtocols(new String[] {protocol});
        return secured;
    }

    void send(String line) throws IOException {
        sendBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void sendBytes(byte[] bytes) throws IOException {
        control.getOutputStream().write(bytes);
        control.getOutputStream().flush();
    }

    /** One line; empty at the end of the stream. */
    String line() throws IOException {
        InputStream in = control.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                break;
            }
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** A whole reply, all of its lines. */
    String reply() throws IOException {
        String first = line();
        StringBuilder all = new StringBuilder(first);
        if (first.length() > 3 && first.charAt(3) == '-') {
            String end = first.substring(0, 3) + " ";
            String next;
            do {
                next = line();
                all.append('\n').append(next);
            } while (!next.isEmpty() && !next.startsWith(end));
        }
        return all.toString();
    }

    String expect(int code) throws IOException {
        String reply = reply();
        assertThat(reply).startsWith(Integer.toString(code));
        return reply;
    }

    String expect(String command, int code) throws IOException {
        send(command);
        String reply = reply();
        assertThat(reply).as("reply to %s", command).startsWith(Integer.toString(code));
        return reply;
    }

    int epsv() throws IOException {
        Matcher port = EPSV.matcher(expect("EPSV", 229));
        assertThat(port.find()).isTrue();
        return Integer.parseInt(port.group(1));
    }

    /** An upload as a good client does it; returns the final reply. */
    String upload(String name, byte[] content) throws IOException {
        SSLSocket data = beginUpload(name);
        data.getOutputStream().write(content);
        data.close();
        return reply();
    }

    /** An upload of which nothing is sent yet; 150 has been read and TLS is up. */
    SSLSocket beginUpload(String name) throws IOException {
        Socket socket = dial(epsv());
        expect("STOR " + name, 150);
        SSLSocket data = secure(socket);
        data.startHandshake();
        return data;
    }

    /** What a listing command brings. */
    String listing(String command) throws IOException {
        Socket socket = dial(epsv());
        expect(command, 150);
        SSLSocket data = secure(socket);
        String text = new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        data.close();
        expect(226);
        return text;
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
