package org.printfarm.host.client.watch;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.host.client.ClientException;
import org.printfarm.host.client.ClientException.Code;
import org.printfarm.host.client.Dial;

/** Connects with TLS, whatever the certificate, and tells what it says. */
final class TlsDial {

    /** How long connecting and shaking hands may take, each. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)\\s*CN=([^,]+)");

    private TlsDial() {}

    static SSLSocket dial(String host, int port) throws ClientException {
        Socket plain = Dial.connect(Dial.address(host, port), PATIENCE);
        try {
            plain.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            plain.setTcpNoDelay(true);
            SSLSocket socket = Dial.secured(plain, host, port);
            socket.startHandshake();
            return socket;
        } catch (IOException | GeneralSecurityException e) {
            Dial.close(plain);
            throw new ClientException(
                    Code.TLS_FAILED, "TLS could not be agreed on: is this the printer's MQTT port?", e);
        }
    }

    /** SHA-256 of the certificate, as browsers and slicers show it. */
    static String fingerprint(X509Certificate certificate) throws ClientException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new ClientException(Code.TLS_FAILED, "the printer's certificate cannot be read", e);
        }
    }

    /** The serial in the certificate's name. */
    static Optional<String> serial(X509Certificate certificate) {
        Matcher name = COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
        return name.find() ? Optional.of(name.group(1)).filter(PrinterIdentity::isSerial) : Optional.empty();
    }
}
