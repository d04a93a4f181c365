package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.printfarm.api.service.TlsVersions.TLS_1_2;
import static org.printfarm.api.service.TlsVersions.TLS_1_2_AND_1_3;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.printfarm.api.service.TlsVersions;

final class KeyRuleTest {

    private static final int RSA_PSS = 0x0804;
    private static final int ECDSA = 0x0403;
    private static final int ECDSA_P384 = 0x0503;
    private static final int X25519 = 0x001D;
    private static final int P256 = 0x0017;
    private static final int ECDHE_ECDSA = 0xC02B;
    private static final int ECDHE_RSA = 0xC02F;
    private static final int PLAIN_RSA = 0x009D;
    private static final int TLS13_SUITE = 0x1301;

    private static KeyKind kind(TlsVersions versions, UnaryOperator<Hello> client) {
        return KeyRule.kindFor(client.apply(new Hello()).read(), versions);
    }

    @Test
    void onTls13TheSignatureAlgorithmsDecide() {
        assertThat(kind(TLS_1_2_AND_1_3, c -> c.versions(0x0304).groups(X25519).schemes(RSA_PSS, ECDSA)))
                .isEqualTo(KeyKind.EC);
        assertThat(kind(TLS_1_2_AND_1_3, c -> c.versions(0x0304).groups(X25519).schemes(ECDSA)))
                .isEqualTo(KeyKind.EC);
        assertThat(kind(TLS_1_2_AND_1_3, c -> c.versions(0x0304).groups(X25519).schemes(RSA_PSS)))
                .isEqualTo(KeyKind.RSA);
        assertThat(kind(TLS_1_2_AND_1_3, c -> c.versions(0x0304).groups(X25519).schemes(RSA_PSS, ECDSA_P384)))
                .isEqualTo(KeyKind.RSA);
    }

    @Test
    void onTls12TheSuitesAndGroupsDecideToo() {
        assertThat(kind(
                        TLS_1_2_AND_1_3,
                        c -> c.suites(ECDHE_RSA, ECDHE_ECDSA)
                                .groups(X25519, P256)
                                .schemes(RSA_PSS, ECDSA)))
                .isEqualTo(KeyKind.EC);
        assertThat(kind(TLS_1_2_AND_1_3, c -> c.suites(PLAIN_RSA).groups(P256).schemes(ECDSA)))
                .isEqualTo(KeyKind.RSA);
        assertThat(kind(TLS_1_2_AND_1_3, c -> c.suites(ECDHE_RSA).groups(P256).schemes(RSA_PSS, ECDSA)))
                .isEqualTo(KeyKind.RSA);
        assertThat(kind(
                        TLS_1_2_AND_1_3,
                        c -> c.suites(ECDHE_RSA, ECDHE_ECDSA).groups(X25519).schemes(RSA_PSS, ECDSA)))
                .isEqualTo(KeyKind.RSA);
        assertThat(kind(
                        TLS_1_2_AND_1_3,
                        c -> c.suites(ECDHE_RSA, ECDHE_ECDSA).groups(P256).schemes(RSA_PSS)))
                .isEqualTo(KeyKind.RSA);
    }

    @Test
    void aClientOf13ThatGetsOnly12IsJudgedByItsSuitesOf12() {
        assertThat(kind(
                        TLS_1_2,
                        c -> c.suites(TLS13_SUITE, ECDHE_RSA)
                                .versions(0x0304, 0x0303)
                                .groups(P256)
                                .schemes(RSA_PSS, ECDSA)))
                .isEqualTo(KeyKind.RSA);
        assertThat(kind(
                        TLS_1_2,
                        c -> c.suites(TLS13_SUITE, ECDHE_ECDSA)
                                .versions(0x0304, 0x0303)
                                .groups(P256)
                                .schemes(RSA_PSS, ECDSA)))
                .isEqualTo(KeyKind.EC);
    }

    @Test
    void anOldClientThatNamesNothingGetsRsa() {
        assertThat(kind(TLS_1_2_AND_1_3, c -> c.suites(ECDHE_ECDSA, ECDHE_RSA, PLAIN_RSA)))
                .isEqualTo(KeyKind.RSA);
    }
}
