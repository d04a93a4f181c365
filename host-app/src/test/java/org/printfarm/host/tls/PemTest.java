package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PemTest {

    private String certificate = "";
    private String key = "";

    @BeforeEach
    void readAFarm(@TempDir Path data) throws Exception {
        TlsFolder folder = new TlsFolder(TestFarm.copyTo(data));
        certificate = Files.readString(folder.caCertificate(), StandardCharsets.US_ASCII);
        key = Files.readString(folder.caKey(), StandardCharsets.US_ASCII);
    }

    @Test
    void whatIsReadIsWrittenAgainTheSame() throws Exception {
        assertThat(Pem.text(Pem.certificate(certificate))).isEqualTo(certificate);
        assertThat(Pem.writeKey(Pem.key(key))).isEqualTo(key);
    }

    @Test
    void linesAreAtMost64CharactersAndEndWithANewline() {
        assertThat(certificate.lines().toList()).allMatch(line -> line.length() <= 64);
        assertThat(certificate)
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .endsWith("\n-----END CERTIFICATE-----\n")
                .doesNotContain("\r");
    }

    @Test
    void textAroundTheBlockAndWindowsLineEndsAreLetBe() throws Exception {
        String edited = "the workshop's CA\r\n" + certificate.replace("\n", "\r\n") + "\r\n";

        assertThat(Pem.text(Pem.certificate(edited))).isEqualTo(certificate);
    }

    @Test
    void twoBlocksAreOneTooMany() {
        assertThatThrownBy(() -> Pem.certificate(certificate + certificate))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("one block");
        assertThatThrownBy(() -> Pem.certificate(certificate + key)).hasMessageContaining("one block");
    }

    @Test
    void aKeyIsNoCertificateAndACertificateNoKey() {
        assertThatThrownBy(() -> Pem.certificate(key)).hasMessageContaining("BEGIN CERTIFICATE");
        assertThatThrownBy(() -> Pem.key(certificate)).hasMessageContaining("BEGIN PRIVATE KEY");
    }

    @Test
    void damageIsToldWithoutAnythingOfTheKey() {
        byte[] der = Base64.getMimeDecoder().decode(key.replaceAll("-----[A-Z ]+-----", ""));
        der[40] ^= 1;
        der[1] ^= 1;
        String damaged = "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(der)
                + "\n-----END PRIVATE KEY-----\n";

        assertThatThrownBy(() -> RsaKeys.checked(Pem.key(damaged)))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage("what stands in it is no RSA key in PKCS #8 form")
                .hasNoCause();
    }

    @Test
    void emptyCutAndBinaryTextsAreRefused() {
        for (String text :
                new String[] {"", "\0\0\0", certificate.substring(0, certificate.length() / 2), "-----BEGIN "}) {
            assertThatThrownBy(() -> Pem.certificate(text)).isInstanceOf(GeneralSecurityException.class);
        }
        assertThatThrownBy(() -> Pem.certificate("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
                .hasMessage("what stands in it is no certificate");
        assertThatThrownBy(() -> Pem.certificate("-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n"))
                .isInstanceOf(GeneralSecurityException.class);
    }
}
