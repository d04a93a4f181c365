package org.printfarm.host.client.watch;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.printfarm.host.client.ClientException;

/**
 * What a printer's MQTT port shows of itself before any login.
 *
 * @param serial in its name; empty when it is none of a printer
 * @param issuer who signed it, in the words of RFC 2253
 */
public record PrinterCertificate(Optional<String> serial, String issuer) {

    /**
     * Looks at a certificate. Sends no code.
     *
     * @param address where
     * @param port which port
     * @return what it says
     * @throws ClientException when nobody answers, or not with TLS
     */
    public static PrinterCertificate at(String address, int port) throws ClientException {
        try (SSLSocket socket = TlsDial.dial(address, port)) {
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return new PrinterCertificate(
                    TlsDial.serial(certificate),
                    certificate.getIssuerX500Principal().getName());
        } catch (IOException e) {
            throw new ClientException(ClientException.Code.TLS_FAILED, "the printer's certificate cannot be read", e);
        }
    }
}
