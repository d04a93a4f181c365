package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CipherPolicyTest {

    private static final String JDK_17 = "SSLv3, TLSv1, TLSv1.1, DTLSv1.0, RC4, DES, "
            + "MD5withRSA, DH keySize < 1024, EC keySize < 224, 3DES_EDE_CBC, anon, NULL, ECDH";
    private static final String JDK_25_TAIL = ", rsa_pkcs1_sha1 usage HandshakeSignature, "
            + "ecdsa_sha1 usage HandshakeSignature, dsa_sha1 usage HandshakeSignature";

    @Test
    void thePropertyOfJdk25LosesThePlainRsaEntryAndNothingElse() {
        assertThat(CipherPolicy.withoutPlainRsa(JDK_17 + ", TLS_RSA_*" + JDK_25_TAIL))
                .isEqualTo(JDK_17 + JDK_25_TAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                JDK_17,
                "RC4,DES",
                "RSA keySize < 2048, RSA",
                "TLS_RSA_WITH_NULL_SHA, TLS_RSA_WITH_3DES_EDE_CBC_SHA",
                "TLS_ECDHE_RSA_*, XTLS_RSA_*",
                " , ,",
                "TLSv1,\\\n  TLSv1.1"
            })
    void aPropertyThatLeavesThePrintersSuitesAloneStaysTheSameToTheByte(String disabled) {
        assertThat(CipherPolicy.withoutPlainRsa(disabled)).isEqualTo(disabled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_RSA_*",
                " tls_rsa_* ",
                "TLS_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_RSA_WITH_AES_*",
                "TLS_RSA_*_GCM_SHA256",
                "TLS_RSA_*, TLS_RSA_*,TLS_RSA_WITH_AES_256_GCM_SHA384"
            })
    void everyWayOfForbiddingThemIsTakenOut(String entry) {
        assertThat(CipherPolicy.withoutPlainRsa("SSLv3," + entry + ", RC4")).isEqualTo("SSLv3, RC4");
    }

    @Test
    void takingOutTwiceIsTakingOutOnce() {
        String once = CipherPolicy.withoutPlainRsa("SSLv3, TLS_RSA_*, RC4");

        assertThat(CipherPolicy.withoutPlainRsa(once)).isEqualTo(once);
    }

    @Test
    void theSecurityPropertyItselfIsFreeOfThemAfterwards() {
        CipherPolicy.allowPlainRsa();
        String first = Security.getProperty(CipherPolicy.PROPERTY);
        CipherPolicy.allowPlainRsa();

        assertThat(first).doesNotContain("TLS_RSA_*").contains("TLSv1.1");
        assertThat(Security.getProperty(CipherPolicy.PROPERTY)).isEqualTo(first);
    }

    @Test
    void theOrderIsTls13ThenForwardSecrecyThenPlainRsa() {
        assertThat(CipherPolicy.suites(KeyKind.RSA))
                .containsExactly(
                        "TLS_AES_256_GCM_SHA384",
                        "TLS_AES_128_GCM_SHA256",
                        "TLS_CHACHA20_POLY1305_SHA256",
                        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                        "TLS_RSA_WITH_AES_256_GCM_SHA384",
                        "TLS_RSA_WITH_AES_128_GCM_SHA256");
        assertThat(CipherPolicy.suites(KeyKind.EC))
                .containsExactly(
                        "TLS_AES_256_GCM_SHA384",
                        "TLS_AES_128_GCM_SHA256",
                        "TLS_CHACHA20_POLY1305_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
        assertThat(KeyRule.SUITE_NUMBERS.keySet())
                .isSubsetOf(CipherPolicy.suites(KeyKind.EC))
                .hasSize(3);
    }
}
