package org.printfarm.simulator.machine;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate of one machine: its common name is the serial, and it is the same after each start, as on a real machine, which
 * clients pin. So that it needs no file, its key follows from a fixed number: nothing here is secret.
 *
 * @param tls speaks with it
 */
public record MachineCertificate(SSLContext tls) {

    private static final int KEY_BITS = 2048;
    private static final Instant VALID_FROM = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration VALID = Duration.ofDays(20 * 365);
    private static final long KEY_SEED = 8883;
    private static final char[] NO_PASSWORD = {};

    /** One key for all machines of the process: making one takes 0.3 s. */
    private static final class Key {
        static final KeyPair PAIR = make();

        private static KeyPair make() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                SecureRandom fixed = SecureRandom.getInstance("SHA1PRNG");
                fixed.setSeed(KEY_SEED);
                generator.initialize(KEY_BITS, fixed);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK makes RSA keys", e);
            }
        }
    }

    /**
     * Makes one.
     *
     * @param spec whose
     * @param replaced whether it is not the one that the machine had before, as after its board was replaced
     * @return self-signed; with another serial where that is the machine's fault
     */
    public static MachineCertificate of(MachineSpec spec, boolean replaced) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            X509Certificate certificate = certificate(MachineState.shownSerial(spec), replaced);
            store.setKeyEntry("machine", Key.PAIR.getPrivate(), NO_PASSWORD, new X509Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            return new MachineCertificate(tls);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("making a machine's certificate", e);
        }
    }

    private static X509Certificate certificate(String serial, boolean replaced)
            throws GeneralSecurityException, OperatorCreationException {
        X500Name name = new X500Name("CN=" + serial);
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                replaced ? BigInteger.TWO : BigInteger.ONE,
                                Date.from(VALID_FROM),
                                Date.from(VALID_FROM.plus(VALID)),
                                name,
                                Key.PAIR.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withRSA").build(Key.PAIR.getPrivate())));
    }
}
