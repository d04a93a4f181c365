package org.printfarm.host.client.watch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.host.client.AnyCertificate;
import org.printfarm.host.client.watch.WatchException.Code;

/** Connects with TLS, whatever the certificate, and tells what it says. */
final class TlsDial {

    /** How long connecting and shaking hands may take, each. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)\\s*CN=([^,]+)");

    private TlsDial() {}

    static SSLSocket dial(String host, int port) throws WatchException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new WatchException(Code.UNKNOWN_HOST, "the name " + host + " leads to no address");
        }
        Socket plain = new Socket();
        try {
            plain.connect(address, Math.toIntExact(PATIENCE.toMillis()));
        } catch (IOException e) {
            close(plain);
            throw trouble(address, e);
        }
        try {
            plain.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            plain.setTcpNoDelay(true);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
            socket.startHandshake();
            return socket;
        } catch (IOException | GeneralSecurityException e) {
            close(plain);
            throw new WatchException(
                    Code.TLS_FAILED, "TLS could not be agreed on: is this the printer's MQTT port?", e);
        }
    }

    /** SHA-256 of the certificate, as browsers and slicers show it. */
    static String fingerprint(X509Certificate certificate) throws WatchException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new WatchException(Code.TLS_FAILED, "the printer's certificate cannot be read", e);
        }
    }

    /** The serial in the certificate's name. */
    static Optional<String> serial(X509Certificate certificate) {
        Matcher name = COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
        return name.find() ? Optional.of(name.group(1)).filter(PrinterIdentity::isSerial) : Optional.empty();
    }

    private static WatchException trouble(InetSocketAddress address, IOException e) {
        String where = address.getAddress().getHostAddress() + ":" + address.getPort();
        if (e instanceof SocketTimeoutException) {
            return new WatchException(
                    Code.TIMED_OUT,
                    "nobody answered at " + where + " within " + PATIENCE.toSeconds()
                            + " s: is the printer switched on, and is a firewall in between?",
                    e);
        }
        if (e instanceof NoRouteToHostException || !(e instanceof ConnectException)) {
            return new WatchException(Code.UNREACHABLE, "no way leads to " + where, e);
        }
        return new WatchException(
                Code.CONNECTION_REFUSED,
                "nobody listens at " + where + ": the service is off, or it is another port",
                e);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that would not close", e);
        }
    }
}
