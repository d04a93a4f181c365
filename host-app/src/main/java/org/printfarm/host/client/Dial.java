package org.printfarm.host.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.printfarm.host.client.ClientException.Code;

/** Connects to a printer, also with TLS, whatever its certificate. */
public final class Dial {

    private Dial() {}

    /**
     * Looks a printer up.
     *
     * @param host an address or a name
     */
    public static InetSocketAddress address(String host, int port) throws ClientException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new ClientException(Code.UNKNOWN_HOST, "the name " + host + " leads to no address");
        }
        return address;
    }

    /**
     * Connects.
     *
     * @param patience how long to wait for an answer
     * @return to be closed
     */
    public static Socket connect(InetSocketAddress address, Duration patience) throws ClientException {
        Socket socket = new Socket();
        try {
            socket.connect(address, Math.toIntExact(patience.toMillis()));
            return socket;
        } catch (IOException e) {
            close(socket);
            throw trouble(address, patience, e);
        }
    }

    private static ClientException trouble(InetSocketAddress address, Duration patience, IOException e) {
        String where = address.getAddress().getHostAddress() + ":" + address.getPort();
        if (e instanceof SocketTimeoutException) {
            return new ClientException(
                    Code.TIMED_OUT,
                    "nobody answered at " + where + " within " + patience.toMillis()
                            + " ms: is the printer switched on, and is a firewall in between?",
                    e);
        }
        if (e instanceof ConnectException) {
            return new ClientException(
                    Code.CONNECTION_REFUSED,
                    "nobody listens at " + where + ": the service is off, or it is another port",
                    e);
        }
        String what = e instanceof NoRouteToHostException ? "no way leads to " : "cannot connect to ";
        return new ClientException(Code.UNREACHABLE, what + where, e);
    }

    /** Begins TLS on a connection; nothing is said yet. */
    public static SSLSocket secured(Socket plain, String host, int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
        return (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
    }

    /** Ends a connection that came to nothing. */
    public static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that would not close", e);
        }
    }
}
