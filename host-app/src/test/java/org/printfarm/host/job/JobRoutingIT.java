package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestRequests;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.threemf.Archives;

/** Which jobs of a printer go on to its machine. */
final class JobRoutingIT {

    @TempDir
    private Path data;

    private final HandScheduler time = new HandScheduler();
    private final Printer printer = TestPrinters.next();
    private final List<Job> queued = new CopyOnWriteArrayList<>();

    private FarmInbox open(boolean uploads) throws IOException {
        JobRouting routing = new JobRouting(
                id -> Optional.of(new JobRouting.Route("left", uploads, Optional.empty(), Optional.empty())),
                queued::add,
                (job, control) -> {},
                (machine, control) -> {},
                JobRouting.Panel.NONE);
        return FarmInbox.open(InboxFolder.of(data), InboxSettings.KEEP_ALL, routing, time, time);
    }

    private static Job job(FarmInbox inbox, String id) throws IOException {
        return inbox.repository().find(id).orElseThrow();
    }

    @Test
    void whereUploadsAreTakenEachGoesOnOnceWhetherAPrintIsAskedOrNot() throws Exception {
        try (FarmInbox inbox = open(true)) {
            String id = InboxBench.upload(inbox.intakeOf(printer), "cube.3mf", Archives.sliced("cube"))
                    .jobId()
                    .orElseThrow();
            assertThat(job(inbox, id).state()).isEqualTo(State.QUEUED);
            assertThat(job(inbox, id).notes().machine()).contains("left");
            inbox.intakeOf(printer).request(InboxBench.request("cube.3mf", Optional.empty()));
            assertThat(queued).extracting(Job::id).containsExactly(id);
        }
    }

    @Test
    void whereOnlyPrintsAreTakenAnUploadStaysUntilItIsAskedFor() throws Exception {
        try (FarmInbox inbox = open(false)) {
            String id = InboxBench.upload(inbox.intakeOf(printer), "cube.3mf", Archives.sliced("cube"))
                    .jobId()
                    .orElseThrow();
            assertThat(job(inbox, id).state()).isEqualTo(State.RECEIVED);
            assertThat(queued).isEmpty();
            inbox.intakeOf(printer).request(InboxBench.request("cube.3mf", Optional.empty()));
            assertThat(job(inbox, id).state()).isEqualTo(State.QUEUED);
            assertThat(queued).extracting(Job::id).containsExactly(id);
        }
    }

    /** The others are printed by an explicit word. */
    @Test
    void ofSeveralPlatesTheFirstIsPrintedAndThatIsSaid() throws Exception {
        try (FarmInbox inbox = open(false)) {
            String id = InboxBench.upload(inbox.intakeOf(printer), "cube.3mf", Archives.sliced("cube"))
                    .jobId()
                    .orElseThrow();
            inbox.intakeOf(printer)
                    .request(TestRequests.of(
                            List.of("cube.3mf"),
                            false,
                            "cube",
                            OptionalInt.empty(),
                            Optional.empty(),
                            Map.of(),
                            InboxBench.CLIENT));
            assertThat(job(inbox, id).notes().reason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("the first of 2 plates"));
        }
    }

    /** The dispatcher holds what is queued of a printer that has gone. */
    @Test
    void whatWasAcknowledgedIsQueuedWhenItsPrinterGoesAndNotDropped() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (FarmInbox inbox = open(false)) {
            inbox.onEvent((id, event) -> told.add(id + " " + event.kind() + " " + event.code() + " "
                    + event.peer().getAddress().getHostAddress()));
            JobIntake intake = inbox.intakeOf(printer);
            String id = InboxBench.upload(intake, "cube.3mf", Archives.sliced("cube"))
                    .jobId()
                    .orElseThrow();
            time.pass(PrintOrders.FRESH.plusSeconds(1));
            assertThat(intake.request(InboxBench.request("cube.3mf", Optional.empty())))
                    .isEqualTo(PrintDecision.ACCEPTED);
            assertThat(intake.request(InboxBench.request("never-came.3mf", Optional.empty())))
                    .isEqualTo(PrintDecision.ACCEPTED);
            assertThat(queued).as("it waits for a newer file of that name").isEmpty();

            inbox.remove(printer.id());

            assertThat(queued).singleElement().satisfies(job -> {
                assertThat(job.state()).isEqualTo(State.QUEUED);
                assertThat(job.content()).isEqualTo(job(inbox, id).content());
            });
            assertThat(told)
                    .as("no job can be made of what has no file")
                    .containsExactly(
                            printer.id() + " FAULT REQUEST_DROPPED_PRINTER_GONE " + InboxBench.CLIENT.getHostAddress());
        }
    }
}
