package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are kept encoded. */
class EncodedCertificateTest {

    @TempDir
    Path data;

    private FarmCertificates open() throws TlsStoreException {
        return FarmCertificates.open(data, TestFarm.NAME, TestFarm.CLOCK);
    }

    @Test
    void comesBackAsItWas() throws Exception {
        TestFarm.copyTo(data);
        X509Certificate ca = open().ca();

        assertThat(EncodedCertificate.of(ca).parsed()).isEqualTo(ca);
    }

    @Test
    void handshakesDoNotParse() throws Exception {
        TestFarm.copyTo(data);
        FarmCertificates farm = open();
        EncodedCertificate leaf = farm.leaves(KeyKind.RSA, TestFarm.printers(1))
                .values()
                .iterator()
                .next();
        PrinterKeyManager keys =
                new PrinterKeyManager(List.of(new Identity(KeyKind.RSA, farm.leafKey(KeyKind.RSA), leaf, farm.ca())));

        X509Certificate[] first = Objects.requireNonNull(keys.getCertificateChain("RSA"));
        X509Certificate[] second = Objects.requireNonNull(keys.getCertificateChain("RSA"));

        assertThat(first).containsExactly(leaf.parsed(), farm.ca());
        assertThat(second[0]).isSameAs(first[0]);
    }
}
