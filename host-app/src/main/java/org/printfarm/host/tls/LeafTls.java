package org.printfarm.host.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.PrinterTls;
import org.printfarm.api.TlsVersions;

/** A printer's TLS. The context is made when the first client comes: a printer that nobody dials costs its certificate. */
final class LeafTls implements PrinterTls {

    private final TlsEngine engine;
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private volatile @Nullable SSLContext context;

    /**
     * A printer's TLS.
     *
     * @param engine makes the context
     * @param key as the engine wants it; shared by all printers
     * @param chain the leaf first, then the CA
     */
    LeafTls(TlsEngine engine, PrivateKey key, List<X509Certificate> chain) {
        this.engine = engine;
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    @Override
    public SSLEngine newServerEngine(TlsVersions versions) {
        SSLEngine server = context().createSSLEngine();
        server.setUseClientMode(false);
        SSLParameters parameters = server.getSSLParameters();
        parameters.setProtocols(versions.protocolNames().toArray(String[]::new));
        parameters.setCipherSuites(cipherSuites().toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        parameters.setNeedClientAuth(false);
        server.setSSLParameters(parameters);
        return server;
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
                        new KeyManager[] {new SingleKeyManager(key, chain)},
                        new TrustManager[] {SingleTrustManager.ofNobody()});
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the engine made a context when it was chosen", e);
            }
            context = made;
        }
        return made;
    }

    @Override
    public List<String> cipherSuites() {
        return engine.suites();
    }

    @Override
    public List<X509Certificate> chain() {
        return chain;
    }
}
