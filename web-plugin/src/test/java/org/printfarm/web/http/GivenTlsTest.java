package org.printfarm.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.contract.TestTls;

/** A certificate from files: only one with its own key is taken. */
final class GivenTlsTest {

    @TempDir
    private Path folder;

    private Path certificate() throws IOException, GeneralSecurityException {
        byte[] der = TestTls.shared().chain().get(0).getEncoded();
        return write("certificate.pem", "CERTIFICATE", der);
    }

    private Path write(String name, String kind, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    @Test
    void aKeyOfAnotherCertificateIsNotTaken() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        Key other = generator.generateKeyPair().getPrivate();
        GivenTls given = new GivenTls(certificate(), write("key.pem", "PRIVATE KEY", other.getEncoded()));
        assertThatThrownBy(given::context).hasMessage("the key is not that of the certificate");
    }

    @Test
    void whatIsWrongWithTheFilesIsAMistakeAndNothingOfThemIsRepeated() throws Exception {
        Path certificate = certificate();
        Path key = Files.writeString(folder.resolve("key.pem"), "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n");
        TestSettings both = settings(certificate, key);
        assertThat(both.mistakes())
                .singleElement()
                .asString()
                .contains("certificate: expected a key in PKCS #8")
                .doesNotContain("c2VjcmV0");
        assertThat(settings(key, certificate).mistakes()).containsExactly("certificate: expected certificates in PEM");
        assertThat(settings(folder.resolve("none"), key).mistakes())
                .containsExactly("certificate: the file cannot be read: NoSuchFileException");
        TestSettings half = TestSettings.of(Map.of("certificate", certificate.toString()));
        WebSettings unused = WebSettings.read(half);
        assertThat(half.mistakes()).containsExactly("certificate: expected certificate and key, or neither of them");
    }

    private static TestSettings settings(Path certificate, Path key) {
        TestSettings settings = TestSettings.of(Map.of("certificate", certificate.toString(), "key", key.toString()));
        assertThat(WebSettings.read(settings).isTls()).isTrue();
        return settings;
    }
}
