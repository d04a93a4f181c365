package org.printfarm.host.client.detect;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.printfarm.host.client.AnyCertificate;
import org.printfarm.host.client.detect.DetectException.Code;
import org.printfarm.host.view.DetectedPrinter;

/**
 * Asks one printer who it is, as a slicer does: connect, one request, one reply, close. Blocks for at most its time-out.
 * Any certificate is taken, because a printer's is signed by a CA of its own and the question gives nothing away.
 */
public final class DetectClient {

    /** How long a slicer waits for the whole exchange. Source: protocol notes, section 1. */
    public static final Duration SLICER_PATIENCE = Duration.ofSeconds(5);

    /** The longest reply that the length field can announce, bytes. */
    private static final int MAX_REPLY_BYTES = 65_535;

    private final Duration timeout;

    /** A client that waits as long as a slicer. */
    public DetectClient() {
        this(SLICER_PATIENCE);
    }

    /**
     * A client of another patience.
     *
     * @param timeout for the whole exchange, name look-up not included
     */
    public DetectClient(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Asks.
     *
     * @param host an address or a name
     * @param port 1 to 65535
     * @param tls whether to speak TLS
     * @return what the printer said
     * @throws DetectException when there was no usable answer; its message says why
     */
    public DetectedPrinter detect(String host, int port, boolean tls) throws DetectException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new DetectException(Code.UNKNOWN_HOST, "the name " + host + " leads to no address");
        }
        Deadline deadline = new Deadline(timeout);
        try (Socket plain = connect(address, deadline);
                Socket socket = tls ? secured(plain, host, port, deadline) : plain) {
            return exchange(socket, deadline);
        } catch (SocketTimeoutException e) {
            throw new DetectException(
                    Code.TIMED_OUT, "connected, but no reply within " + timeout.toMillis() + " ms" + hint(tls), e);
        } catch (EOFException | SocketException e) {
            throw new DetectException(
                    Code.CLOSED, "the other side closed the connection without a whole reply" + hint(tls), e);
        } catch (IOException e) {
            throw new DetectException(
                    Code.CLOSED, "the connection broke (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static String hint(boolean tls) {
        return tls ? "" : "; if this port speaks TLS, ask with --tls";
    }

    private Socket connect(InetSocketAddress address, Deadline deadline) throws DetectException {
        Socket socket = new Socket();
        try {
            socket.connect(address, deadline.millisLeft());
            return socket;
        } catch (IOException e) {
            close(socket);
            throw connectTrouble(address, e);
        }
    }

    private DetectException connectTrouble(InetSocketAddress address, IOException e) {
        String where = address.getAddress().getHostAddress() + ":" + address.getPort();
        if (e instanceof SocketTimeoutException) {
            return new DetectException(
                    Code.TIMED_OUT,
                    "nobody answered at " + where + " within " + timeout.toMillis()
                            + " ms: is the printer switched on, and is a firewall in between?",
                    e);
        }
        if (e instanceof NoRouteToHostException) {
            return new DetectException(Code.UNREACHABLE, "no way leads to " + where, e);
        }
        if (e instanceof ConnectException) {
            return new DetectException(
                    Code.CONNECTION_REFUSED,
                    "nobody listens at " + where + ": the service is off, or it is another port",
                    e);
        }
        return new DetectException(Code.UNREACHABLE, "cannot connect to " + where, e);
    }

    private static Socket secured(Socket plain, String host, int port, Deadline deadline) throws DetectException {
        try {
            plain.setSoTimeout(deadline.millisLeft());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (SSLException e) {
            close(plain);
            throw new DetectException(
                    Code.TLS_FAILED, "TLS could not be agreed on; if this port is plain, ask without --tls", e);
        } catch (IOException e) {
            close(plain);
            throw new DetectException(Code.TLS_FAILED, "the connection ended during the TLS handshake", e);
        } catch (GeneralSecurityException e) {
            throw new DetectException(Code.TLS_FAILED, "this machine has no TLS", e);
        }
    }

    private static DetectedPrinter exchange(Socket socket, Deadline deadline) throws IOException, DetectException {
        socket.getOutputStream().write(DetectFrames.request());
        ByteBuffer received = ByteBuffer.allocate(MAX_REPLY_BYTES);
        InputStream in = socket.getInputStream();
        int total = 0;
        while (total == 0 || received.position() < total) {
            socket.setSoTimeout(deadline.millisLeft());
            int count = in.read(received.array(), received.position(), received.remaining());
            if (count < 0) {
                throw new EOFException();
            }
            received.position(received.position() + count);
            total = DetectFrames.totalLength(received.duplicate().flip());
        }
        byte[] frame = new byte[total];
        received.flip().get(frame);
        return DetectFrames.printer(frame);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that would not close", e);
        }
    }
}
