package org.printfarm.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PairedRoundsTest {

    @Test
    void dividesWithinEachRoundForTheMachineChangesBetweenThem() {
        PairedRounds rounds = new PairedRounds();
        rounds.add("CPU", 1, 2);
        rounds.add("CPU", 10, 20);
        rounds.add("CPU", 30, 50);
        rounds.add("errors", 4, 0);

        assertThat(rounds.rows().get(0)).containsExactly("CPU", "10.0", "20.0", "0.5000 (0.5000-0.6000)");
        assertThat(rounds.rows().get(1)).containsExactly("errors", "4.00", "0", "-");
    }
}
