package org.printfarm.bench.load;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.conscrypt.Conscrypt;

/** TLS of clients that believe everybody: a printer's certificate is signed by a CA that the load does not know. */
public final class ClientTls {

    private static final String SCHEMES = "jdk.tls.client.SignatureSchemes";
    private static final String ECDSA_FIRST = "ecdsa_secp256r1_sha256,rsa_pss_rsae_sha256,rsa_pkcs1_sha256";

    private ClientTls() {}

    /**
     * A context for clients.
     *
     * @param protocol {@code TLSv1.2} or {@code TLSv1.3}: the only version that is offered
     * @param ecdsa whether to prefer a P-256 certificate; then the JDK's engine is used, which can be told so
     * @return a context
     */
    public static SSLContext context(String protocol, boolean ecdsa) throws GeneralSecurityException {
        if (ecdsa) {
            System.setProperty(SCHEMES, ECDSA_FIRST);
        }
        SSLContext context = !ecdsa && Conscrypt.isAvailable()
                ? SSLContext.getInstance(protocol, provider())
                : SSLContext.getInstance(protocol);
        context.init(null, new TrustManager[] {new Everybody(ecdsa)}, null);
        context.getClientSessionContext().setSessionCacheSize(1);
        return context;
    }

    /**
     * One connection's engine.
     *
     * @param context of {@link #context}
     * @param protocol the same
     * @return an engine that will not resume a session: without the peer's name there is none to find
     */
    public static SSLEngine engine(SSLContext context, String protocol) {
        SSLEngine engine = context.createSSLEngine();
        engine.setEnabledProtocols(new String[] {protocol});
        return engine;
    }

    private static Provider provider() {
        return Conscrypt.newProviderBuilder().provideTrustManager(false).build();
    }

    private static final class Everybody extends X509ExtendedTrustManager {

        private final boolean ecdsa;

        Everybody(boolean ecdsa) {
            this.ecdsa = ecdsa;
        }

        /** What is measured must be what was asked for. */
        private void checkKey(X509Certificate[] chain) throws CertificateException {
            if (ecdsa != chain[0].getPublicKey().getAlgorithm().equals("EC")) {
                throw new CertificateException("a certificate with another kind of key than was asked for");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            checkKey(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkKey(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkKey(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
