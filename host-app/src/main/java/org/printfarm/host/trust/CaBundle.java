package org.printfarm.host.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text of a {@code printer.cer}: certificates one after the other, and whatever else stands between them. Every byte of it is a
 * character, so that what is not changed stays as it is.
 *
 * @param text in ISO 8859-1
 */
record CaBundle(String text) {

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*+)-----END CERTIFICATE-----[ \\t]*+(?:\\r?\\n)?");

    /** Of a file's bytes. */
    static CaBundle of(byte[] bytes) {
        return new CaBundle(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** As it goes into a file. */
    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether it has a certificate, whatever its lines look like. */
    boolean holds(String pem) {
        return blocks().anyMatch(block -> isSame(block, pem));
    }

    /** The same with a certificate at its end. */
    CaBundle with(String pem) {
        String gap = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        return new CaBundle(text + gap + pem.strip() + "\n");
    }

    /** The same without a certificate. */
    CaBundle without(String pem) {
        StringBuilder rest = new StringBuilder();
        int end = 0;
        for (MatchResult block : blocks().toList()) {
            rest.append(text, end, isSame(block, pem) ? block.start() : block.end());
            end = block.end();
        }
        return new CaBundle(rest.append(text.substring(end)).toString());
    }

    /** How many certificates can be read. */
    long certificates() {
        return blocks().filter(block -> isCertificate(der(block.group(1)))).count();
    }

    private Stream<MatchResult> blocks() {
        return BLOCK.matcher(text).results();
    }

    private static boolean isSame(MatchResult block, String pem) {
        byte[] der = der(block.group(1));
        return BLOCK.matcher(pem).results().anyMatch(wanted -> Arrays.equals(der, der(wanted.group(1))));
    }

    /** Nothing for what is not Base64. */
    private static byte[] der(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static boolean isCertificate(byte[] der) {
        try {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(der))
                    .isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "bundle[" + text.length() + " bytes]";
    }
}
