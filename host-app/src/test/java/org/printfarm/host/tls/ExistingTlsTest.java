package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Printer;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;

/** What is read before a farm is known to start, and that nothing is made for it. */
final class ExistingTlsTest {

    @TempDir
    private Path folder;

    @Test
    void aNewFarmHasNothingAndGetsNothing() throws Exception {
        assertThat(existing(TestFarm.printers(2), KeyChoice.RSA)).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsThereIsWhatAStartWouldUse() throws Exception {
        List<Printer> printers = TestFarm.printers(2);
        FarmTls opened = open(printers, KeyChoice.RSA);

        FarmTls existing = existing(printers, KeyChoice.RSA).orElseThrow();

        for (Printer printer : printers) {
            assertThat(existing.of(printer).chain())
                    .isEqualTo(opened.of(printer).chain());
        }
    }

    @Test
    void theDateOfTheNextCertificateIsKnownAndItHasTheSameKey() throws Exception {
        List<Printer> printers = TestFarm.printers(1);
        FarmTls tls = open(printers, KeyChoice.RSA);
        Printer printer = printers.get(0);
        Instant end = LeafDates.end(tls, printer).orElseThrow();
        Instant renewal = LeafDates.renewal(tls, printer).orElseThrow();

        assertThat(LeafDates.end(folder, printer)).contains(end);
        assertThat(LeafDates.end(folder, TestFarm.printer(2))).isEmpty();
        assertThat(LeafDates.end(tls, TestFarm.printer(2))).isEmpty();
        assertThat(Duration.between(renewal, end)).isEqualTo(CertificateDates.NEAR_EXPIRY);
        FarmTls renewed = FarmTls.open(
                folder,
                TestFarm.NAME,
                FarmConfig.TlsEngineChoice.JSSE,
                KeyChoice.RSA,
                printers,
                TestFarm.at(renewal.plusSeconds(1)));
        assertThat(LeafDates.end(renewed, printer).orElseThrow()).isAfter(end);
        assertThat(renewed.of(printer).chain().get(0).getPublicKey())
                .isEqualTo(tls.of(printer).chain().get(0).getPublicKey());
    }

    @Test
    void aPrinterWithoutACertificateIsLeftToTheStart() throws Exception {
        open(TestFarm.printers(2), KeyChoice.RSA);
        List<Path> before = files();

        assertThat(existing(TestFarm.printers(3), KeyChoice.RSA)).isEmpty();

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aSecondKindOfKeysIsLeftToTheStart() throws Exception {
        List<Printer> printers = TestFarm.printers(2);
        open(printers, KeyChoice.RSA);
        List<Path> before = files();

        assertThat(existing(printers, KeyChoice.RSA_EC)).isEmpty();

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aNewFarmHasBothKindsOfKeysUnlessTold() throws Exception {
        FarmCertificates.open(folder, TestFarm.NAME, TestFarm.CLOCK);

        assertThat(kinds(open(TestFarm.printers(1), KeyChoice.AUTO))).containsExactly(KeyKind.RSA, KeyKind.EC);
        assertThat(kinds(existing(TestFarm.printers(1), KeyChoice.AUTO).orElseThrow()))
                .containsExactly(KeyKind.RSA, KeyKind.EC);
        assertThat(kinds(open(TestFarm.printers(1), KeyChoice.RSA))).containsExactly(KeyKind.RSA);
    }

    @Test
    void aFarmWithCertificatesKeepsWhatItHasUntilTold() throws Exception {
        open(TestFarm.printers(1), KeyChoice.RSA);

        assertThat(kinds(existing(TestFarm.printers(1), KeyChoice.AUTO).orElseThrow()))
                .containsExactly(KeyKind.RSA);
        assertThat(kinds(open(TestFarm.printers(2), KeyChoice.AUTO))).containsExactly(KeyKind.RSA);
        open(TestFarm.printers(2), KeyChoice.RSA_EC);
        assertThat(kinds(open(TestFarm.printers(2), KeyChoice.AUTO))).containsExactly(KeyKind.RSA, KeyKind.EC);
    }

    private static List<KeyKind> kinds(FarmTls farm) {
        return farm.leafTls(TestFarm.printer(1)).identities().stream()
                .map(Identity::kind)
                .toList();
    }

    private FarmTls open(List<Printer> printers, KeyChoice keys) throws Exception {
        return FarmTls.open(folder, TestFarm.NAME, TlsEngineChoice.AUTO, keys, printers, TestFarm.CLOCK);
    }

    private Optional<FarmTls> existing(List<Printer> printers, KeyChoice keys) throws Exception {
        return FarmTls.openExisting(folder, TestFarm.NAME, TlsEngineChoice.AUTO, keys, printers, TestFarm.CLOCK);
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted().toList();
        }
    }
}
