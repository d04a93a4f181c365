package org.printfarm.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MeasuredTest {

    @Test
    void judgesByMustAndAim() {
        Measured measured = new Measured(Figure.PLAIN_CPU_32, 1.3);
        assertThat(measured.cells())
                .containsExactly(Figure.PLAIN_CPU_32.label(), "1.30", "1.40", "met", "1.25", "MISSED");
        assertThat(measured.cells()).hasSameSizeAs(Measured.COLUMNS);
    }

    @Test
    void theLimitItselfIsMet() {
        assertThat(Figure.isMet(2.0, 2)).isTrue();
        assertThat(Figure.isMet(2.01, 2)).isFalse();
        assertThat(Figure.isMet(0.001, 0)).isTrue();
    }
}
