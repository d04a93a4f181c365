package org.printfarm.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StatisticsTest {

    @Test
    void takesTheOneInTheMiddle() {
        assertThat(Statistics.of(List.of(9.0, 1.0, 5.0))).isEqualTo(new Statistics(5, 1, 9));
        assertThat(Statistics.of(List.of(4.0))).isEqualTo(new Statistics(4, 4, 4));
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddle() {
        assertThat(Statistics.of(List.of(8.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
    }

    @Test
    void refusesNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.of(List.of()));
    }
}
