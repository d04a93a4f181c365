package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.TlsVersions;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;

/** An RSA and a P-256 certificate side by side: which one a Java client is shown, by both libraries. */
final class TwoKeysTest {

    private static final Printer PRINTER = TestFarm.printer(1);
    private static final String ECDHE_RSA = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
    private static final String ECDHE_ECDSA = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    private static final String PLAIN_RSA = "TLS_RSA_WITH_AES_256_GCM_SHA384";

    @TempDir
    Path data;

    @BeforeEach
    void copyAFarm() {
        TestFarm.copyTo(data);
    }

    private FarmTls open(TlsEngineChoice choice) throws Exception {
        return FarmTls.open(data, TestFarm.NAME, choice, KeyChoice.RSA_EC, TestFarm.printers(2), TestFarm.CLOCK);
    }

    static Stream<TlsEngineChoice> engines() {
        return Stream.of(TlsEngineChoice.JSSE, TlsEngineChoice.CONSCRYPT);
    }

    static Stream<Arguments> clients() {
        return engines()
                .flatMap(engine -> Stream.of(
                        Arguments.of(engine, new Client("TLSv1.3", Set.of()), KeyKind.EC),
                        Arguments.of(engine, new Client("TLSv1.3", Set.of("ECDSA")), KeyKind.RSA),
                        Arguments.of(engine, new Client("TLSv1.3", Set.of("RSA")), KeyKind.EC),
                        Arguments.of(engine, new Client("TLSv1.2", Set.of()), KeyKind.EC),
                        Arguments.of(engine, new Client("TLSv1.2", Set.of(), ECDHE_RSA, ECDHE_ECDSA), KeyKind.EC),
                        Arguments.of(engine, new Client("TLSv1.2", Set.of(), ECDHE_ECDSA), KeyKind.EC),
                        Arguments.of(engine, new Client("TLSv1.2", Set.of(), ECDHE_RSA), KeyKind.RSA),
                        Arguments.of(engine, new Client("TLSv1.2", Set.of(), PLAIN_RSA), KeyKind.RSA)));
    }

    /** A client of the JDK: its version, the signature algorithms it does without, its suites if not all. */
    private record Client(String version, Set<String> without, List<String> suites) {

        Client(String version, Set<String> without, String... suites) {
            this(version, without, List.of(suites));
        }

        SSLEngine engine(LeafTls printer) throws Exception {
            SSLEngine client = TlsEngine.choose(TlsEngineChoice.JSSE)
                    .newContext(new KeyManager[0], new TrustManager[] {
                        new TrustingLeaves(LeafTrustManager.of(printer.identities().stream()
                                .map(Identity::leaf)
                                .toList()))
                    })
                    .createSSLEngine();
            client.setUseClientMode(true);
            SSLParameters parameters = client.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            if (!suites.isEmpty()) {
                parameters.setCipherSuites(suites.toArray(String[]::new));
            }
            parameters.setAlgorithmConstraints(new Without(without));
            client.setSSLParameters(parameters);
            return client;
        }

        @Override
        public String toString() {
            return version + " without " + without + " " + String.join(" ", suites);
        }
    }

    /** Extended, since around another kind the JDK would put its own look at what the CA signs with. */
    private static final class TrustingLeaves extends X509ExtendedTrustManager {
        private final X509TrustManager leaves;

        TrustingLeaves(X509TrustManager leaves) {
            this.leaves = leaves;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            leaves.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            leaves.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            leaves.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            leaves.checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            leaves.checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            leaves.checkClientTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return leaves.getAcceptedIssuers();
        }
    }

    /** Takes signature algorithms out of what a client offers; what the certificates are signed with is not its concern. */
    private record Without(Set<String> names) implements AlgorithmConstraints {
        @Override
        public boolean permits(Set<CryptoPrimitive> uses, String algorithm, AlgorithmParameters parameters) {
            return !uses.equals(Set.of(CryptoPrimitive.SIGNATURE))
                    || names.stream().noneMatch(algorithm::contains);
        }

        @Override
        public boolean permits(Set<CryptoPrimitive> uses, Key key) {
            return true;
        }

        @Override
        public boolean permits(Set<CryptoPrimitive> uses, String algorithm, Key key, AlgorithmParameters parameters) {
            return true;
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aClientIsShownTheKeyThatItTakes(TlsEngineChoice choice, Client client, KeyKind expected) throws Exception {
        LeafTls printer = open(choice).leafTls(PRINTER);
        EngineLink link = new EngineLink(client.engine(printer), printer.newServerEngine(TlsVersions.TLS_1_2_AND_1_3));

        link.handshake();

        assertThat(shown(link)).isEqualTo(identity(printer, expected).chain().toArray());
        assertThat(link.server.engine.getSession().getProtocol()).isEqualTo(client.version());
        link.client.send("who are you");
        assertThat(link.server.receive()).isEqualTo("who are you");
        link.server.send("reply");
        assertThat(link.server.closeOutbound()).isPositive();
        assertThat(link.client.receive()).isEqualTo("reply");
        assertThat(link.client.engine.isInboundDone()).isTrue();
    }

    private static Identity identity(LeafTls printer, KeyKind kind) {
        return printer.identities().stream()
                .filter(identity -> identity.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static Object[] shown(EngineLink link) throws SSLException {
        return link.client.engine.getSession().getPeerCertificates();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theUploadProfileHasBothKeysOnTls12(TlsEngineChoice choice) throws Exception {
        LeafTls printer = open(choice).leafTls(PRINTER);
        for (Map.Entry<String, KeyKind> each : Map.of(
                        ECDHE_RSA, KeyKind.RSA, ECDHE_ECDSA, KeyKind.EC, PLAIN_RSA, KeyKind.RSA)
                .entrySet()) {
            EngineLink link = new EngineLink(
                    new Client("TLSv1.2", Set.of(), each.getKey()).engine(printer),
                    printer.newServerEngine(TlsVersions.TLS_1_2));
            link.handshake();

            assertThat(link.server.engine.getSession().getCipherSuite()).isEqualTo(each.getKey());
            assertThat(shown(link)[0])
                    .isEqualTo(identity(printer, each.getValue()).leaf());
        }
        EngineLink modern = new EngineLink(
                new Client("TLSv1.3", Set.of()).engine(printer), printer.newServerEngine(TlsVersions.TLS_1_2));
        assertThatThrownBy(modern::handshake).isInstanceOf(SSLException.class);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theCertificateOfAPrinterIsStillTheRsaOne(TlsEngineChoice choice) throws Exception {
        FarmTls farm = open(choice);
        PrinterTls printer = farm.of(PRINTER);
        X509Certificate rsa = Objects.requireNonNull(FarmCertificates.open(data, TestFarm.NAME, TestFarm.CLOCK)
                .leaves(TestFarm.printers(1))
                .get(PRINTER.identity().serial()));

        assertThat(printer.chain()).containsExactly(rsa, farm.certificates().ca());
        assertThat(printer.cipherSuites()).isEqualTo(CipherPolicy.suites(KeyKind.RSA));

        SSLEngine fromContext = printer.context().createSSLEngine();
        fromContext.setUseClientMode(false);
        fromContext.setEnabledCipherSuites(printer.cipherSuites().toArray(String[]::new));
        EngineLink link = new EngineLink(new Client("TLSv1.3", Set.of()).engine(farm.leafTls(PRINTER)), fromContext);
        link.handshake();
        assertThat(shown(link)[0]).isEqualTo(rsa);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void allPrintersShareOneKeyOfEachKind(TlsEngineChoice choice) throws Exception {
        FarmTls farm = open(choice);

        assertThat(farm.leafTls(TestFarm.printer(1)).identities())
                .extracting(Identity::key)
                .usingElementComparator((a, b) -> a == b ? 0 : 1)
                .isEqualTo(farm.leafTls(TestFarm.printer(2)).identities().stream()
                        .map(Identity::key)
                        .toList());
        assertThat(farm.leafTls(PRINTER).identities().get(1).toString()).isEqualTo("Identity[EC]");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theSelfTestCoversBothKeys(TlsEngineChoice choice) throws Exception {
        FarmTls farm = open(choice);

        assertThat(new SuiteSelfTest(farm.engine()).missing(farm.leafTls(PRINTER)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aHelloThatComesByteByByteIsWaitedFor(TlsEngineChoice choice) throws Exception {
        LeafTls printer = open(choice).leafTls(PRINTER);
        SSLEngine client = new Client("TLSv1.2", Set.of(), ECDHE_ECDSA).engine(printer);
        SSLEngine server = printer.newServerEngine(TlsVersions.TLS_1_2_AND_1_3);
        assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
        server.beginHandshake();
        assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
        assertThat(server.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(40_000))
                        .bytesProduced())
                .isZero();
        ByteBuffer hello = ByteBuffer.allocate(40_000);
        client.wrap(ByteBuffer.allocate(0), hello);
        hello.flip();
        for (int length = 0; length < hello.limit(); length++) {
            SSLEngineResult result = server.unwrap(hello.slice(0, length), ByteBuffer.allocate(40_000));
            assertThat(result.getStatus()).isEqualTo(SSLEngineResult.Status.BUFFER_UNDERFLOW);
            assertThat(result.bytesConsumed()).isZero();
        }

        assertThat(server.unwrap(hello, ByteBuffer.allocate(40_000)).bytesConsumed())
                .isEqualTo(hello.limit());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whatIsNoHelloIsRefusedAsEver(TlsEngineChoice choice) throws Exception {
        LeafTls printer = open(choice).leafTls(PRINTER);
        ByteBuffer detect =
                ByteBuffer.wrap("this is not the TLS that you are looking for".getBytes(StandardCharsets.US_ASCII));
        SSLEngine server = printer.newServerEngine(TlsVersions.TLS_1_2_AND_1_3);

        assertThatThrownBy(() -> server.unwrap(detect, ByteBuffer.allocate(40_000)))
                .isInstanceOf(SSLException.class);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void anEngineThatNobodySpokeToCanBeClosed(TlsEngineChoice choice) throws Exception {
        SSLEngine server = open(choice).of(PRINTER).newServerEngine(TlsVersions.TLS_1_2_AND_1_3);
        server.beginHandshake();

        server.closeOutbound();
        ByteBuffer out = ByteBuffer.allocate(40_000);
        for (int turn = 0; turn < 10 && !server.isOutboundDone(); turn++) {
            server.wrap(ByteBuffer.allocate(0), out);
        }

        assertThat(server.isOutboundDone()).isTrue();
    }
}
