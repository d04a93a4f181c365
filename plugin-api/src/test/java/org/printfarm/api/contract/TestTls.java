package org.printfarm.api.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.TlsVersions;

/**
 * TLS with a real key and a self-signed certificate, made by the JDK's {@code keytool} once in each process. Offers the
 * plain-RSA suites on every JDK, as the host does.
 */
public final class TestTls implements PrinterTls {

    private static final String PASSWORD = "test-only";
    private static final List<String> SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_RSA_WITH_AES_128_GCM_SHA256");

    private final KeyManager[] keys;
    private final SSLContext context;
    private final X509Certificate certificate;

    private TestTls(KeyManager[] keys, SSLContext context, X509Certificate certificate) {
        this.keys = keys;
        this.context = context;
        this.certificate = certificate;
    }

    /** The one of this process. */
    public static TestTls shared() {
        return Holder.SHARED;
    }

    /** The same key and certificate with the engines of another library, for instance Conscrypt. */
    public TestTls on(Provider library) {
        try {
            SSLContext other = SSLContext.getInstance("TLS", library);
            other.init(keys, null, null);
            return new TestTls(keys, other, certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no TLS by " + library.getName(), e);
        }
    }

    @Override
    public SSLEngine newServerEngine(TlsVersions versions) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(versions.protocolNames().toArray(String[]::new));
        engine.setEnabledCipherSuites(SUITES.toArray(String[]::new));
        return engine;
    }

    @Override
    public SSLContext context() {
        return context;
    }

    @Override
    public List<String> cipherSuites() {
        return SUITES;
    }

    @Override
    public List<X509Certificate> chain() {
        return List.of(certificate);
    }

    private static TestTls make() {
        try {
            allowPlainRsa();
            KeyStore store = keytool();
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return new TestTls(keys.getKeyManagers(), context, (X509Certificate) store.getCertificate("printer"));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no TLS for tests", e);
        }
    }

    private static void allowPlainRsa() {
        String disabled = Security.getProperty("jdk.tls.disabledAlgorithms");
        Security.setProperty(
                "jdk.tls.disabledAlgorithms",
                Arrays.stream(disabled.split(","))
                        .filter(entry -> !entry.strip().startsWith("TLS_RSA_"))
                        .collect(Collectors.joining(",")));
    }

    private static KeyStore keytool() throws IOException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("test-tls");
        Path file = folder.resolve("printer.p12");
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "printer",
                            "-keyalg",
                            "RSA",
                            "-keysize",
                            "2048",
                            "-dname",
                            "CN=01P00A000000000",
                            "-validity",
                            "30",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .start();
            keytool.getOutputStream().close();
            String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool failed: " + said);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            return store;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while making a key", e);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static final class Holder {
        static final TestTls SHARED = make();
    }
}
