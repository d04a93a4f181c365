package org.printfarm.host.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A sound certificate as it goes over the wire, for whoever keeps many of them: 1 KB, where the JDK's parsed form of the same
 * takes 5 KB. Immutable; any thread.
 */
final class EncodedCertificate {

    private final byte[] der;
    private final long endMillis;

    private EncodedCertificate(byte[] der, long endMillis) {
        this.der = der;
        this.endMillis = endMillis;
    }

    static EncodedCertificate of(X509Certificate certificate) {
        try {
            return new EncodedCertificate(
                    certificate.getEncoded(),
                    certificate.getNotAfter().toInstant().toEpochMilli());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("encoding a certificate that was read or made before", e);
        }
    }

    /** Until when it is valid. */
    Instant end() {
        return Instant.ofEpochMilli(endMillis);
    }

    /** Parses it, in 20 µs: to be asked for once where it is needed often. */
    X509Certificate parsed() {
        try {
            return Pem.parsed(der);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("parsing a certificate that was parsed before", e);
        }
    }
}
