package org.printfarm.host.tls;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.printfarm.api.service.TlsVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves by real handshakes in memory that a printer can do what slicers ask for: each plain-RSA suite on TLS 1.2, one with
 * a P-256 key where it has one, and one suite on TLS 1.3. That the suites are enabled proves nothing, since a JDK can refuse them later. A few milliseconds each.
 */
final class SuiteSelfTest {

    private static final String TLS_1_2 = "TLSv1.2";
    private static final String TLS_1_3 = "TLSv1.3";
    private static final String TLS_1_2_EC_SUITE = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
    private static final String TLS_1_3_SUITE = "TLS_AES_128_GCM_SHA256";

    private static final Logger LOG = LoggerFactory.getLogger(SuiteSelfTest.class);

    private final TlsEngine engine;

    SuiteSelfTest(TlsEngine engine) {
        this.engine = engine;
    }

    /**
     * Logs what does not work: a suite as an error, and as a warning that clients which know SHA-1 alone stay out.
     *
     * @param printer whose certificates are shown
     */
    void report(LeafTls printer) {
        if (!Sha1Client.isAdmitted(printer.newServerEngine(TlsVersions.TLS_1_2))) {
            LOG.warn(
                    "tls-engine={} admits no client whose only signature algorithm is RSA+SHA1; where there is one, set"
                            + " farm.tls-engine to conscrypt",
                    engine.name());
        }
        for (String suite : missing(printer)) {
            LOG.error(
                    "cipher suite {} does not work with tls-engine={}: slicers that insist on it cannot connect; take what"
                            + " forbids it out of {} in the JDK's java.security, or set farm.tls-engine to the other engine",
                    suite,
                    engine.name(),
                    CipherPolicy.PROPERTY);
        }
    }

    /** The suites that do not work, each with its TLS version, as in {@code TLS_RSA_WITH_AES_128_GCM_SHA256 (TLSv1.2)}. */
    List<String> missing(LeafTls printer) {
        List<String> missing = new ArrayList<>();
        List<String> wanted = new ArrayList<>(CipherPolicy.PLAIN_RSA);
        if (printer.identities().size() > 1) {
            wanted.add(TLS_1_2_EC_SUITE);
        }
        for (String suite : wanted) {
            if (!works(printer, TlsVersions.TLS_1_2, TLS_1_2, suite)) {
                missing.add(suite + " (" + TLS_1_2 + ")");
            }
        }
        if (!works(printer, TlsVersions.TLS_1_2_AND_1_3, TLS_1_3, TLS_1_3_SUITE)) {
            missing.add(TLS_1_3_SUITE + " (" + TLS_1_3 + ")");
        }
        return missing;
    }

    private boolean works(LeafTls printer, TlsVersions offered, String version, String suite) {
        try {
            SSLContext context = engine.newContext(new KeyManager[0], new TrustManager[] {
                LeafTrustManager.of(
                        printer.identities().stream().map(Identity::leaf).toList())
            });
            SSLEngine client = context.createSSLEngine();
            client.setUseClientMode(true);
            SSLParameters parameters = client.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            parameters.setCipherSuites(new String[] {suite});
            client.setSSLParameters(parameters);
            String agreed = MemoryHandshake.run(client, printer.newServerEngine(offered));
            return version.equals(TLS_1_3) || suite.equals(agreed);
        } catch (SSLException | GeneralSecurityException | IllegalArgumentException refused) {
            return false;
        }
    }
}
