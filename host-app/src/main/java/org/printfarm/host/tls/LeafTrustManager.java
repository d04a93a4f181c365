package org.printfarm.host.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts the certificates it was given as servers, or nobody. Printers ask no client for a certificate and so trust
 * nobody; without this, every context would load the JDK's list of public CAs.
 */
final class LeafTrustManager implements X509TrustManager {

    private final List<X509Certificate> servers;

    private LeafTrustManager(List<X509Certificate> servers) {
        this.servers = List.copyOf(servers);
    }

    static LeafTrustManager ofNobody() {
        return new LeafTrustManager(List.of());
    }

    static LeafTrustManager of(List<X509Certificate> servers) {
        return new LeafTrustManager(servers);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("clients are not asked for certificates");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (chain.length == 0 || !servers.contains(chain[0])) {
            throw new CertificateException("not an expected certificate");
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
