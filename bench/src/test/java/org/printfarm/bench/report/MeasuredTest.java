package org.printfarm.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class MeasuredTest {

    @Test
    void judgesCpuAsItIsAndScaledToThisMachine() {
        Measured measured = new Measured(Figure.PLAIN_CPU_32, OptionalDouble.of(0.026), 0.040);
        assertThat(measured.cells())
                .containsExactly(
                        Figure.PLAIN_CPU_32.label(),
                        "0.0260",
                        "0.0400",
                        "1.54",
                        "0.0240",
                        "MISSED",
                        "0.0480",
                        "met",
                        "0.0180",
                        "MISSED",
                        "0.0360",
                        "MISSED");
        assertThat(measured.cells()).hasSameSizeAs(Measured.COLUMNS);
    }

    @Test
    void aimsAtAMultipleOfTheFloor() {
        assertThat(new Measured(Figure.PLAIN_P99_256, OptionalDouble.of(20), 25).cells())
                .contains("26.0", "met")
                .doesNotContain("MISSED");
        assertThat(new Measured(Figure.PLAIN_P99_256, OptionalDouble.of(10), 25).cells())
                .contains("13.0", "MISSED");
    }

    @Test
    void judgesWithoutAFloorWhatNeedsNone() {
        assertThat(new Measured(Figure.RSS_1000_MB, OptionalDouble.empty(), 350).cells())
                .containsSubsequence("350", "400", "met", "300", "MISSED");
        assertThat(new Measured(Figure.PLAIN_P99_256, OptionalDouble.empty(), 25).cells())
                .containsSubsequence("30.0", "met", "-", "-", "-");
    }

    @Test
    void theLimitItselfIsMet() {
        assertThat(Figure.PRINTER_DESCRIPTORS.isMet(2.0, 2)).isTrue();
        assertThat(Figure.PRINTER_DESCRIPTORS.isMet(2.01, 2)).isFalse();
        assertThat(Figure.PRINTER_THREADS.isMet(0.001, 0)).isTrue();
        assertThat(Figure.TLS13_RSA_CPU.isMet(1.1001, 1.1)).isFalse();
    }
}
