package org.printfarm.simulator.ftp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineSpec;
import org.printfarm.simulator.machine.MachineState;

/** One passive data connection. One thread. */
final class DataChannel implements AutoCloseable {

    /** A client that does not come, or sends nothing, is given up, ms. */
    private static final int PATIENCE_MILLIS = 60_000;

    /** What vsftpd with {@code require_ssl_reuse} says to a data connection with a session of its own. */
    private static final String NOT_RESUMED =
            "522 SSL connection failed; session reuse required: see require_ssl_reuse option in vsftpd.conf man page";

    private final MachineState state;
    private final SSLSocket control;
    private final boolean protectedData;
    private final FtpsSession.Tls tls;
    private final ServerSocket server;
    private @Nullable Socket connection;

    DataChannel(MachineSpec spec, MachineState state, SSLSocket control, boolean protectedData, FtpsSession.Tls tls)
            throws IOException {
        this.state = state;
        this.control = control;
        this.protectedData = protectedData;
        this.tls = tls;
        this.server = new ServerSocket();
        server.setSoTimeout(PATIENCE_MILLIS);
        server.bind(new InetSocketAddress(spec.address(), 0));
    }

    int port() {
        return server.getLocalPort();
    }

    /**
     * Waits for the client.
     *
     * @return the reply that refuses it; empty when it is there
     */
    Optional<String> open() throws IOException {
        Socket plain = server.accept();
        plain.setSoTimeout(PATIENCE_MILLIS);
        connection = plain;
        if (!protectedData) {
            return Optional.empty();
        }
        if (state.has(Fault.DATA_TLS_HANGS)) {
            while (plain.getInputStream().read() >= 0) {
                // never a word back
            }
            return Optional.of("426 Failure reading network stream.");
        }
        SSLSocket secure = tls.over(plain);
        secure.startHandshake();
        connection = secure;
        return state.resumesDataTls() && !isResumed(secure) ? Optional.of(NOT_RESUMED) : Optional.empty();
    }

    /** A session that was resumed, by its id or by a ticket, keeps the moment of its making. */
    private boolean isResumed(SSLSocket secure) {
        return secure.getSession().getCreationTime() == control.getSession().getCreationTime();
    }

    InputStream input() throws IOException {
        if (connection == null) {
            throw new IOException("not open");
        }
        return connection.getInputStream();
    }

    /** Sends a text and ends. */
    String send(byte[] bytes) throws IOException {
        Optional<String> refused = open();
        if (refused.isPresent() || connection == null) {
            return refused.orElse("425 Failed to establish connection.");
        }
        connection.getOutputStream().write(bytes);
        connection.getOutputStream().flush();
        connection.close();
        return "226 Directory send OK.";
    }

    @Override
    public void close() {
        try (server) {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
