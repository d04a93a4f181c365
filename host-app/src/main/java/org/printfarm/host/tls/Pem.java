package org.printfarm.host.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as text (RFC 7468): one per file. What people write around the block is let be. Pure. */
final class Pem {

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----\\s([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    /** A certificate that was read or made before: one block with its line ends. */
    static String text(X509Certificate certificate) {
        try {
            return block(CERTIFICATE, certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException("encoding a certificate that was read or made before", e);
        }
    }

    /** A key in PKCS #8 form. */
    static String writeKey(byte[] der) {
        return block(KEY, der);
    }

    /** @throws GeneralSecurityException saying what was expected, and nothing of the text */
    static X509Certificate certificate(String text) throws GeneralSecurityException {
        return parsed(single(text, CERTIFICATE));
    }

    /**
     * One certificate. Asks for all that the bytes hold, since the JDK keeps the last 750 that it was asked for one by one:
     * 4 MB, of certificates that are not looked at again.
     *
     * @throws GeneralSecurityException saying nothing of the bytes
     */
    static X509Certificate parsed(byte[] der) throws GeneralSecurityException {
        try {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(der));
            if (found.size() == 1 && found.iterator().next() instanceof X509Certificate certificate) {
                return certificate;
            }
        } catch (CertificateException e) {
            throw new GeneralSecurityException("what stands in it is no certificate", e);
        }
        throw new GeneralSecurityException("what stands in it is no certificate");
    }

    /**
     * The key in it, in PKCS #8 form.
     *
     * @throws GeneralSecurityException saying what was expected, and nothing of the text
     */
    static byte[] key(String text) throws GeneralSecurityException {
        return single(text, KEY);
    }

    private static byte[] single(String text, String type) throws GeneralSecurityException {
        Matcher matcher = BLOCK.matcher(text);
        boolean one = BEGIN.matcher(text).results().limit(2).count() == 1;
        if (!one || !matcher.find() || !matcher.group(1).equals(type)) {
            throw new GeneralSecurityException("expected one block \"-----BEGIN " + type + "-----\" and its end");
        }
        try {
            return Base64.getMimeDecoder().decode(matcher.group(2));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the block is not Base64");
        }
    }

    private static String block(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + LINES.encodeToString(der) + "\n-----END " + type + "-----\n";
    }
}
