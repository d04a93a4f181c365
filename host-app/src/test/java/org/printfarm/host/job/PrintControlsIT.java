package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.threemf.Archives;

/** What becomes of a print that somebody at a slicer pauses, resumes or stops. */
final class PrintControlsIT {

    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    private Path data;

    private InboxBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new InboxBench(data);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void nothingCanBeControlledWhileNothingPrints() throws Exception {
        assertNothingToControl();
        print("cube.3mf");
        bench.passUntil(PrintPhase.FINISH);
        assertNothingToControl();
        assertThat(bench.status().phase()).isEqualTo(PrintPhase.FINISH);
    }

    @Test
    void aPausedPrintStandsStillAndGoesOnFromThere() throws Exception {
        print("cube.3mf");
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            bench.time.pass(Duration.ofMillis(50));
            return bench.status().progress().percent() > 0;
        });
        PrintProgress before = bench.status().progress();
        assertThat(bench.intake().control(PrintControl.PAUSE)).isTrue();
        assertThat(bench.intake().control(PrintControl.PAUSE)).isTrue();
        bench.time.pass(LONG);
        assertThat(bench.status().phase()).isEqualTo(PrintPhase.PAUSE);
        assertThat(bench.status().progress()).isEqualTo(before);
        assertThat(bench.intake().control(PrintControl.RESUME)).isTrue();
        assertThat(bench.status().phase()).isEqualTo(PrintPhase.RUNNING);
        assertThat(bench.status().progress()).isEqualTo(before);
        bench.passUntil(PrintPhase.FINISH);
        assertThat(bench.phases())
                .containsExactly(
                        PrintPhase.PREPARE,
                        PrintPhase.RUNNING,
                        PrintPhase.PAUSE,
                        PrintPhase.RUNNING,
                        PrintPhase.FINISH);
        assertThat(bench.seen)
                .filteredOn(status -> status.phase() != PrintPhase.PAUSE)
                .extracting(status -> status.progress().percent())
                .isSorted();
    }

    @Test
    void aStoppedPrintFailsAndThePrinterIsIdleAgainAndTheJobIsCancelled() throws Exception {
        print("cube.3mf");
        bench.passUntil(PrintPhase.RUNNING);
        assertThat(bench.intake().control(PrintControl.STOP)).isTrue();
        assertThat(bench.status().phase()).isEqualTo(PrintPhase.FAILED);
        assertThat(bench.status().failure()).contains(PrintFailure.STOPPED);
        assertNothingToControl();
        bench.passUntil(PrintPhase.IDLE);
        bench.time.pass(LONG);
        assertThat(bench.phases())
                .containsExactly(PrintPhase.PREPARE, PrintPhase.RUNNING, PrintPhase.FAILED, PrintPhase.IDLE);
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.CANCELLED);
    }

    @Test
    void thePrintAfterAStoppedOneIsShown() throws Exception {
        print("a.3mf");
        print("b.3mf");
        assertThat(bench.intake().control(PrintControl.PAUSE)).isTrue();
        assertThat(bench.intake().control(PrintControl.STOP)).isTrue();
        bench.passUntil(PrintPhase.FINISH);
        assertThat(bench.status().request().orElseThrow().files()).containsExactly("b.3mf");
    }

    @Test
    void aRequestThatIsStoppedWhileItWaitsForItsFileIsForgotten() throws Exception {
        bench.intake().request(InboxBench.request("cube.3mf", Optional.empty()));
        assertThat(bench.intake().control(PrintControl.STOP)).isTrue();
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.passUntil(PrintPhase.IDLE);
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.RECEIVED);
        bench.restart();
        assertThat(bench.status().phase()).isEqualTo(PrintPhase.IDLE);
    }

    @Test
    void aRequestThatIsPausedWhileItWaitsForItsFileGoesOnWithIt() throws Exception {
        bench.intake().request(InboxBench.request("cube.3mf", Optional.empty()));
        bench.intake().control(PrintControl.PAUSE);
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.time.pass(LONG);
        assertThat(bench.status().phase()).isEqualTo(PrintPhase.PAUSE);
        bench.intake().control(PrintControl.RESUME);
        bench.passUntil(PrintPhase.FINISH);
    }

    @Test
    void aPausedRequestWhoseFileNeverComesFails() throws Exception {
        bench.intake().request(InboxBench.request("cube.3mf", Optional.empty()));
        bench.intake().control(PrintControl.PAUSE);
        bench.time.pass(PrintRequestMatcher.LONGEST_WAIT);
        bench.passUntil(PrintPhase.FAILED);
        bench.passUntil(PrintPhase.IDLE);
    }

    private void assertNothingToControl() {
        for (PrintControl control : PrintControl.values()) {
            assertThat(bench.intake().control(control)).isFalse();
        }
    }

    private void print(String file) throws IntakeException {
        bench.upload(file, Archives.sliced(file));
        bench.intake().request(InboxBench.request(file, Optional.empty()));
    }
}
