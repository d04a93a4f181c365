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
import java.util.stream.Stream;
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
import org.printfarm.host.tls.OpensslClient.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An RSA and a P-256 certificate side by side: which one OpenSSL is shown, over sockets, by both engines. */
final class TwoKeysIT {

    private static final Logger LOG = LoggerFactory.getLogger(TwoKeysIT.class);

    private static final Inet4Address ADDRESS = Loopback.next();
    private static final Printer PRINTER = TestFarm.printer(1, "0.0.0.0", ADDRESS.getHostAddress());
    private static final Map<TlsEngineChoice, FarmTls> FARMS = new EnumMap<>(TlsEngineChoice.class);

    @TempDir
    static Path data;

    @BeforeAll
    static void openFarms() throws Exception {
        boolean there = OpensslClient.isThere();
        if (!there) {
            LOG.error("SKIPPED: there is no openssl on this machine, so no foreign TLS client was tried");
        }
        assumeTrue(there, "openssl is not on this machine");
        for (TlsEngineChoice choice : TlsEngineChoice.values()) {
            FARMS.put(
                    choice,
                    FarmTls.open(data, TestFarm.NAME, choice, KeyChoice.RSA_EC, List.of(PRINTER), Clock.systemUTC()));
        }
    }

    static Stream<Arguments> clients() {
        return Stream.of(TlsEngineChoice.JSSE, TlsEngineChoice.CONSCRYPT)
                .flatMap(engine -> Stream.of(
                        client(engine, "-tls1_3", "ECDSA"),
                        client(engine, "-tls1_3 -sigalgs ECDSA+SHA256", "ECDSA"),
                        client(engine, "-tls1_3 -sigalgs RSA-PSS+SHA256:ECDSA+SHA256", "ECDSA"),
                        client(engine, "-tls1_3 -sigalgs RSA-PSS+SHA256:RSA+SHA256", "RSA-PSS"),
                        client(engine, "-tls1_3 -groups X25519", "ECDSA"),
                        client(engine, "-tls1_2", "ECDSA"),
                        client(engine, "-tls1_2 -sigalgs ECDSA+SHA256", "ECDSA"),
                        client(engine, "-tls1_2 -sigalgs RSA-PSS+SHA256:RSA+SHA256", "RSA-PSS"),
                        client(engine, "-tls1_2 -sigalgs RSA+SHA256", "RSA"),
                        client(engine, "-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256", "ECDSA"),
                        client(engine, "-tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384", "ECDSA"),
                        client(engine, "-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305", "ECDSA"),
                        client(engine, "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256", "RSA-PSS"),
                        client(engine, "-tls1_2 -groups X25519", "RSA-PSS")));
    }

    private static Arguments client(TlsEngineChoice engine, String options, String signature) {
        return Arguments.of(engine, options, signature);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aClientIsShownTheKeyThatItTakesVerifiedByTheCa(TlsEngineChoice engine, String options, String signature)
            throws Exception {
        requireShown(connect(engine, TlsVersions.TLS_1_2_AND_1_3, options), signature);
    }

    @ParameterizedTest
    @MethodSource("uploads")
    void theUploadProfileHasBothKeysToo(TlsEngineChoice engine, String options, String signature) throws Exception {
        Outcome outcome = connect(engine, TlsVersions.TLS_1_2, options);

        requireShown(outcome, signature);
        assertThat(outcome.text()).contains("New, TLSv1.2");
    }

    static Stream<Arguments> uploads() {
        return Stream.of(TlsEngineChoice.JSSE, TlsEngineChoice.CONSCRYPT)
                .flatMap(engine -> Stream.of(
                        client(engine, "", "ECDSA"),
                        client(engine, "-sigalgs RSA-PSS+SHA256:RSA+SHA256", "RSA-PSS"),
                        client(engine, "-cipher ECDHE-RSA-AES256-GCM-SHA384", "RSA-PSS")));
    }

    private static void requireShown(Outcome outcome, String signature) {
        assertThat(outcome.text())
                .contains("Peer signature type: " + signature + "\n")
                .contains("Verify return code: 0 (ok)")
                .contains(EngineServer.LINE);
        assertThat(outcome.exit()).isZero();
    }

    static Stream<Arguments> plainRsa() {
        return Stream.of(TlsEngineChoice.JSSE, TlsEngineChoice.CONSCRYPT)
                .flatMap(engine -> Stream.of(TlsVersions.values())
                        .flatMap(versions -> Stream.of("AES256-GCM-SHA384", "AES128-GCM-SHA256")
                                .map(suite -> Arguments.of(engine, versions, suite))));
    }

    /** No signature says whose key it is: that it is the RSA key follows from the key exchange. */
    @ParameterizedTest
    @MethodSource("plainRsa")
    void plainRsaKeyExchangeWorksBesideTheOtherKey(TlsEngineChoice engine, TlsVersions versions, String suite)
            throws Exception {
        Outcome outcome = connect(engine, versions, "-tls1_2 -cipher " + suite);

        assertThat(outcome.text())
                .contains("Cipher is " + suite)
                .contains("Server public key is 2048 bit")
                .contains("Verify return code: 0 (ok)")
                .contains(EngineServer.LINE);
    }

    private static Outcome connect(TlsEngineChoice engine, TlsVersions versions, String options) throws Exception {
        FarmTls farm = Objects.requireNonNull(FARMS.get(engine));
        try (EngineServer server = new EngineServer(ADDRESS, farm.of(PRINTER), versions)) {
            return OpensslClient.connect(
                    ADDRESS.getHostAddress(),
                    server.port(),
                    new TlsFolder(data).caCertificate(),
                    options.isEmpty() ? new String[0] : options.split(" "));
        }
    }
}
