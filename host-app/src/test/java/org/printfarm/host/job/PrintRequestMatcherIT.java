package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestRequests;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.job.Upload;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.threemf.Archives;

/** How uploads and print requests find each other, and what the printer shows meanwhile. */
final class PrintRequestMatcherIT {

    private static final Duration SLOWEST_LOOK = Duration.ofSeconds(3);
    private static final Duration SHORTEST_WAIT_FOR_THE_END = Duration.ofMillis(3750);
    private static final Optional<String> NO_MD5 = Optional.empty();
    private static final InetAddress OTHER_CLIENT = Loopback.of("127.1.2.3");
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
        assertThat(job.state()).isEqualTo(Job.State.DONE);
        assertThat(job.plate()).contains(2);
        assertThat(job.options()).containsEntry("use_ams", "true");
        awaitPhases(PrintPhase.PREPARE, PrintPhase.RUNNING, PrintPhase.FINISH);
        assertThat(bench.status().request().orElseThrow().subtask()).isEqualTo("cube");
    }

    @Test
    void aRequestBeforeTheUploadWaitsForIt() throws Exception {
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", NO_MD5)))
                .isEqualTo(PrintDecision.ACCEPTED);
        assertThat(bench.phases()).containsExactly(PrintPhase.PREPARE);
        bench.time.pass(Duration.ofSeconds(59));
        bench.upload("/cache/cube.3mf", Archives.sliced("a"));
        awaitPhases(PrintPhase.PREPARE, PrintPhase.RUNNING, PrintPhase.FINISH);
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void aFinishedPrinterNeverGoesIdleByItself() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.passUntil(PrintPhase.FINISH);
        bench.time.pass(Duration.ofDays(2));
        assertThat(bench.status().phase()).isEqualTo(PrintPhase.FINISH);
    }

    @Test
    void anUploadWithoutRequestStaysReceived() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.time.pass(PrintOrders.FRESH.plusSeconds(1));
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.RECEIVED);
    }

    @Test
    void aLateRequestMakesAFurtherJobAndTheSentOneStaysAsItIs() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.time.pass(PrintOrders.FRESH.plusSeconds(1));
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", NO_MD5)))
                .isEqualTo(PrintDecision.ACCEPTED);
        assertThat(bench.jobs()).hasSize(1);
        bench.time.pass(PrintRequestMatcher.CARD_WAIT);
        awaitPhases(PrintPhase.PREPARE, PrintPhase.RUNNING, PrintPhase.FINISH);
        assertThat(bench.jobs()).extracting(Job::state).containsExactly(Job.State.RECEIVED, Job.State.DONE);
        assertThat(bench.filesIn("files")).hasSize(1);
    }

    @Test
    void aLateRequestWithoutMd5TakesTheNewFileWhenOneComes() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("old"));
        bench.time.pass(PrintOrders.FRESH.plusSeconds(1));
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.time.pass(PrintRequestMatcher.CARD_WAIT.minusSeconds(1));
        bench.upload("cube.3mf", Archives.sliced("new"));
        awaitPhases(PrintPhase.PREPARE, PrintPhase.RUNNING, PrintPhase.FINISH);
        bench.time.pass(PrintRequestMatcher.LONGEST_WAIT);
        assertThat(bench.jobs()).extracting(Job::state).containsExactly(Job.State.RECEIVED, Job.State.DONE);
        assertThat(bench.filesIn("files")).hasSize(2);
    }

    @Test
    void aPlateThatAnOlderFileDoesNotHaveIsTurnedDownAtOnceUnlessANewOneIsComingIn() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.time.pass(PrintOrders.FRESH.plusSeconds(1));
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", NO_MD5, 7)))
                .isEqualTo(PrintDecision.NO_SUCH_PLATE);
        assertThat(bench.seen).isEmpty();
        try (Upload upload = bench.intake().open("cube.3mf", InboxBench.MAX_BYTES, InboxBench.CLIENT)) {
            assertThat(bench.intake().request(InboxBench.request("cube.3mf", NO_MD5, 7)))
                    .isEqualTo(PrintDecision.ACCEPTED);
            upload.write(ByteBuffer.wrap(Archives.zip(Map.of("Metadata/plate_7.gcode", Archives.text("G28")))));
            upload.commit();
        }
        awaitPhases(PrintPhase.PREPARE, PrintPhase.RUNNING, PrintPhase.FINISH);
        assertThat(bench.jobs().get(1).plate()).contains(7);
    }

    @Test
    void whatAClientSaysAgainWhileItsFileIsAwaitedIsOneWait() throws Exception {
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.upload("cube.3mf", Archives.sliced("a"));
        awaitPhases(PrintPhase.PREPARE, PrintPhase.RUNNING, PrintPhase.FINISH);
        bench.time.pass(PrintRequestMatcher.LONGEST_WAIT);
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void twoClientsMayAwaitFilesOfOneNameAndEachGetsItsOwn() throws Exception {
        PrintRequest others = TestRequests.of("cube.3mf", "theirs", 1, NO_MD5, Map.of(), OTHER_CLIENT);
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.intake().request(others);
        InboxBench.upload(bench.intake(), "cube.3mf", Archives.sliced("theirs"), OTHER_CLIENT);
        bench.upload("cube.3mf", Archives.sliced("own"));
        assertThat(bench.jobs())
                .hasSize(2)
                .allMatch(job -> job.state() == Job.State.DONE)
                .allMatch(job -> job.options().isEmpty() == job.from().equals(OTHER_CLIENT.getHostAddress()));
    }

    @Test
    void aFileOfAnotherClientIsTakenByItsNameWhenTheOwnOneDoesNotCome() throws Exception {
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        InboxBench.upload(bench.intake(), "cube.3mf", Archives.sliced("theirs"), OTHER_CLIENT);
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.RECEIVED);
        bench.time.pass(PrintRequestMatcher.CARD_WAIT);
        awaitPhases(PrintPhase.PREPARE, PrintPhase.RUNNING, PrintPhase.FINISH);
    }

    @Test
    void twoPlatesOfOneAwaitedFileAreTwoPrints() throws Exception {
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5, 1));
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5, 2));
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.time.pass(PrintRequestMatcher.CARD_WAIT);
        await().untilAsserted(() -> assertThat(bench.jobs())
                .extracting(Job::plate)
                .containsExactlyInAnyOrder(Optional.of(1), Optional.of(2)));
    }

    @Test
    void aRequestThatIsRepeatedBeforeItsPrintWasSeenIsHeldAndNamesTheOneBefore() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", NO_MD5)))
                .isEqualTo(PrintDecision.ACCEPTED);
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", NO_MD5)))
                .isEqualTo(PrintDecision.REPEATED);
        assertThat(bench.jobs()).extracting(Job::state).containsExactly(Job.State.DONE, Job.State.HELD);
        assertThat(bench.jobs().get(1).notes().repeatOf())
                .contains(bench.jobs().get(0).id());
        assertThat(bench.events).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.PRINT_REPEATED);
            assertThat(event.code())
                    .isEqualTo("REPEAT_OF_" + bench.jobs().get(0).id());
            assertThat(event.peer().getAddress()).isEqualTo(InboxBench.CLIENT);
        });
    }

    @Test
    void aRequestThatIsRepeatedAfterItsClientSawItRunIsWantedTwice() throws Exception {
        byte[] content = Archives.sliced("a");
        bench.upload("cube.3mf", content);
        PrintRequest request = InboxBench.request("cube.3mf", NO_MD5);
        bench.intake().request(request);
        bench.passUntil(PrintPhase.RUNNING);
        bench.intake().runningSeen(InboxBench.request("other.3mf", NO_MD5));
        assertThat(bench.onlyJob().notes().runningSeen()).isFalse();
        bench.intake().runningSeen(request);
        await().until(() -> bench.onlyJob().notes().runningSeen());
        bench.upload("cube.3mf", content);
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", NO_MD5)))
                .isEqualTo(PrintDecision.REPEATED);
        assertThat(bench.jobs()).extracting(Job::state).containsExactly(Job.State.DONE, Job.State.DONE);
        assertThat(bench.jobs().get(1).notes().repeatOf()).isPresent();
    }

    @Test
    void afterTenMinutesOrWithOtherOptionsOrFromAnotherClientNothingIsRepeated() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5, 2));
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.intake().request(TestRequests.of("cube.3mf", "cube", 1, NO_MD5, Map.of("use_ams", "true"), OTHER_CLIENT));
        bench.time.pass(PrintOrders.REPEATED.plusSeconds(1));
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        assertThat(bench.jobs())
                .hasSize(4)
                .allMatch(job -> job.state() == Job.State.DONE)
                .allMatch(job -> job.notes().repeatOf().isEmpty());
    }

    @Test
    void aPlateThatTheFileDoesNotHaveIsTurnedDownAndNothingChangesButTheNote() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", NO_MD5, 7)))
                .isEqualTo(PrintDecision.NO_SUCH_PLATE);
        assertThat(bench.seen).isEmpty();
        Job job = bench.onlyJob();
        assertThat(job.state()).isEqualTo(Job.State.RECEIVED);
        assertThat(job.plate()).isEmpty();
        assertThat(job.notes().refusal()).contains("NO_SUCH_PLATE");
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5, 2));
        assertThat(bench.onlyJob().notes().refusal()).isEmpty();
    }

    @Test
    void aProjectWithoutGcodeIsTurnedDownWhenItIsThereAndFailsWhenItComes() throws Exception {
        byte[] project = Archives.zip(
                Map.of("3D/3dmodel.model", Archives.text("<model/>"), "Metadata/plate_1.png", Archives.picture()));
        bench.upload("project.3mf", project);
        assertThat(bench.intake().request(InboxBench.request("project.3mf", NO_MD5)))
                .isEqualTo(PrintDecision.NOT_SLICED);
        assertThat(bench.intake().request(InboxBench.request("late.3mf", NO_MD5)))
                .isEqualTo(PrintDecision.ACCEPTED);
        bench.upload("late.3mf", project);
        awaitPhases(PrintPhase.PREPARE, PrintPhase.FAILED);
        assertThat(bench.status().failure()).contains(PrintFailure.NOT_SLICED);
        assertThat(bench.jobs()).allMatch(job -> job.notes().refusal().equals(Optional.of("NOT_SLICED")));
    }

    @Test
    void aFileForAnotherModelIsTakenWithAWarningAndOneOfTheFamilyWithout() throws Exception {
        bench.upload("own.3mf", Archives.sliced("a"));
        bench.intake().request(InboxBench.request("own.3mf", NO_MD5));
        assertThat(bench.onlyJob().notes().warning()).isEmpty();
        byte[] mini = Archives.zip(Map.of(
                "Metadata/plate_1.gcode",
                Archives.text("G28"),
                "Metadata/project_settings.config",
                Archives.text("{\"printer_model\":\"Bambu Lab A1 mini\"}")));
        bench.upload("mini.3mf", mini);
        assertThat(bench.intake().request(InboxBench.request("mini.3mf", NO_MD5)))
                .isEqualTo(PrintDecision.ACCEPTED);
        assertThat(bench.jobs().get(1).notes().warning().orElseThrow())
                .startsWith("sliced for A1 mini, the printer is ");
    }

    @Test
    void aRequestWithoutPlateMeansTheFirstOneOfTheFile() throws Exception {
        bench.upload("cube.3mf", Archives.zip(Map.of("Metadata/plate_3.gcode", Archives.text("G28"))));
        bench.intake()
                .request(TestRequests.of(
                        List.of("cube.3mf"), false, "", OptionalInt.empty(), NO_MD5, Map.of(), InboxBench.CLIENT));
        assertThat(bench.onlyJob().plate()).contains(3);
    }

    @Test
    void aRequestForAFileOnTheCardTakesTheNewestAtOnceByItsNameAndThenByItsTitle() throws Exception {
        bench.upload("title.gcode.3mf", Archives.sliced("a"));
        bench.upload("title.gcode.3mf", Archives.sliced("b"));
        bench.time.pass(PrintOrders.FRESH.plusSeconds(1));
        bench.intake()
                .request(TestRequests.of(
                        List.of("file.3mf", "title", "title.gcode.3mf"),
                        true,
                        "title",
                        OptionalInt.of(1),
                        NO_MD5,
                        Map.of(),
                        InboxBench.CLIENT));
        assertThat(bench.jobs()).hasSize(3);
        assertThat(bench.jobs().get(2).content()).isEqualTo(bench.jobs().get(1).content());
    }

    @ParameterizedTest
    @CsvSource({
        "a%20b.3mf, a%20b.3mf, 'a b.3mf'",
        "'a b.3mf', a%20b.3mf, 'a b.3mf'",
        "100%25.3mf, 100%2525.3mf, 100%25.3mf",
        "'\u00fc.3mf', x, 'u\u0308.3mf'",
        "'u\u0308.3mf', x, '\u00fc.3mf'",
        "'/cache/u\u0308.3mf', x, '\u00fc.3mf'",
    })
    void eitherSpellingFindsTheUploadBeforeAndAfterTheRequest(String uploaded, String sent, String decoded)
            throws Exception {
        PrintRequest request = TestRequests.of(
                List.of(sent, decoded), false, "", OptionalInt.of(1), NO_MD5, Map.of(), InboxBench.CLIENT);
        bench.intake().request(request);
        bench.upload(uploaded, Archives.sliced("a"));
        bench.upload(uploaded, Archives.sliced("b"));
        bench.intake().request(request);
        assertThat(bench.jobs()).hasSize(2).allMatch(job -> job.state() == Job.State.DONE);
        assertThat("/" + bench.jobs().get(0).file()).endsWith(uploaded);
    }

    @Test
    void aPrintIsShownStepByStepToItsEnd() throws Exception {
        bench.upload("cube.3mf", Archives.sliced("a"));
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        Instant begin = bench.time.instant();
        bench.passUntil(PrintPhase.RUNNING);
        assertThat(Duration.between(begin, bench.time.instant())).isGreaterThanOrEqualTo(PrintWalk.STEP);
        Instant runs = bench.time.instant();
        bench.passUntil(PrintPhase.FINISH);
        assertThat(Duration.between(runs, bench.time.instant())).isGreaterThan(Duration.ofMillis(2950));
        assertThat(PrintWalk.STEP.multipliedBy(PrintWalk.STEPS)).isGreaterThan(SLOWEST_LOOK);
        assertThat(PrintWalk.STEP.multipliedBy(PrintWalk.STEPS + 1L)).isLessThan(SHORTEST_WAIT_FOR_THE_END);
        List<PrintProgress> steps =
                bench.seen.stream().map(PrintStatus::progress).toList();
        assertThat(steps).extracting(PrintProgress::percent).isSorted().endsWith(100);
        assertThat(steps).extracting(PrintProgress::layer).isSorted();
        assertThat(steps)
                .extracting(PrintProgress::remaining)
                .contains(Duration.ofSeconds(5025))
                .endsWith(Duration.ZERO);
        PrintProgress end = steps.get(steps.size() - 1);
        assertThat(end.layer()).isEqualTo(end.totalLayers()).isPositive();
    }

    @Test
    void aRequestThatWasAcknowledgedOutlivesARestart() throws Exception {
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.restart();
        bench.upload("cube.3mf", Archives.sliced("a"));
        awaitPhases(PrintPhase.PREPARE, PrintPhase.PREPARE, PrintPhase.RUNNING, PrintPhase.FINISH);
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.DONE);
        bench.restart();
        assertThat(bench.status().phase()).isEqualTo(PrintPhase.IDLE);
    }

    @Test
    void nothingComesOfARequestWhosePrinterIsRemovedAlsoWhenThePrinterComesBack() throws Exception {
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.removePrinter();
        assertThat(bench.upload("cube.3mf", Archives.sliced("a")).jobId()).isPresent();
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.RECEIVED);
        bench.restart();
        bench.upload("cube.3mf", Archives.sliced("b"));
        assertThat(bench.jobs()).extracting(Job::state).containsOnly(Job.State.RECEIVED);
    }

    @Test
    void aRequestWhoseFileNeverComesFailsAndThePrinterIsIdleAgain() throws Exception {
        bench.intake().request(InboxBench.request("cube.3mf", NO_MD5));
        bench.time.pass(PrintRequestMatcher.LONGEST_WAIT);
        awaitPhases(PrintPhase.PREPARE, PrintPhase.FAILED);
        bench.time.pass(PrintWalk.FAILED_SHOWN);
        awaitPhases(PrintPhase.PREPARE, PrintPhase.FAILED, PrintPhase.IDLE);
        assertThat(bench.status().request()).isEmpty();
        bench.upload("cube.3mf", Archives.sliced("late"));
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.RECEIVED);
    }

    @Test
    void aRequestWaitsAsLongAsItsFileIsComingIn() throws Exception {
        bench.intake().request(InboxBench.request("cube.gcode", NO_MD5));
        try (Upload upload = bench.intake().open("cube.gcode", InboxBench.MAX_BYTES, InboxBench.CLIENT)) {
            bench.time.pass(PrintRequestMatcher.LONGEST_WAIT);
            upload.write(ByteBuffer.wrap(Archives.text("G28")));
            upload.commit();
        }
        awaitPhases(PrintPhase.PREPARE, PrintPhase.RUNNING, PrintPhase.FINISH);
    }

    @Test
    void aRequestWithTheRightMd5JoinsWhateverTheName() throws Exception {
        bench.upload("other.3mf", Archives.sliced("a"));
        Optional<String> md5 = Optional.of(bench.onlyJob().content().md5());
        assertThat(bench.intake().request(InboxBench.request("cube.3mf", md5))).isEqualTo(PrintDecision.ACCEPTED);
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.DONE);
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
        bench.intake().rename(id, "", "cube.3mf");
        awaitPhases(PrintPhase.PREPARE, PrintPhase.RUNNING, PrintPhase.FINISH);
        assertThat(bench.onlyJob().state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void twoPeopleMayUseOnePrinterAndEachSeesTheOwnPrint() throws Exception {
        bench.intake().request(InboxBench.request("a.3mf", NO_MD5));
        bench.intake().request(InboxBench.request("b.3mf", NO_MD5));
        bench.upload("a.3mf", Archives.sliced("a"));
        bench.upload("b.3mf", Archives.sliced("b"));
        awaitPhases(
                PrintPhase.PREPARE,
                PrintPhase.PREPARE,
                PrintPhase.PREPARE,
                PrintPhase.RUNNING,
                PrintPhase.FINISH,
                PrintPhase.PREPARE,
                PrintPhase.RUNNING,
                PrintPhase.FINISH);
        assertThat(bench.status().request().orElseThrow().files()).containsExactly("b.3mf");
        assertThat(bench.jobs()).allMatch(job -> job.state() == Job.State.DONE);
    }

    @Test
    void waitingRequestsAreBounded() {
        for (int i = 0; i < WaitingRequests.MAX_WAITING; i++) {
            assertThat(bench.intake().request(InboxBench.request("cube" + i, NO_MD5)))
                    .isEqualTo(PrintDecision.ACCEPTED);
        }
        assertThat(bench.intake().request(InboxBench.request("one-more", NO_MD5)))
                .isEqualTo(PrintDecision.PRINT_REFUSED);
        assertThat(bench.intake().request(InboxBench.request("cube0", NO_MD5))).isEqualTo(PrintDecision.ACCEPTED);
        assertThat(bench.intake().request(InboxBench.request("../cube", NO_MD5)))
                .isEqualTo(PrintDecision.PRINT_REFUSED);
    }

    private void awaitPhases(PrintPhase... phases) {
        await().pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
            bench.time.pass(Duration.ofMillis(50));
            assertThat(bench.phases()).containsExactly(phases);
        });
    }
}
