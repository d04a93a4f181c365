package org.printfarm.host.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.Upload;

/** How uploads and print requests find each other, and what the printer shows meanwhile. */
final class PrintRequestsIT {

    private static final Optional<String> NO_MD5 = Optional.empty();
    private static final Optional<String> OTHER_MD5 = Optional.of("0".repeat(32));

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
    void aPrinterIsIdleUntilSomebodyAsks() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        assertThat(bench.status().phase()).isEqualTo(PrintPhase.IDLE);
        assertThat(bench.status().request()).isEmpty();
        assertThat(bench.status().storageFreeBytes()).isPositive();
        assertThat(bench.status().storageTotalBytes())
                .isGreaterThanOrEqualTo(bench.status().storageFreeBytes());
    }

    @Test
    void aRequestAfterTheUploadJoinsIt() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", NO_MD5, 2)))
                .isEqualTo(PrintDecision.ACCEPTED);
        Job job = bench.onlyJob();
        assertThat(job.state()).isEqualTo(Job.State.REQUESTED);
        assertThat(job.plate()).contains(2);
        assertThat(job.options()).containsEntry("use_ams", "true");
        assertThat(bench.phases()).containsExactly(PrintPhase.PREPARE, PrintPhase.FINISH);
        assertThat(bench.status().request().orElseThrow().subtask()).isEqualTo("cube");
    }

    @Test
    void aRequestBeforeTheUploadWaitsForIt() throws Exception {
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", NO_MD5)))
                .isEqualTo(PrintDecision.ACCEPTED);
        assertThat(bench.phases()).containsExactly(PrintPhase.PREPARE);
        bench.time.pass(Duration.ofSeconds(59));
        bench.upload("/cache/cube.3mf", Archives.sliced("a"));
        awaitPhases(PrintPhase.PREPARE, PrintPhase.FINISH);
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.REQUESTED);
    }

    @Test
    void aFinishedPrinterNeverGoesIdleByItself() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.time.pass(Duration.ofDays(2));
        assertThat(bench.status().phase()).isEqualTo(PrintPhase.FINISH);
    }

    @Test
    void anUploadWithoutRequestStaysReceived() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.time.pass(PrintDesk.FRESH.plusSeconds(1));
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.RECEIVED);
    }

    @Test
    void aLateRequestMakesAFurtherJobAndTheSentOneStaysAsItIs() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.time.pass(PrintDesk.FRESH.plusSeconds(1));
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", NO_MD5)))
                .isEqualTo(PrintDecision.ACCEPTED);
        assertThat(bench.jobs()).hasSize(1);
        bench.time.pass(PrintDesk.CARD_WAIT);
        awaitPhases(PrintPhase.PREPARE, PrintPhase.FINISH);
        assertThat(bench.jobs()).extracting(Job::state).containsExactly(Job.State.RECEIVED, Job.State.REQUESTED);
        assertThat(bench.filesIn("files")).hasSize(1);
    }

    @Test
    void aLateRequestWithoutMd5TakesTheNewFileWhenOneComes() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("old"));
        bench.time.pass(PrintDesk.FRESH.plusSeconds(1));
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.time.pass(PrintDesk.CARD_WAIT.minusSeconds(1));
        bench.upload("cube.3mf", Archives.sliced("new"));
        awaitPhases(PrintPhase.PREPARE, PrintPhase.FINISH);
        bench.time.pass(PrintDesk.LONGEST_WAIT);
        assertThat(bench.jobs()).extracting(Job::state).containsExactly(Job.State.RECEIVED, Job.State.REQUESTED);
        assertThat(bench.filesIn("files")).hasSize(2);
    }

    @Test
    void theSameRequestTwiceMakesOneJob() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.REQUESTED);
        assertThat(bench.status().phase()).isEqualTo(PrintPhase.FINISH);
    }

    @Test
    void aRequestWhoseFileNeverComesFailsAndThePrinterIsIdleAgain() throws Exception {
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.time.pass(PrintDesk.LONGEST_WAIT);
        awaitPhases(PrintPhase.PREPARE, PrintPhase.FAILED);
        bench.time.pass(PrintDesk.FAILED_SHOWN);
        awaitPhases(PrintPhase.PREPARE, PrintPhase.FAILED, PrintPhase.IDLE);
        assertThat(bench.status().request()).isEmpty();
        bench.upload("cube.3mf", Archives.sliced("late"));
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.RECEIVED);
    }

    @Test
    void aRequestWaitsAsLongAsItsFileIsComingIn() throws Exception {
        bench.intake().request(InboxBench.request("cube.gcode", NO_MD5));
        try (Upload upload = bench.intake().open("cube.gcode", InboxBench.MAX_BYTES, InboxBench.CLIENT)) {
            bench.time.pass(PrintDesk.LONGEST_WAIT);
            upload.write(ByteBuffer.wrap(Archives.text("G28")));
            upload.commit();
        }
        awaitPhases(PrintPhase.PREPARE, PrintPhase.FINISH);
    }

    @Test
    void aRequestWithTheRightMd5JoinsWhateverTheName() throws Exception {
        bench.upload("other.3mf", Archives.sliced("a"));
        Optional<String> md5 = Optional.of(bench.onlyJob().content().md5());
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", md5))).isEqualTo(PrintDecision.ACCEPTED);
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.REQUESTED);
    }

    @Test
    void aRequestWithAnotherMd5ThanTheFileIsTurnedDownAndNothingIsKept() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", OTHER_MD5)))
                .isEqualTo(PrintDecision.CHECKSUM_MISMATCH);
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.RECEIVED);
        assertThat(bench.status().phase()).isEqualTo(PrintPhase.IDLE);
        assertThat(bench.seen).isEmpty();
    }

    @Test
    void anUploadWithAnotherMd5ThanTheRequestFailsItAndStaysReceived() throws Exception {
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", OTHER_MD5)))
                .isEqualTo(PrintDecision.ACCEPTED);
        bench.upload("cube.3mf", Archives.sliced("a"));
        awaitPhases(PrintPhase.PREPARE, PrintPhase.FAILED);
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.RECEIVED);
    }

    @Test
    void aFileUploadedUnderAnotherNameAndRenamedIsJoined() throws Exception {
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        String id = bench.upload("cube.part", Archives.sliced("a")).jobId().orElseThrow();
        bench.intake().rename(id, "cube.3mf");
        awaitPhases(PrintPhase.PREPARE, PrintPhase.FINISH);
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.REQUESTED);
    }

    @Test
    void twoPeopleMayUseOnePrinter() throws Exception {
        bench.intake().request(InboxBench.request("a.3mf", NO_MD5));
        bench.intake().request(InboxBench.request("b.3mf", NO_MD5));
        bench.upload("a.3mf", Archives.sliced("a"));
        awaitPhases(PrintPhase.PREPARE, PrintPhase.PREPARE, PrintPhase.FINISH, PrintPhase.PREPARE);
        assertThat(bench.status().request().orElseThrow().file()).isEqualTo("b.3mf");
        bench.upload("b.3mf", Archives.sliced("b"));
        await().untilAsserted(() -> assertThat(bench.status().phase()).isEqualTo(PrintPhase.FINISH));
        assertThat(bench.jobs()).allMatch(job -> job.state() == Job.State.REQUESTED);
    }

    @Test
    void waitingRequestsAreBounded() {
        for (int i = 0; i < PrintDesk.MAX_WAITING; i++) {
            assertThat(bench.intake().request(InboxBench.request("cube" + i, NO_MD5)))
                    .isEqualTo(PrintDecision.ACCEPTED);
        }
        assertThat(bench.intake().request(InboxBench.request("one-more", NO_MD5)))
                .isEqualTo(PrintDecision.REFUSED);
        assertThat(bench.intake().request(InboxBench.request("cube0", NO_MD5))).isEqualTo(PrintDecision.ACCEPTED);
        assertThat(bench.intake().request(InboxBench.request("../cube", NO_MD5)))
                .isEqualTo(PrintDecision.REFUSED);
    }

    @Test
    void aRestartForgetsRequestsAndKeepsJobs() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.intake().request(InboxBench.request("never.3mf", NO_MD5));
        bench.restart();
        assertThat(bench.status().phase()).isEqualTo(PrintPhase.IDLE);
        assertThat(bench.onlyJob().plate()).contains(1);
    }

    private void awaitPhases(PrintPhase... phases) {
        await().untilAsserted(() -> assertThat(bench.phases()).containsExactly(phases));
    }
}
