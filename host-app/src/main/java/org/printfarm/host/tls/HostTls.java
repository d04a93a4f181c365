package org.printfarm.host.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * TLS between hosts of one farm. All of them make the same P-256 key from a secret that they share, and each shows it and wants to
 * be shown it: whoever has another secret, or none, gets no connection. Certificates, names and dates play no part. Pure.
 */
public final class HostTls {

    /** More than the curve's 32, so that no key is likelier than others. */
    public static final int SECRET_BYTES = 48;

    private static final X500Name NAME = new X500Name("CN=host");
    private static final Date START = Date.from(Instant.EPOCH);
    private static final Date END = Date.from(Instant.parse("9999-12-31T23:59:59Z"));
    private static final char[] NO_PASSWORD = {};

    private HostTls() {}

    /**
     * For both sides; the server side must ask for the client's certificate.
     *
     * @param secret {@value #SECRET_BYTES} bytes that nobody else knows
     */
    public static SSLContext of(byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("expected " + SECRET_BYTES + " bytes");
        }
        try {
            KeyPair keys = EcKeys.derived(new BigInteger(1, secret));
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, NO_PASSWORD);
            own.setKeyEntry("host", keys.getPrivate(), NO_PASSWORD, new Certificate[] {certificate(keys)});
            KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            shown.init(own, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(shown.getKeyManagers(), new TrustManager[] {new SameKey(keys.getPublic())}, null);
            return context;
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("every JDK has TLS 1.3 and P-256", e);
        }
    }

    private static X509Certificate certificate(KeyPair keys)
            throws GeneralSecurityException, OperatorCreationException {
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(NAME, BigInteger.ONE, START, END, NAME, keys.getPublic());
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    /** Trusts whoever has the same key; TLS itself proves that he has. */
    private record SameKey(PublicKey key) implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            check(chain);
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            if (chain.length == 0 || !chain[0].getPublicKey().equals(key)) {
                throw new CertificateException("not a host of this farm");
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
