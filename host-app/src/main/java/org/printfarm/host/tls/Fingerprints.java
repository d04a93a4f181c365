package org.printfarm.host.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** What certificates and keys are told apart by. Pure. */
final class Fingerprints {

    private Fingerprints() {}

    /** SHA-256 of a certificate, as in {@code AB:CD:…}. */
    static String of(X509Certificate certificate) {
        try {
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(sha256(certificate.getEncoded()));
        } catch (CertificateException e) {
            throw new IllegalStateException("encoding a certificate that was read or made before", e);
        }
    }

    /** SHA-256 of anything. */
    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
