package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Printer;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;

final class CertificateInspectionTest {

    @TempDir
    Path data;

    private final Problems problems = new Problems();

    private CertificateInspection inspect(List<Printer> printers) {
        return CertificateInspection.of(data, KeyChoice.RSA, printers, TestFarm.CLOCK, problems);
    }

    @Test
    void aFarmBeforeItsFirstRunIsFineAndStaysWithoutFiles() {
        CertificateInspection seen = inspect(TestFarm.printers(3));

        assertThat(seen.ca()).isEmpty();
        assertThat(seen.toIssue()).isEqualTo(3);
        assertThat(problems.mistakes()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aDataFolderThatIsNotThereYetIsFineToo() {
        CertificateInspection seen = CertificateInspection.of(
                data.resolve("a/b"), KeyChoice.RSA, TestFarm.printers(1), TestFarm.CLOCK, problems);

        assertThat(seen.toIssue()).isEqualTo(1);
        assertThat(problems.mistakes()).isEmpty();
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void whatIsThereIsCountedAndNotTouched() {
        TestFarm.copyTo(data);
        List<Printer> printers = new ArrayList<>(TestFarm.printers(5));
        printers.set(0, TestFarm.printer(1, "127.8.9.9", "127.8.9.9"));
        Map<String, String> before = TestFarm.contents(data);

        CertificateInspection seen = inspect(printers);

        assertThat(seen.ca()).isPresent();
        assertThat(seen.kept()).isEqualTo(1);
        assertThat(seen.toIssue()).isEqualTo(4);
        assertThat(problems.mistakes()).isEmpty();
        assertThat(TestFarm.contents(data)).isEqualTo(before);
    }

    @Test
    void everyMistakeIsToldInOneRun() throws Exception {
        TlsFolder folder = new TlsFolder(TestFarm.copyTo(data));
        Files.writeString(folder.leaf(KeyKind.RSA, "01P00A000000001"), "x");
        Files.writeString(folder.leaf(KeyKind.RSA, "01P00A000000002"), "x");

        inspect(TestFarm.printers(2));

        assertThat(problems.mistakes())
                .extracting(Problem::file)
                .containsExactlyInAnyOrder(
                        folder.leaf(KeyKind.RSA, "01P00A000000001"), folder.leaf(KeyKind.RSA, "01P00A000000002"));
        assertThat(problems.mistakes().get(0).toString()).contains("01.pem").contains("restore it from a backup");
    }

    @Test
    void aFileInThePlaceOfTheDataFolderIsAMistake() throws Exception {
        Path file = Files.writeString(data.resolve("file"), "x");

        CertificateInspection.of(
                file.resolve("data"), KeyChoice.RSA_EC, TestFarm.printers(1), TestFarm.CLOCK, problems);

        assertThat(problems.mistakes()).isNotEmpty();
        assertThat(problems.mistakes().get(0).file().startsWith(file)).isTrue();
    }

    @Test
    void aCaThatEndsWithinAYearIsAWarning() throws Exception {
        TestFarm.copyTo(data);
        var end = FarmCertificates.open(data, TestFarm.NAME, TestFarm.CLOCK).caNotAfter();

        CertificateInspection.of(data, KeyChoice.RSA, List.of(), TestFarm.at(end.minusSeconds(60)), problems);

        assertThat(problems.mistakes()).isEmpty();
        assertThat(problems.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("expires at 2046-03-01"));
    }

    @Test
    void aCaFromTheFutureIsAWarningAboutTheClock() {
        TestFarm.copyTo(data);

        CertificateInspection.of(
                data, KeyChoice.RSA, List.of(), TestFarm.at(TestFarm.START.minusSeconds(3 * 86_400)), problems);

        assertThat(problems.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("clock"));
    }
}
