package org.printfarm.bambu.upload;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.bambu.model.Faults;

/** A login at a machine's FTPS server. One thread, but for {@link #abort}. */
final class ControlChannel implements AutoCloseable {

    /** Newer machines speak nothing else here; with TLS 1.3 servers lose the end of a file (protocol notes, section 2). */
    private static final String[] PROTOCOLS = {"TLSv1.2"};

    private static final int LOGGED_IN = 230;
    private static final int NEXT = 331;
    private static final int REFUSED = 530;
    private static final Pattern PASSIVE =
            Pattern.compile("(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3})");

    private final FtpsTarget target;
    private final SSLSocketFactory tls;
    private final Socket plain;
    private final SSLSocket secure;
    private final ReplyLines replies;
    private final OutputStream commands;

    private ControlChannel(FtpsTarget target, Socket plain) throws IOException {
        this.target = target;
        this.tls = target.trust().newContext().getSocketFactory();
        this.plain = plain;
        secure = layer(plain);
        secure.startHandshake();
        replies = new ReplyLines(secure.getInputStream());
        commands = secure.getOutputStream();
    }

    /**
     * Connects and logs in.
     *
     * @param target where
     * @param plain not yet connected; whoever closes it ends this
     * @param patience for each step
     */
    static ControlChannel open(FtpsTarget target, Socket plain, Duration patience) throws IOException, DriverException {
        try {
            plain.setTcpNoDelay(true);
            plain.setSoTimeout((int) patience.toMillis());
            plain.connect(new InetSocketAddress(target.address(), target.port()), (int) patience.toMillis());
            ControlChannel control = new ControlChannel(target, plain);
            control.login();
            return control;
        } catch (IOException | DriverException e) {
            plain.close();
            throw e;
        }
    }

    private void login() throws IOException, DriverException {
        read();
        FtpReply user = ask("USER " + target.user());
        FtpReply login = user.code() == NEXT ? ask("PASS " + target.accessCode().revealClearText()) : user;
        if (login.code() == REFUSED) {
            throw new DriverException(
                    MachineFault.Code.WRONG_CODE, Faults.wrongCode().text(), false);
        }
        if (login.code() != LOGGED_IN) {
            throw new ProtocolException("no login");
        }
    }

    FtpReply ask(String command) throws IOException {
        commands.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
        return read();
    }

    FtpReply read() throws IOException {
        return replies.read();
    }

    void patience(Duration patience) throws IOException {
        secure.setSoTimeout((int) Math.max(1, Math.min(Integer.MAX_VALUE, patience.toMillis())));
    }

    /** Asks for a data connection and connects. Its address in the reply may be any: the machine is where we reached it. */
    Socket connectData(Duration patience) throws IOException {
        Matcher place = PASSIVE.matcher(ask("PASV").text());
        if (!place.find()) {
            throw new ProtocolException("no passive mode");
        }
        int port = Integer.parseInt(place.group(5)) << 8 | Integer.parseInt(place.group(6));
        if (port < 1 || port > 0xFFFF) {
            throw new ProtocolException("no port");
        }
        Socket data = new SessionSocket(target.port());
        try {
            data.setSoTimeout((int) patience.toMillis());
            data.connect(new InetSocketAddress(target.address(), port), (int) patience.toMillis());
            return data;
        } catch (IOException e) {
            data.close();
            throw e;
        }
    }

    /** TLS over a connection, with the name and port of the control connection, so that its session is found. */
    SSLSocket layer(Socket over) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(over, target.address(), target.port(), true);
        socket.setEnabledProtocols(PROTOCOLS);
        return socket;
    }

    /** Ends it without a word. Any thread. */
    void abort() {
        try {
            plain.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    /** Says good-bye. */
    @Override
    public void close() {
        try {
            commands.write("QUIT\r\n".getBytes(StandardCharsets.UTF_8));
            commands.flush();
        } catch (IOException e) {
            // the machine was quicker
        } finally {
            abort();
        }
    }
}
