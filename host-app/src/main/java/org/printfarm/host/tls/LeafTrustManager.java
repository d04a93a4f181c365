package org.printfarm.host.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts the one certificate it was given as a server, or nobody. Printers ask no client for a certificate and so trust
 * nobody; without this, every context would load the JDK's list of public CAs.
 */
final class SingleTrustManager implements X509TrustManager {

    private final Optional<X509Certificate> server;

    private SingleTrustManager(Optional<X509Certificate> server) {
        this.server = server;
    }

    static SingleTrustManager ofNobody() {
        return new SingleTrustManager(Optional.empty());
    }

    static SingleTrustManager of(X509Certificate server) {
        return new SingleTrustManager(Optional.of(server));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("clients are not asked for certificates");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (chain.length == 0 || server.isEmpty() || !server.get().equals(chain[0])) {
            throw new CertificateException("not the expected certificate");
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
