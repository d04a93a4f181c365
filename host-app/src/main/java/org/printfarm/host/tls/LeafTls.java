package org.printfarm.host.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.TlsVersions;

/**
 * A printer's TLS. The context is made when the first client comes: a printer that nobody dials costs its encoded certificates.
 *
 * <p>Without more ado an engine shows the RSA leaf, and so does what is made of {@link #context()}.
 */
final class LeafTls implements PrinterTls {

    private final TlsEngine engine;
    private final List<Identity> identities;
    private volatile @Nullable SSLContext context;

    /**
     * A printer's TLS.
     *
     * @param engine makes the context
     * @param identities RSA first, no kind twice
     */
    LeafTls(TlsEngine engine, List<Identity> identities) {
        this.engine = engine;
        this.identities = List.copyOf(identities);
    }

    @Override
    public SSLEngine newServerEngine(TlsVersions versions) {
        SSLEngine server = engine.newServerEngine(context(), versions, KeyKind.RSA);
        return identities.size() == 1
                ? server
                : new KeyChoosingEngine(
                        server,
                        hello -> KeyRule.kindFor(hello, versions) == KeyKind.EC,
                        engine.suites(KeyKind.EC).toArray(String[]::new));
    }

    /** Until when all of its certificates are valid. */
    Instant end() {
        return identities.stream()
                .map(identity -> identity.encodedLeaf().end())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public SSLContext context() {
        SSLContext made = context;
        return made != null ? made : makeContext();
    }

    private synchronized SSLContext makeContext() {
        SSLContext made = context;
        if (made == null) {
            try {
                made = engine.newContext(
                        new KeyManager[] {new PrinterKeyManager(identities)},
                        new TrustManager[] {LeafTrustManager.ofNobody()});
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the engine made a context when it was chosen", e);
            }
            context = made;
        }
        return made;
    }

    @Override
    public List<String> cipherSuites() {
        return engine.suites(KeyKind.RSA);
    }

    @Override
    public List<X509Certificate> chain() {
        return identities.get(0).chain();
    }

    /** What clients may be shown, RSA first. */
    List<Identity> identities() {
        return identities;
    }
}
