package org.printfarm.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextTableTest {

    private static final Section SECTION = new Section(
            "Some",
            List.of("what", "how many"),
            List.of(List.of("a", "1"), List.of("longer | name", "20")),
            List.of("a note"));

    @Test
    void alignsColumns() {
        assertThat(TextTable.plain(SECTION))
                .containsExactly(
                        "",
                        "== Some",
                        "what           how many",
                        "a                     1",
                        "longer | name        20",
                        "   a note");
    }

    @Test
    void writesMarkdown() {
        assertThat(TextTable.markdown(SECTION))
                .containsExactly(
                        "",
                        "### Some",
                        "",
                        "| what | how many |",
                        "|---|---|",
                        "| a | 1 |",
                        "| longer \\| name | 20 |",
                        "",
                        "- a note");
    }

    @Test
    void aSectionWithoutRowsSaysWhy() {
        assertThat(TextTable.plain(Section.missing("Some", "no compiler")))
                .containsExactly("", "== Some", "   no compiler");
    }

    @Test
    void refusesARowThatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Section("Some", List.of("a"), List.of(List.of("1", "2")), List.of()));
    }

    @Test
    void writesFiguresWithThreeDigits() {
        assertThat(Numbers.of(12_345.6)).isEqualTo("12,346");
        assertThat(Numbers.of(12.34)).isEqualTo("12.3");
        assertThat(Numbers.of(1.234)).isEqualTo("1.23");
        assertThat(Numbers.of(0.01234)).isEqualTo("0.0123");
        assertThat(Numbers.of(0.0)).isEqualTo("0");
        assertThat(Numbers.of(new Statistics(2, 1, 3))).isEqualTo("2.00 (1.00-3.00)");
    }

    @Test
    void aReportFailsByItsFaultsOnlyAndIsWrittenWhole(@TempDir Path folder) throws Exception {
        Report report = new Report(List.of("head"));
        report.add(SECTION);
        assertThat(report.verdict()).contains("every reply was right");
        report.fault("farm: 1 wrong reply");
        assertThat(report.verdict()).contains("FAILED").contains("1 wrong reply");
        Path file = folder.resolve("report.json");
        JsonReport.write(report, file);
        assertThat(Files.readString(file)).contains("\"head\"", "longer | name", "farm: 1 wrong reply");
    }
}
