package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.TlsVersions;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;

/** What a client gets from a printer's engines, over both libraries and without a socket. */
final class PrinterTlsTest {

    private static final Printer PRINTER = TestFarm.printer(1);

    @TempDir
    Path data;

    @BeforeEach
    void copyAFarm() {
        TestFarm.copyTo(data);
    }

    private FarmTls open(TlsEngineChoice choice) throws Exception {
        return FarmTls.open(data, TestFarm.NAME, choice, KeyChoice.RSA, TestFarm.printers(2), TestFarm.CLOCK);
    }

    static Stream<Arguments> suitesOnEachEngine() {
        return engines()
                .flatMap(choice -> CipherPolicy.suites(KeyKind.RSA).stream().map(suite -> Arguments.of(choice, suite)));
    }

    static Stream<TlsEngineChoice> engines() {
        return Stream.of(TlsEngineChoice.JSSE, TlsEngineChoice.CONSCRYPT);
    }

    static Stream<Arguments> versionsOnEachEngine() {
        return engines()
                .flatMap(choice -> Stream.of("TLSv1.2", "TLSv1.3").map(version -> Arguments.of(choice, version)));
    }

    @ParameterizedTest
    @MethodSource("suitesOnEachEngine")
    void everySuiteCanBeAgreedOn(TlsEngineChoice choice, String suite) throws Exception {
        FarmTls farm = open(choice);
        boolean tls13 = !suite.contains("_WITH_");
        SSLEngine client = client(leaf(farm), tls13 ? "TLSv1.3" : "TLSv1.2", suite);

        EngineLink link = new EngineLink(client, farm.of(PRINTER).newServerEngine(TlsVersions.TLS_1_2_AND_1_3));
        link.handshake();

        assertThat(link.server.engine.getSession().getCipherSuite()).isEqualTo(suite);
        assertThat(link.client.engine.getSession().getProtocol()).isEqualTo(tls13 ? "TLSv1.3" : "TLSv1.2");
        link.client.send("who are you");
        assertThat(link.server.receive()).isEqualTo("who are you");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theChainShownIsLeafThenCa(TlsEngineChoice choice) throws Exception {
        FarmTls farm = open(choice);

        EngineLink link = new EngineLink(
                client(leaf(farm), "TLSv1.3"), farm.of(PRINTER).newServerEngine(TlsVersions.TLS_1_2_AND_1_3));
        link.handshake();

        assertThat(Arrays.stream(link.client.engine.getSession().getPeerCertificates())
                        .map(X509Certificate.class::cast))
                .containsExactly(leaf(farm), farm.certificates().ca())
                .isEqualTo(farm.of(PRINTER).chain());
        assertThat(link.server.engine.getNeedClientAuth()).isFalse();
        assertThat(link.server.engine.getWantClientAuth()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void thePrinterChoosesTheSuiteByItsOwnOrder(TlsEngineChoice choice) throws Exception {
        FarmTls farm = open(choice);
        SSLEngine client = client(
                leaf(farm),
                "TLSv1.2",
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

        EngineLink link = new EngineLink(client, farm.of(PRINTER).newServerEngine(TlsVersions.TLS_1_2));
        link.handshake();

        assertThat(link.server.engine.getSession().getCipherSuite()).isEqualTo("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theUploadProfileSpeaksTls12Only(TlsEngineChoice choice) throws Exception {
        FarmTls farm = open(choice);
        PrinterTls tls = farm.of(PRINTER);

        assertThat(tls.newServerEngine(TlsVersions.TLS_1_2).getEnabledProtocols())
                .containsExactly("TLSv1.2");
        assertThat(tls.newServerEngine(TlsVersions.TLS_1_2_AND_1_3).getEnabledProtocols())
                .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
        EngineLink link = new EngineLink(client(leaf(farm), "TLSv1.3"), tls.newServerEngine(TlsVersions.TLS_1_2));
        assertThatThrownBy(link::handshake).isInstanceOf(SSLException.class);
    }

    @ParameterizedTest
    @MethodSource("versionsOnEachEngine")
    void aClientThatDoesNotKnowTheCaSaysSo(TlsEngineChoice choice, String version) throws Exception {
        FarmTls farm = open(choice);
        EngineLink link = new EngineLink(
                client(farm.certificates().ca(), version),
                farm.of(PRINTER).newServerEngine(TlsVersions.TLS_1_2_AND_1_3));

        assertThatThrownBy(link::handshake).isInstanceOf(SSLException.class);
        // The client's alert is on its way; what the server makes of it is what plugins tell the operator.
        SSLException seen = catchThrowableOfType(SSLException.class, () -> deliverAlert(link));

        assertThat(seen).isInstanceOf(SSLHandshakeException.class);
        assertThat(String.valueOf(seen.getMessage())).containsPattern("(?i)alert.*(unknown|certificate)");
    }

    private static void deliverAlert(EngineLink link) throws SSLException {
        for (int turn = 0; turn < 20; turn++) {
            link.client.turn();
            link.server.receive();
        }
    }

    /** What {@link PrinterTls} tells plugins: a record at a time, the answer before the closing alert is read. */
    @ParameterizedTest
    @MethodSource("versionsOnEachEngine")
    void aClientThatClosesItsSideRightAfterTheRequestCanStillBeAnswered(TlsEngineChoice choice, String version)
            throws Exception {
        FarmTls farm = open(choice);
        EngineLink link = new EngineLink(
                        client(leaf(farm), version), farm.of(PRINTER).newServerEngine(TlsVersions.TLS_1_2_AND_1_3))
                .handshake();
        link.client.send("detect");
        link.client.closeOutbound();

        assertThat(link.server.receiveRecord()).isEqualTo("detect");
        assertThat(link.server.engine.isInboundDone()).isFalse();
        link.server.send("reply");
        assertThat(link.server.receiveRecord()).isEmpty();
        assertThat(link.server.engine.isInboundDone()).isTrue();

        assertThat(link.client.receive()).isEqualTo("reply");
    }

    @ParameterizedTest
    @MethodSource("versionsOnEachEngine")
    void aClosingAlertFollowsTheReply(TlsEngineChoice choice, String version) throws Exception {
        FarmTls farm = open(choice);
        EngineLink link = new EngineLink(
                        client(leaf(farm), version), farm.of(PRINTER).newServerEngine(TlsVersions.TLS_1_2_AND_1_3))
                .handshake();
        link.server.send("reply");

        assertThat(link.server.closeOutbound()).isPositive();
        assertThat(link.client.receive()).isEqualTo("reply");
        assertThat(link.client.engine.isInboundDone()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TlsEngineChoice.class)
    void everySettingGivesAnEngineThatPassesItsSelfTest(TlsEngineChoice choice) throws Exception {
        FarmTls farm = open(choice);

        assertThat(new SuiteSelfTest(farm.engine()).missing(farm.leafTls(PRINTER)))
                .isEmpty();
        assertThat(farm.engine().name()).isEqualTo(choice == TlsEngineChoice.JSSE ? "jsse" : "conscrypt");
        assertThat(farm.of(PRINTER).cipherSuites()).isEqualTo(CipherPolicy.suites(KeyKind.RSA));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void contextsAreMadeOnceAndRememberFewSessions(TlsEngineChoice choice) throws Exception {
        PrinterTls tls = open(choice).of(PRINTER);

        assertThat(tls.context()).isSameAs(tls.context());
        assertThat(tls.context().getServerSessionContext().getSessionCacheSize())
                .isEqualTo(TlsEngine.SESSIONS_PER_PRINTER);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aPrinterThatIsNotOfTheFarmHasNoTls(TlsEngineChoice choice) throws Exception {
        FarmTls farm = open(choice);

        assertThatThrownBy(() -> farm.of(TestFarm.printer(3))).isInstanceOf(IllegalArgumentException.class);
    }

    private static X509Certificate leaf(FarmTls farm) {
        return farm.of(PRINTER).chain().get(0);
    }

    private static SSLEngine client(X509Certificate trusted, String version, String... suites) throws Exception {
        // Always the JDK's: a foreign client to the native engine, and one that can be narrowed to one suite of TLS
        // 1.3.
        SSLEngine client = TlsEngine.choose(TlsEngineChoice.JSSE)
                .newContext(new KeyManager[0], new TrustManager[] {LeafTrustManager.of(List.of(trusted))})
                .createSSLEngine();
        client.setUseClientMode(true);
        client.setEnabledProtocols(new String[] {version});
        if (suites.length > 0) {
            client.setEnabledCipherSuites(List.of(suites).toArray(String[]::new));
        }
        return client;
    }
}
