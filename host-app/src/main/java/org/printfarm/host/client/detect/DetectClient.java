package org.printfarm.host.client.detect;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.printfarm.host.client.ClientException;
import org.printfarm.host.client.ClientException.Code;
import org.printfarm.host.client.Dial;
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
     * @throws ClientException when there was no usable answer; its message says why
     */
    public DetectedPrinter detect(String host, int port, boolean tls) throws ClientException {
        InetSocketAddress address = Dial.address(host, port);
        Deadline deadline = new Deadline(timeout);
        try (Socket plain = Dial.connect(address, timeout);
                Socket socket = tls ? secured(plain, host, port, deadline) : plain) {
            return exchange(socket, deadline);
        } catch (SocketTimeoutException e) {
            throw new ClientException(
                    Code.TIMED_OUT, "connected, but no reply within " + timeout.toMillis() + " ms" + hint(tls), e);
        } catch (EOFException | SocketException e) {
            throw new ClientException(
                    Code.CLOSED, "the other side closed the connection without a whole reply" + hint(tls), e);
        } catch (IOException e) {
            throw new ClientException(
                    Code.CLOSED, "the connection broke (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static String hint(boolean tls) {
        return tls ? "" : "; if this port speaks TLS, ask with --tls";
    }

    private static Socket secured(Socket plain, String host, int port, Deadline deadline) throws ClientException {
        try {
            plain.setSoTimeout(deadline.millisLeft());
            SSLSocket socket = Dial.secured(plain, host, port);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (SSLException e) {
            Dial.close(plain);
            throw new ClientException(
                    Code.TLS_FAILED, "TLS could not be agreed on; if this port is plain, ask without --tls", e);
        } catch (IOException e) {
            Dial.close(plain);
            throw new ClientException(Code.TLS_FAILED, "the connection ended during the TLS handshake", e);
        } catch (GeneralSecurityException e) {
            throw new ClientException(Code.TLS_FAILED, "this machine has no TLS", e);
        }
    }

    private static DetectedPrinter exchange(Socket socket, Deadline deadline) throws IOException, ClientException {
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
}
