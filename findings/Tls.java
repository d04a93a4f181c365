import java.io.FileInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.*;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** What several findings about TLS share: a context with the key of printer.p12, and a handshake of two engines in memory. */
public final class Tls {
    private Tls() {}

    /** A context of {@code provider} (the JDK's own if null) with printer.p12, whose client trusts all or nobody. */
    public static SSLContext context(Provider provider, boolean trusting, String keyManagers) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (FileInputStream in = new FileInputStream("printer.p12")) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(keyManagers);
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = provider == null ? SSLContext.getInstance("TLS") : SSLContext.getInstance("TLS", provider);
        context.init(factory.getKeyManagers(), new TrustManager[] {new Peers(trusting)}, null);
        return context;
    }

    public static SSLEngine engine(SSLContext context, boolean client) {
        SSLEngine engine = context.createSSLEngine("printer", 8883);
        engine.setUseClientMode(client);
        return engine;
    }

    public static void handshake(SSLEngine client, SSLEngine server) throws Exception {
        ByteBuffer up = ByteBuffer.allocate(1 << 16);
        ByteBuffer down = ByteBuffer.allocate(1 << 16);
        client.beginHandshake();
        server.beginHandshake();
        for (int i = 0; i < 100; i++) {
            step(client, up, down);
            step(server, down, up);
        }
        if (client.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                || server.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            throw new SSLException("no handshake");
        }
    }

    private static void step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
        tasks(engine);
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            engine.wrap(ByteBuffer.allocate(0), out);
        }
        in.flip();
        if (in.hasRemaining()) {
            engine.unwrap(in, ByteBuffer.allocate(1 << 15));
        }
        in.compact();
        tasks(engine);
    }

    private static void tasks(SSLEngine engine) {
        Runnable task;
        while ((task = engine.getDelegatedTask()) != null) {
            task.run();
        }
    }

    private static final class Peers extends X509ExtendedTrustManager {
        private final boolean trusting;

        Peers(boolean trusting) {
            this.trusting = trusting;
        }

        private void judge() throws CertificateException {
            if (!trusting) {
                throw new CertificateException("unknown");
            }
        }

        @Override public void checkClientTrusted(X509Certificate[] c, String a) {}
        @Override public void checkClientTrusted(X509Certificate[] c, String a, Socket s) {}
        @Override public void checkClientTrusted(X509Certificate[] c, String a, SSLEngine e) {}
        @Override public void checkServerTrusted(X509Certificate[] c, String a) throws CertificateException { judge(); }
        @Override public void checkServerTrusted(X509Certificate[] c, String a, Socket s) throws CertificateException { judge(); }
        @Override public void checkServerTrusted(X509Certificate[] c, String a, SSLEngine e) throws CertificateException { judge(); }
        @Override public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
    }
}
