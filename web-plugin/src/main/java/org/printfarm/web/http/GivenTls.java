package org.printfarm.web.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that the operator brings, as files in PEM.
 *
 * @param certificate the server's, and those that signed it, in this order
 * @param key its private key in PKCS #8, not encrypted
 */
public record GivenTls(Path certificate, Path key) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----\\s([A-Za-z0-9+/=\\s]{1,16384}+)-----END PRIVATE KEY-----");
    private static final int MAX_BYTES = 1 << 20;

    /** How keys of a certificate's kind sign. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "Ed25519", "Ed25519", "EdDSA", "EdDSA");

    /**
     * Reads both files.
     *
     * @throws GeneralSecurityException when they are not what they should be; says nothing of what stands in them
     */
    SSLContext context() throws GeneralSecurityException {
        List<Certificate> chain = chain();
        PublicKey known = chain.get(0).getPublicKey();
        PrivateKey own = key(known.getAlgorithm());
        if (!belongs(own, known)) {
            throw new GeneralSecurityException("the key is not that of the certificate");
        }
        char[] none = new char[0];
        KeyStore store = emptyStore();
        store.setKeyEntry("web", own, none, chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, none);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read", e);
        }
        return store;
    }

    private List<Certificate> chain() throws GeneralSecurityException {
        try {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(certificate)));
            if (!found.isEmpty()) {
                return List.copyOf(found);
            }
        } catch (CertificateException e) {
            throw new GeneralSecurityException("expected certificates in PEM", e);
        }
        throw new GeneralSecurityException("expected certificates in PEM");
    }

    private PrivateKey key(String algorithm) throws GeneralSecurityException {
        Matcher matcher = KEY.matcher(new String(bytes(key), StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            throw new GeneralSecurityException(
                    "expected a key in PKCS #8 (BEGIN PRIVATE KEY); openssl pkcs8 -topk8 -nocrypt makes one of others");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(matcher.group(1));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the key is not Base64");
        }
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static boolean belongs(PrivateKey own, PublicKey known) throws GeneralSecurityException {
        String algorithm = SIGNATURES.get(known.getAlgorithm());
        if (algorithm == null) {
            throw new GeneralSecurityException("expected a certificate with an RSA, EC or Ed25519 key");
        }
        byte[] text = new byte[32];
        new SecureRandom().nextBytes(text);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(own);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(known);
        signature.update(text);
        return signature.verify(signed);
    }

    private static byte[] bytes(Path file) throws GeneralSecurityException {
        try {
            if (Files.size(file) <= MAX_BYTES) {
                return Files.readAllBytes(file);
            }
        } catch (IOException e) {
            throw new GeneralSecurityException(
                    "the file cannot be read: " + e.getClass().getSimpleName());
        }
        throw new GeneralSecurityException("the file has more than " + MAX_BYTES + " bytes");
    }
}
