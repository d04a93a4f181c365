package org.printfarm.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class LatenciesTest {

    @Test
    void tellsPercentilesWithinTwoPercent() {
        Latencies latencies = new Latencies();
        for (long micros = 1; micros <= 10_000; micros++) {
            latencies.add(micros * 1000);
        }
        assertThat(latencies.percentile(50)).isCloseTo(5.0, Percentage.withPercentage(2));
        assertThat(latencies.percentile(99)).isCloseTo(9.9, Percentage.withPercentage(2));
        assertThat(latencies.percentile(100)).isCloseTo(10.0, within(0.2));
        assertThat(latencies.max()).isEqualTo(10.0);
    }

    @Test
    void oneLongOneDoesNotMoveTheMedian() {
        Latencies latencies = new Latencies();
        latencies.add(1_000_000);
        latencies.add(1_000_000);
        latencies.add(60_000_000_000L);
        assertThat(latencies.percentile(50)).isCloseTo(1.0, Percentage.withPercentage(2));
        assertThat(latencies.percentile(99)).isCloseTo(60_000, Percentage.withPercentage(2));
    }

    @Test
    void nothingIsZeroAndAnythingFits() {
        Latencies latencies = new Latencies();
        assertThat(latencies.percentile(99)).isZero();
        latencies.add(0);
        latencies.add(Long.MAX_VALUE);
        assertThat(latencies.percentile(50)).isZero();
        assertThat(latencies.percentile(100)).isPositive();
    }
}
