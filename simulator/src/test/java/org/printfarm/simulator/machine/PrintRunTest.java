package org.printfarm.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.printfarm.simulator.machine.PrintRun.Phase;

class PrintRunTest {

    private final PrintRun run = new PrintRun(
            "7", "7", "cube", "cube.3mf", Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(100));

    @Test
    void aPrintLeavesItsLastStateLatePreparesRunsAndFinishes() {
        assertThat(run.phase(Duration.ofSeconds(9), Phase.FINISH)).isEqualTo(Phase.FINISH);
        assertThat(run.phase(Duration.ofSeconds(10), Phase.FINISH)).isEqualTo(Phase.PREPARE);
        assertThat(run.phase(Duration.ofSeconds(30), Phase.FINISH)).isEqualTo(Phase.RUNNING);
        assertThat(run.phase(Duration.ofSeconds(130), Phase.FINISH)).isEqualTo(Phase.FINISH);
    }

    @Test
    void progressGoesFromNothingToAll() {
        assertThat(run.percent(Duration.ofSeconds(10))).isZero();
        assertThat(run.percent(Duration.ofSeconds(80))).isEqualTo(50);
        assertThat(run.percent(Duration.ofSeconds(500))).isEqualTo(100);
        assertThat(run.layer(Duration.ofSeconds(80))).isEqualTo(PrintRun.LAYERS / 2);
        assertThat(run.remainingMinutes(Duration.ofSeconds(80))).isEqualTo(1);
        assertThat(run.remainingMinutes(Duration.ofSeconds(500))).isZero();
    }
}
