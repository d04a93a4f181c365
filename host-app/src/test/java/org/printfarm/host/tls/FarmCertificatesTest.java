package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Printer;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;

final class FarmCertificatesTest {

    @TempDir
    Path data;

    private FarmCertificates open() throws TlsStoreException {
        return FarmCertificates.open(data, TestFarm.NAME, TestFarm.CLOCK);
    }

    private FarmCertificates openBoth() throws TlsStoreException {
        return FarmCertificates.open(data, TestFarm.NAME, KeyChoice.RSA_EC, TestFarm.CLOCK);
    }

    private FarmCertificates open(Instant when) throws TlsStoreException {
        return FarmCertificates.open(data, TestFarm.NAME, TestFarm.at(when));
    }

    @Test
    void theCaIsOneThatSlicersTake() throws Exception {
        TestFarm.copyTo(data);
        X509Certificate ca = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(open().caPem().getBytes(StandardCharsets.US_ASCII)));

        assertThat(ca.getSubjectX500Principal().getName()).matches("CN=workshop Printer Farm CA [0-9A-F]{8}");
        assertThat(ca.getIssuerX500Principal()).isEqualTo(ca.getSubjectX500Principal());
        assertThat(ca.getVersion()).isEqualTo(3);
        assertThat(ca.getSigAlgName()).isEqualTo("SHA256withRSA");
        assertThat(((RSAPublicKey) ca.getPublicKey()).getModulus().bitLength()).isEqualTo(2048);
        assertThat(ca.getBasicConstraints()).isZero();
        assertThat(ca.getKeyUsage()).containsExactly(false, false, false, false, false, true, true, false, false);
        assertThat(ca.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
        assertThat(ca.getNonCriticalExtensionOIDs()).containsExactly("2.5.29.14");
        assertThat(ca.getNotBefore().toInstant()).isEqualTo(TestFarm.START.minus(Duration.ofDays(1)));
        assertThat(ca.getNotAfter().toInstant()).isEqualTo(Instant.parse("2046-03-01T12:00:00Z"));
    }

    @Test
    void aFarmsNameCannotSpoilTheCasName() throws Exception {
        var key = open().ca().getPublicKey();

        assertThat(CertificateMaker.caName("BBL", key)).startsWith("BBL Printer Farm CA ");
        assertThat(CertificateMaker.caName("", key)).matches("Printer Farm CA [0-9A-F]{8}");
        assertThat(CertificateMaker.caName("a\r\nb\0", key)).startsWith("ab Printer");
        assertThat(CertificateMaker.caName("#1, O=Evil+C=\u00e4", key)).startsWith("#1, O=Evil+C=\u00e4 Printer");
        assertThat(CertificateMaker.caName("\ud83d\ude00".repeat(80), key).codePoints())
                .hasSize(64);
        assertThat(CertificateMaker.caName("x\ud83d", key)).startsWith("x Printer");
    }

    @Test
    void aNameFullOfSpecialCharactersMakesACaThatCanBeReadBack() throws Exception {
        FarmCertificates made = FarmCertificates.open(data, "#1, O=Evil+C=\u00e4", TestFarm.CLOCK);

        FarmCertificates read = open();

        assertThat(read.ca()).isEqualTo(made.ca());
        assertThat(read.ca().getSubjectX500Principal().getName())
                .startsWith("CN=\\#1\\, O\\=Evil\\+C\\=\u00e4 Printer");
    }

    @Test
    void everyPrintersChainHoldsForTheJdksOwnValidator() throws Exception {
        TestFarm.copyTo(data);
        FarmCertificates farm = open();
        Map<String, X509Certificate> leaves = farm.leaves(TestFarm.printers(20));
        PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(farm.ca(), null)));
        trust.setRevocationEnabled(false);
        trust.setDate(Date.from(TestFarm.START));

        assertThat(leaves).hasSize(20);
        for (X509Certificate leaf : leaves.values()) {
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), trust);
        }
    }

    @Test
    void aLeafVouchesForSerialAndAddressesAndNothingElse() throws Exception {
        TestFarm.copyTo(data);
        Printer printer = TestFarm.printer(7, "127.8.0.7", "10.1.2.3");
        FarmCertificates farm = open();
        X509Certificate leaf = leafOf(farm, printer);

        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=01P00A000000007");
        assertThat(leaf.getIssuerX500Principal()).isEqualTo(farm.ca().getSubjectX500Principal());
        assertThat(leaf.getSigAlgName()).isEqualTo("SHA256withRSA");
        assertThat(((RSAPublicKey) leaf.getPublicKey()).getModulus().bitLength())
                .isEqualTo(2048);
        assertThat(leaf.getPublicKey()).isNotEqualTo(farm.ca().getPublicKey());
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getKeyUsage()).containsExactly(true, false, true, false, false, false, false, false, false);
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactly(List.of(2, "01P00A000000007"), List.of(7, "127.8.0.7"), List.of(7, "10.1.2.3"));
        assertThat(leaf.getNonCriticalExtensionOIDs())
                .containsExactlyInAnyOrder("2.5.29.37", "2.5.29.17", "2.5.29.14", "2.5.29.35");
        assertThat(leaf.getNotAfter().toInstant()).isEqualTo(Instant.parse("2036-03-01T12:00:00Z"));
        assertThat(leaf.getSerialNumber().signum()).isEqualTo(1);
        assertThat(keyId(leaf, "2.5.29.35"))
                .endsWith(keyId(farm.ca(), "2.5.29.14").substring(8));
    }

    private static String keyId(X509Certificate certificate, String extension) {
        return HexFormat.of().formatHex(certificate.getExtensionValue(extension));
    }

    @Test
    void aPrinterOnAllAddressesIsNamedByTheAdvertisedOne() throws Exception {
        TestFarm.copyTo(data);

        X509Certificate leaf = leafOf(open(), TestFarm.printer(7, "0.0.0.0", "10.1.2.3"));

        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactly(List.of(2, "01P00A000000007"), List.of(7, "10.1.2.3"));
    }

    @Test
    void allPrintersShareOneKeyAndHaveCertificatesOfTheirOwn() throws Exception {
        TestFarm.copyTo(data);

        Map<String, X509Certificate> leaves = open().leaves(TestFarm.printers(5));

        assertThat(leaves.values().stream().map(X509Certificate::getPublicKey).distinct())
                .hasSize(1);
        assertThat(leaves.values().stream()
                        .map(X509Certificate::getSerialNumber)
                        .distinct())
                .hasSize(5);
    }

    @Test
    void aP256LeafDiffersFromTheRsaLeafInItsKeyAndWhatThatMayDo() throws Exception {
        TestFarm.copyTo(data);
        FarmCertificates farm = openBoth();
        Printer printer = TestFarm.printer(7, "127.8.0.7", "10.1.2.3");

        X509Certificate leaf = leafOf(farm, KeyKind.EC, printer);

        ECPublicKey key = (ECPublicKey) leaf.getPublicKey();
        assertThat(key.getParams().getCurve().getField().getFieldSize()).isEqualTo(256);
        assertThat(key.getParams().toString()).contains("1.2.840.10045.3.1.7");
        leaf.verify(farm.ca().getPublicKey());
        assertThat(leaf.getSigAlgName()).isEqualTo("SHA256withRSA");
        assertThat(leaf.getSubjectX500Principal())
                .isEqualTo(leafOf(farm, printer).getSubjectX500Principal());
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactlyElementsOf(leafOf(farm, printer).getSubjectAlternativeNames());
        assertThat(leaf.getKeyUsage()).containsExactly(true, false, false, false, false, false, false, false, false);
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void p256KeysComeBesideWhatIsThereAndStayWhenTheyAreTurnedOff() throws Exception {
        open().leaves(TestFarm.printers(3));
        Map<String, String> rsa = TestFarm.contents(data);

        openBoth().leaves(KeyKind.EC, TestFarm.printers(3));
        Map<String, String> both = TestFarm.contents(data);
        open().leaves(TestFarm.printers(3));
        openBoth().leaves(KeyKind.EC, TestFarm.printers(3));

        assertThat(both).containsAllEntriesOf(rsa);
        assertThat(both.keySet().stream().filter(file -> !rsa.containsKey(file)))
                .containsExactly(
                        "tls/leaf-ec.key",
                        "tls/leaves-ec",
                        "tls/leaves-ec/01P00A000000001.pem",
                        "tls/leaves-ec/01P00A000000002.pem",
                        "tls/leaves-ec/01P00A000000003.pem");
        assertThat(TestFarm.contents(data)).isEqualTo(both);
        requireOwnerOnly();
    }

    @Test
    void aChangedAddressGetsThatPrinterANewLeafOfEachKind() throws Exception {
        TestFarm.copyTo(data);
        Map<String, String> before = TestFarm.contents(data);
        Printer moved = TestFarm.printer(1, "127.8.9.9", "127.8.9.9");

        FarmCertificates farm = openBoth();
        leafOf(farm, KeyKind.RSA, moved);
        leafOf(farm, KeyKind.EC, moved);
        Map<String, String> after = TestFarm.contents(data);

        assertThat(after.keySet().stream().filter(file -> !Objects.equals(after.get(file), before.get(file))))
                .containsExactly("tls/leaves-ec/01P00A000000001.pem", "tls/leaves/01P00A000000001.pem");
    }

    @Test
    void withoutP256KeysNoneCanBeAskedFor() throws Exception {
        TestFarm.copyTo(data);
        FarmCertificates farm = open();

        assertThatThrownBy(() -> farm.leafKey(KeyKind.EC)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRestartKeepsEverythingToTheByte() throws Exception {
        FarmCertificates made = open();
        made.leaves(TestFarm.printers(3));
        Map<String, String> before = TestFarm.contents(data);

        FarmCertificates again =
                FarmCertificates.open(data, "another name", TestFarm.at(TestFarm.START.plusSeconds(99)));
        again.leaves(TestFarm.printers(3));

        assertThat(TestFarm.contents(data)).isEqualTo(before);
        assertThat(again.ca()).isEqualTo(made.ca());
    }

    @Test
    void aChangedAddressGetsThatPrinterANewLeafAndNobodyElse() throws Exception {
        TestFarm.copyTo(data);
        Map<String, String> before = TestFarm.contents(data);
        Printer moved = TestFarm.printer(1, "127.8.9.9", "127.8.9.9");

        X509Certificate leaf = leafOf(open(), moved);
        Map<String, String> after = TestFarm.contents(data);

        assertThat(leaf.getSubjectAlternativeNames()).contains(List.of(7, "127.8.9.9"));
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.keySet().stream().filter(file -> !Objects.equals(after.get(file), before.get(file))))
                .containsExactly("tls/leaves/01P00A000000001.pem");
        assertThat(leafOf(open(), moved)).isEqualTo(leaf);
    }

    @Test
    void aPrinterThatWasAwayComesBackWithItsLeaf() throws Exception {
        TestFarm.copyTo(data);
        X509Certificate first = leafOf(open(), TestFarm.printer(2));
        open().leaves(TestFarm.printers(1));

        assertThat(leafOf(open(), TestFarm.printer(2))).isEqualTo(first);
    }

    @Test
    void aLeafIsIssuedAnewNinetyDaysBeforeItsEndAndNotADayEarlier() throws Exception {
        TestFarm.copyTo(data);
        Printer printer = TestFarm.printer(1);
        X509Certificate first = leafOf(open(), printer);
        Instant end = first.getNotAfter().toInstant();

        assertThat(leafOf(open(end.minus(CertificateDates.NEAR_EXPIRY)), printer))
                .isEqualTo(first);
        X509Certificate second =
                leafOf(open(end.minus(CertificateDates.NEAR_EXPIRY).plusSeconds(1)), printer);
        assertThat(second.getNotAfter()).isAfter(first.getNotAfter());
    }

    @Test
    void noLeafOutlivesTheCaAndNoneIsIssuedAnewAtEveryStartForThat() throws Exception {
        TestFarm.copyTo(data);
        Printer printer = TestFarm.printer(1);
        Instant caEnd = open().caNotAfter();
        X509Certificate capped = leafOf(open(caEnd.minus(Duration.ofDays(80))), printer);

        assertThat(capped.getNotAfter().toInstant()).isEqualTo(caEnd);
        assertThat(leafOf(open(caEnd.minus(Duration.ofDays(10))), printer)).isEqualTo(capped);
    }

    @Test
    void twoPrintersOfOneSerialAreRefusedBeforeAnythingIsWritten() throws Exception {
        TestFarm.copyTo(data);
        FarmCertificates farm = open();
        Map<String, String> before = TestFarm.contents(data);

        assertThatThrownBy(
                        () -> farm.leaves(List.of(TestFarm.printer(8), TestFarm.printer(8, "127.8.1.1", "127.8.1.1"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(TestFarm.contents(data)).isEqualTo(before);
    }

    @Test
    void everythingIsForItsOwnerAlone() throws Exception {
        open().leaves(TestFarm.printers(2));

        requireOwnerOnly();
    }

    private void requireOwnerOnly() throws Exception {
        try (var files = Files.walk(data.resolve("tls"))) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void whatAKilledProcessLeftBehindIsTidiedAway() throws Exception {
        TestFarm.copyTo(data);
        Path leftover = Files.writeString(data.resolve("tls/leaves/.writing-123.tmp"), "half a certif");
        Path foreign = Files.writeString(data.resolve("tls/notes.txt"), "the operator's own");

        open();

        assertThat(leftover).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void theFingerprintIsWhatOpensslPrints() throws Exception {
        TestFarm.copyTo(data);
        FarmCertificates farm = open();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(farm.ca().getEncoded());

        assertThat(farm.caFingerprint().replace(":", "").toLowerCase(Locale.ROOT))
                .isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(farm.caFingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }

    @Test
    void noProviderIsRegisteredForTheWholeProcess() throws Exception {
        TestFarm.copyTo(data);
        TlsEngine.choose(TlsEngineChoice.AUTO);
        open().leaves(TestFarm.printers(3));

        assertThat(Security.getProviders()).extracting(Provider::getName).doesNotContain("BC", "Conscrypt");
    }

    @Test
    void theSystemClockWillDo() throws Exception {
        assertThat(FarmCertificates.open(data, TestFarm.NAME, Clock.systemUTC()).leaves(TestFarm.printers(1)))
                .hasSize(1);
    }

    private static X509Certificate leafOf(FarmCertificates farm, Printer printer) throws TlsStoreException {
        return leafOf(farm, KeyKind.RSA, printer);
    }

    private static X509Certificate leafOf(FarmCertificates farm, KeyKind kind, Printer printer)
            throws TlsStoreException {
        return Objects.requireNonNull(farm.leaves(kind, List.of(printer))
                        .get(printer.identity().serial()))
                .parsed();
    }
}
