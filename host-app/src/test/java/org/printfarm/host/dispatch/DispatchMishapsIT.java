package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.host.job.FarmBackup;
import org.printfarm.host.job.FarmRestore;
import org.printfarm.host.job.store.Attempt;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.threemf.Archives;

/** What goes wrong between a job and its machine: nothing starts by accident, and each says why it waits. */
final class DispatchMishapsIT extends DispatchStage {

    private static final byte[] FOR_AN_A1 = Archives.zip(Map.of(
            "Metadata/slice_info.config",
            Archives.text("<config><plate><metadata key='index' value='1'/>"
                    + "<metadata key='printer_model_id' value='N2S'/></plate></config>"),
            "Metadata/plate_1.gcode",
            Archives.text("G28\n")));

    private Optional<String> reasonOf(String job) throws Exception {
        return repository.find(job).orElseThrow().notes().reason();
    }

    private void awaitTask(int task) {
        await().untilAsserted(() ->
                assertThat(dispatcher.machines().get(0).status().taskId()).hasValue(task));
    }

    private void awaitGate() {
        await().untilAsserted(() -> assertThat(reason())
                .hasValueSatisfying(text -> assertThat(text).startsWith("its plate is not confirmed clear")));
    }

    @Test
    void aPrintThatBeganAndEndedWhileTheFarmWasStoppedKeepsThePlate() throws Exception {
        left.says(Activity.FINISHED, OptionalInt.of(5));
        awaitTask(5);
        restart(new ScriptedMachine(PRINTER));
        left.says(Activity.FINISHED, OptionalInt.of(5));
        awaitTask(5);
        assertThat(reason()).as("the print that was known before").isEmpty();

        restart(new ScriptedMachine(PRINTER));
        left.says(Activity.FINISHED, OptionalInt.of(6));
        awaitGate();
        dispatcher.clear("left");
        left.says(Activity.FINISHED, OptionalInt.of(6));
        assertThat(reason()).isEmpty();
    }

    @Test
    void aPrintThatBeganAndEndedWhileTheLinkWasCutKeepsThePlate() throws Exception {
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        OptionalInt task = OptionalInt.of(started().taskId());
        left.says(Activity.FINISHED, task);
        awaitState(job, State.DONE);
        dispatcher.clear("left");
        left.says(Activity.FINISHED, task);
        assertThat(reason()).as("its own print was cleared away").isEmpty();
        left.says(Connection.OFFLINE, Activity.UNKNOWN, OptionalInt.empty());
        left.says(Activity.FAILED, OptionalInt.of(7));
        awaitGate();
    }

    @Test
    void aJobSlicedForAnotherModelIsHeldAndPrintedWhenAPersonReleasesIt() throws Exception {
        String job = upload("part.gcode.3mf", FOR_AN_A1);
        dispatcher.jobs().send(job, Optional.of("left"), false);
        awaitState(job, State.HELD);
        assertThat(reasonOf(job))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("sliced for ")
                        .endsWith("./farm jobs release " + job + " prints it all the same"));
        assertThat(left.delivered).isEmpty();

        left.onDeliver = new DriverException(MachineFault.Code.TRANSFER, "the line broke", true);
        dispatcher.jobs().release(job);
        assertThat(left.delivered.take().jobId()).isEqualTo(job);
        left.onDeliver = null;
        assertThat(started().jobId())
                .as("it stays released when it is tried again")
                .isEqualTo(job);
    }

    @Test
    void whatIsCancelledAfterItsStartWasPublishedIsStoppedAndNeverSentAgain() throws Exception {
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        PrintOrder order = started();
        dispatcher.jobs().cancel(job);
        assertThat(left.commands.take()).isEqualTo(MachineCommand.STOP);
        awaitState(job, State.CANCELLED);
        awaitGate();
        left.says(Activity.PRINTING, OptionalInt.of(order.taskId()));
        await().untilAsserted(() -> assertThat(reason()).contains("prints something that did not come from here"));
        assertThat(repository.find(job).orElseThrow().state()).isEqualTo(State.CANCELLED);
        assertThat(left.started).isEmpty();
    }

    @Test
    void whatAPersonHasToStartIsStillWatchedForByItsNameAfterAKill() throws Exception {
        EnumSet<Capability> byHand = EnumSet.complementOf(EnumSet.of(Capability.START));
        left.can(byHand);
        left.says(Activity.IDLE, OptionalInt.empty());
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        await().untilAsserted(() -> assertThat(reasonOf(job))
                .hasValueSatisfying(text -> assertThat(text).endsWith("; press Print on the machine")));
        Attempt attempt = repository.dispatch().open("left").get(0);
        assertThat(attempt.byHand()).isTrue();
        assertThat(attempt.published()).isPresent();
        restart(new ScriptedMachine(PRINTER));
        left.can(byHand);
        left.says(Activity.PRINTING, OptionalInt.of(3), "cube_" + attempt.task());
        awaitState(job, State.PRINTING);
        assertThat(left.started).isEmpty();
    }

    @Test
    void aDriverThatCannotBeMadeSaysSoAndItsJobsWait() throws Exception {
        ScriptedMachine broken = new ScriptedMachine(PRINTER) {
            @Override
            public Driver create(MachineContext given, String settings) {
                throw new IllegalStateException("its author's fault");
            }
        };
        restart(broken);
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        await().untilAsserted(() ->
                assertThat(reason()).contains("its driver could not be made: a fault of the plugin; the log has more"));
        assertThat(repository.find(job).orElseThrow().state()).isEqualTo(State.QUEUED);
        dispatcher.jobs().cancel(job);
        awaitState(job, State.CANCELLED);
        assertThatThrownBy(() -> dispatcher.jobs().cancel(job)).isInstanceOf(DispatchException.class);
    }

    @Test
    void whatComesBackWithABackupIsHeldAndStartsNothing() throws Exception {
        dispatcher.pause("left", Optional.of("later"));
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        Path zip = folder.resolveSibling(folder.getFileName() + ".zip");
        try (JobArchive archive = JobArchive.open(InboxFolder.of(folder))) {
            FarmBackup.write(InboxFolder.of(folder), archive.copyRecord(), zip);
        }
        dispatcher.jobs().cancel(job);
        dispatcher.close();
        repository.close();
        FarmRestore.from(zip, folder, InboxFolder.of(folder));
        left = new ScriptedMachine(PRINTER);
        open();
        dispatcher.pause("left", Optional.empty());
        Job back = repository.find(job).orElseThrow();
        assertThat(back.state()).isEqualTo(State.HELD);
        assertThat(back.notes().reason())
                .contains("it came back with a backup and may be printed since; release it to print it");
        assertThat(dispatcher.machines().get(0).queued()).isZero();
        assertThat(left.delivered).isEmpty();
        dispatcher.jobs().release(job);
        assertThat(started().jobId()).isEqualTo(job);
    }
}
