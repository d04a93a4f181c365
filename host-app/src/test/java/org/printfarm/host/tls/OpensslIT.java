package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet4Address;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.TlsVersions;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;
import org.printfarm.host.tls.OpensslClient.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clients restricted to one suite or version, over sockets, against both engines. */
final class OpensslIT {

    private static final Logger LOG = LoggerFactory.getLogger(OpensslIT.class);

    private static final Inet4Address ADDRESS = Loopback.next();
    private static final Printer PRINTER = TestFarm.printer(1, "0.0.0.0", ADDRESS.getHostAddress());
    private static final Map<TlsEngineChoice, FarmTls> FARMS = new EnumMap<>(TlsEngineChoice.class);

    @TempDir
    static Path data;

    /** The CA of a farm that the clients were told to trust though it is not this one. */
    @TempDir
    static Path other;

    @BeforeAll
    static void openFarms() throws Exception {
        boolean there = OpensslClient.isThere();
        if (!there) {
            LOG.error("SKIPPED: there is no openssl on this machine, so no foreign TLS client was tried");
        }
        assumeTrue(there, "openssl is not on this machine");
        FarmCertificates.open(other, "another farm", Clock.systemUTC());
        for (TlsEngineChoice choice : TlsEngineChoice.values()) {
            FARMS.put(
                    choice,
                    FarmTls.open(data, TestFarm.NAME, choice, KeyChoice.RSA, List.of(PRINTER), Clock.systemUTC()));
        }
    }

    static Stream<Arguments> suites() {
        return engines()
                .flatMap(engine -> Stream.of(
                        Arguments.of(engine, "-tls1_2 -cipher AES256-GCM-SHA384", "AES256-GCM-SHA384"),
                        Arguments.of(engine, "-tls1_2 -cipher AES128-GCM-SHA256", "AES128-GCM-SHA256"),
                        Arguments.of(
                                engine, "-tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384"),
                        Arguments.of(
                                engine, "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"),
                        Arguments.of(
                                engine, "-tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305"),
                        Arguments.of(engine, "-tls1_2", "ECDHE-RSA-AES256-GCM-SHA384"),
                        Arguments.of(engine, "-tls1_3 -ciphersuites TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384"),
                        Arguments.of(engine, "-tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256"),
                        Arguments.of(
                                engine,
                                "-tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256",
                                "TLS_CHACHA20_POLY1305_SHA256")));
    }

    static Stream<TlsEngineChoice> engines() {
        return Stream.of(TlsEngineChoice.JSSE, TlsEngineChoice.CONSCRYPT);
    }

    static Stream<Arguments> oldVersions() {
        return engines().flatMap(engine -> Stream.of("-tls1", "-tls1_1").map(version -> Arguments.of(engine, version)));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void aClientRestrictedToOneSuiteGetsItVerifiedByTheCa(TlsEngineChoice engine, String options, String suite)
            throws Exception {
        Outcome outcome = connect(engine, TlsVersions.TLS_1_2_AND_1_3, options);

        assertThat(outcome.text())
                .contains("Cipher is " + suite)
                .contains("Verify return code: 0 (ok)")
                .contains(EngineServer.LINE);
        assertThat(outcome.exit()).isZero();
    }

    @ParameterizedTest
    @EnumSource(TlsVersions.class)
    void serialAndAddressAreBothVouchedFor(TlsVersions versions) throws Exception {
        String serial = PRINTER.identity().serial();

        assertThat(connect(TlsEngineChoice.AUTO, versions, "-verify_hostname " + serial)
                        .text())
                .contains("Verified peername: " + serial);
        assertThat(connect(TlsEngineChoice.AUTO, versions, "-verify_ip " + ADDRESS.getHostAddress())
                        .exit())
                .isZero();
        assertThat(connect(TlsEngineChoice.AUTO, versions, "-verify_ip 127.0.0.1")
                        .text())
                .contains("IP address mismatch");
    }

    @ParameterizedTest
    @MethodSource("oldVersions")
    void oldVersionsAreRefused(TlsEngineChoice engine, String version) throws Exception {
        // Security level 0 lets openssl itself offer them: the refusal is the printer's.
        Outcome outcome = connect(engine, TlsVersions.TLS_1_2_AND_1_3, version + " -cipher ALL:@SECLEVEL=0");

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.text()).contains("alert protocol version").contains("no peer certificate available");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theUploadProfileSpeaksTls12Only(TlsEngineChoice engine) throws Exception {
        assertThat(connect(engine, TlsVersions.TLS_1_2, "-tls1_3").exit()).isNotZero();
        assertThat(connect(engine, TlsVersions.TLS_1_2, "").text()).contains("New, TLSv1.2");
        assertThat(connect(engine, TlsVersions.TLS_1_2_AND_1_3, "").text()).contains("New, TLSv1.3");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void noClientCertificateIsAskedForAndNoOldCipherIsThere(TlsEngineChoice engine) throws Exception {
        assertThat(connect(engine, TlsVersions.TLS_1_2_AND_1_3, "-tls1_2").text())
                .contains("No client certificate CA names sent");
        assertThat(connect(engine, TlsVersions.TLS_1_2_AND_1_3, "-tls1_2 -cipher AES128-SHA:AES256-SHA")
                        .exit())
                .isNotZero();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void onTls12AClientThatDoesNotKnowTheCaIsRecognisedByWhatTheEngineThrows(TlsEngineChoice engine) throws Exception {
        assertThat(String.valueOf(refusedBy(engine, "-tls1_2").cause().getMessage()))
                .containsPattern("unknown_ca$|ALERT_UNKNOWN_CA ");
    }

    /** OpenSSL sends it in the clear when the server expects encryption: engines see garbage, the record tells. */
    @ParameterizedTest
    @MethodSource("engines")
    void onTls13AClientThatDoesNotKnowTheCaIsRecognisedByItsRecord(TlsEngineChoice engine) throws Exception {
        assertThat(refusedBy(engine, "-tls1_3").record()).isEqualTo("15030300020230");
    }

    private static EngineServer.Failure refusedBy(TlsEngineChoice engine, String version) throws Exception {
        try (EngineServer server = serve(engine, TlsVersions.TLS_1_2_AND_1_3)) {
            Outcome outcome = OpensslClient.connect(
                    ADDRESS.getHostAddress(), server.port(), new TlsFolder(other).caCertificate(), version);

            assertThat(outcome.exit()).isNotZero();
            return Objects.requireNonNull(server.failures.poll(30, TimeUnit.SECONDS));
        }
    }

    private static Outcome connect(TlsEngineChoice engine, TlsVersions versions, String options) throws Exception {
        try (EngineServer server = serve(engine, versions)) {
            return OpensslClient.connect(
                    ADDRESS.getHostAddress(),
                    server.port(),
                    new TlsFolder(data).caCertificate(),
                    options.isEmpty() ? new String[0] : options.split(" "));
        }
    }

    private static EngineServer serve(TlsEngineChoice engine, TlsVersions versions) throws Exception {
        return new EngineServer(
                ADDRESS, Objects.requireNonNull(FARMS.get(engine)).of(PRINTER), versions);
    }
}
