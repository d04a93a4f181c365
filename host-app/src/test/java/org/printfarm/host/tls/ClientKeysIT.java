package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.TlsVersions;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which key of a new farm each client is shown, by both engines: programs as they are, and told to take RSA only or plain RSA.
 * What OpenSSL is shown is held by {@link TwoKeysIT}.
 */
final class ClientKeysIT {

    private static final Logger LOG = LoggerFactory.getLogger(ClientKeysIT.class);
    private static final long PATIENCE_SECONDS = 60;
    private static final String RSA_ONLY = "ECDHE-RSA-AES128-GCM-SHA256";
    private static final String PLAIN_RSA = "AES256-GCM-SHA384";

    private static final Inet4Address ADDRESS = Loopback.next();
    private static final Printer PRINTER = TestFarm.printer(1, "0.0.0.0", ADDRESS.getHostAddress());
    private static final Map<TlsEngineChoice, FarmTls> FARMS = new EnumMap<>(TlsEngineChoice.class);

    @TempDir
    static Path data;

    @BeforeAll
    static void openFarms() throws Exception {
        for (TlsEngineChoice choice : List.of(TlsEngineChoice.JSSE, TlsEngineChoice.CONSCRYPT)) {
            FARMS.put(
                    choice,
                    FarmTls.open(data, TestFarm.NAME, choice, KeyChoice.AUTO, List.of(PRINTER), Clock.systemUTC()));
        }
    }

    static Stream<Arguments> programs() {
        return both(
                Arguments.of("curl -sS --http0.9 --noproxy * --cacert CA https://HOST:PORT/", "EC"),
                Arguments.of("curl -sS --http0.9 --noproxy * --cacert CA --tls-max 1.2 https://HOST:PORT/", "EC"),
                Arguments.of(curl(RSA_ONLY), "RSA"),
                Arguments.of(curl(PLAIN_RSA), "RSA"),
                Arguments.of("mosquitto_sub -h HOST -p PORT --cafile CA -t #", "EC"),
                Arguments.of("node -e " + node(""), "EC"),
                Arguments.of("node -e " + node(",maxVersion:'TLSv1.2',ciphers:'" + RSA_ONLY + "'"), "RSA"),
                Arguments.of("node -e " + node(",maxVersion:'TLSv1.2',ciphers:'" + PLAIN_RSA + "'"), "RSA"));
    }

    private static String curl(String suite) {
        return "curl -sS --http0.9 --noproxy * --cacert CA --tls-max 1.2 --ciphers " + suite + " https://HOST:PORT/";
    }

    private static String node(String options) {
        return "require('tls').connect({host:'HOST',port:PORT,ca:require('fs').readFileSync('CA')" + options
                + "}).on('error',e=>process.exit(3)).resume()";
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programIsShownTheKeyThatItTakes(TlsEngineChoice engine, String command, String key) throws Exception {
        String program = command.substring(0, command.indexOf(' '));
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        if (!there) {
            LOG.error("SKIPPED: there is no {} on this machine, so it was not tried", program);
        }
        assumeTrue(there, program + " is not on this machine");
        try (EngineServer server = server(engine)) {
            String filled = command.replace("HOST", ADDRESS.getHostAddress())
                    .replace("PORT", Integer.toString(server.port()))
                    .replace("CA", new TlsFolder(data).caCertificate().toString());
            Process process = new ProcessBuilder(filled.split(" "))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                assertShown(server, key);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    static Stream<Arguments> libraries() {
        return both(
                Arguments.of("JSSE", "TLSv1.3", "", "EC"),
                Arguments.of("JSSE", "TLSv1.2", "", "EC"),
                Arguments.of("JSSE", "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "RSA"),
                Arguments.of("Conscrypt", "TLSv1.3", "", "EC"),
                Arguments.of("Conscrypt", "TLSv1.2", "", "EC"),
                Arguments.of("Conscrypt", "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "RSA"),
                Arguments.of("Conscrypt", "TLSv1.2", "TLS_RSA_WITH_AES_256_GCM_SHA384", "RSA"));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void libraryIsShownTheKeyThatItTakes(
            TlsEngineChoice engine, String library, String version, String suite, String key) throws Exception {
        try (EngineServer server = server(engine);
                SSLSocket socket = (SSLSocket)
                        trusting(library).getSocketFactory().createSocket(ADDRESS.getHostAddress(), server.port())) {
            socket.setEnabledProtocols(new String[] {version});
            if (!suite.isEmpty()) {
                socket.setEnabledCipherSuites(new String[] {suite});
            }
            socket.startHandshake();
            X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            assertThat(leaf.getPublicKey().getAlgorithm()).isEqualTo(key);
            assertShown(server, key);
        }
    }

    private static SSLContext trusting(String library) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                Objects.requireNonNull(FARMS.get(TlsEngineChoice.JSSE))
                        .of(PRINTER)
                        .chain()
                        .get(1));
        boolean jsse = library.equals("JSSE");
        Provider provider = jsse
                ? SSLContext.getDefault().getProvider()
                : Conscrypt.newProviderBuilder().provideTrustManager(true).build();
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX", provider);
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS", provider);
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static void assertShown(EngineServer server, String key) throws InterruptedException {
        String shown = server.shown.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(shown).as("failures %s", server.failures).isEqualTo(key);
    }

    private static EngineServer server(TlsEngineChoice engine) throws Exception {
        return new EngineServer(
                ADDRESS, Objects.requireNonNull(FARMS.get(engine)).of(PRINTER), TlsVersions.TLS_1_2_AND_1_3);
    }

    private static Stream<Arguments> both(Arguments... clients) {
        return Stream.of(TlsEngineChoice.JSSE, TlsEngineChoice.CONSCRYPT)
                .flatMap(engine -> Stream.of(clients)
                        .map(client -> Arguments.of(Stream.concat(Stream.of(engine), Stream.of(client.get()))
                                .toArray())));
    }
}
