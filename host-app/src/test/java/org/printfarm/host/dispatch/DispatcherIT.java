package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.CheckStep;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.api.job.PrintControl;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobStep;

/** From a queued job to a machine that prints it, or to a reason. */
final class DispatcherIT extends DispatchStage {

    private static final OptionalInt NONE = OptionalInt.empty();

    @Test
    void aJobIsDeliveredStartedFollowedAndItsPlateMustBeCleared() throws Exception {
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        PrintOrder order = started();
        assertThat(order.jobId()).isEqualTo(job);
        assertThat(order.fileName()).matches("cube_[0-9]+\\.gcode");
        assertThat(left.delivered).hasSize(1);
        OptionalInt task = OptionalInt.of(order.taskId());
        left.says(Activity.PREPARING, task);
        awaitState(job, State.PRINTING);
        left.says(Activity.PAUSED, task);
        awaitState(job, State.PAUSED);
        left.says(Activity.PRINTING, task);
        awaitState(job, State.PRINTING);
        left.says(Activity.FINISHED, task);
        awaitState(job, State.DONE);
        assertThat(repository.dispatch().steps(job))
                .extracting(JobStep::state)
                .containsExactly(
                        State.RECEIVED,
                        State.QUEUED,
                        State.ASSIGNED,
                        State.SENDING,
                        State.STARTING,
                        State.PRINTING,
                        State.PAUSED,
                        State.PRINTING,
                        State.DONE);

        String next = upload("other");
        dispatcher.jobs().send(next, Optional.of("left"), false);
        assertThat(reason()).contains("its plate is not confirmed clear: ./farm machines clear left");
        assertThat(repository.find(next).orElseThrow().state()).isEqualTo(State.QUEUED);
        dispatcher.clear("left");
        assertThat(started().jobId()).isEqualTo(next);
        assertThat(left.started).isEmpty();
    }

    @Test
    void whatFailsBeforeTheStartIsTriedThreeTimesAndThenHeldWithItsReason() throws Exception {
        left.onDeliver = new DriverException(MachineFault.Code.TRANSFER, "the line broke", true);
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        await().atMost(40, TimeUnit.SECONDS)
                .until(() -> repository.find(job).orElseThrow().state() == State.HELD);
        assertThat(left.delivered).hasSize(MachineDelivery.MAX_TRIES);
        assertThat(left.started).isEmpty();
        assertThat(repository.find(job).orElseThrow().notes().reason()).contains("the line broke");

        left.onDeliver = null;
        dispatcher.jobs().retry(job);
        assertThat(started().jobId()).isEqualTo(job);
    }

    @Test
    void whatAPersonHasToMendIsNotTriedAgain() throws Exception {
        left.onDeliver = new DriverException(MachineFault.Code.NO_STORAGE, "put an SD card in", false);
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        awaitState(job, State.HELD);
        assertThat(left.delivered).hasSize(1);
        assertThat(repository.find(job).orElseThrow().notes().reason()).contains("put an SD card in");
    }

    @Test
    void aMachineThatBeganSomethingElseMeanwhileIsNotStarted() throws Exception {
        left.mayDeliver.drainPermits();
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        assertThat(left.delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
        left.says(Activity.PRINTING, OptionalInt.of(5));
        left.mayDeliver.release(10);
        awaitState(job, State.QUEUED);
        assertThat(left.started).isEmpty();
        await().untilAsserted(() -> assertThat(reason()).contains("prints something that did not come from here"));
        left.says(Activity.FINISHED, OptionalInt.of(5));
        await().untilAsserted(() ->
                assertThat(reason()).hasValueSatisfying(text -> assertThat(text).contains("plate")));
    }

    @Test
    void anErrorOfTheMachineEndsTheAttempt() throws Exception {
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        started();
        left.says(
                Activity.FAILED,
                OptionalInt.of(3),
                new MachineFault(MachineFault.Code.HARDWARE, "0500-C010", "the upload is broken"));
        awaitState(job, State.FAILED);
        assertThat(repository.find(job).orElseThrow().notes().reason()).contains("0500-C010 the upload is broken");
    }

    @Test
    void afterAKillBeforeTheStartTheJobIsSentAgainAndAfterItTheMachineIsAsked() throws Exception {
        left.mayDeliver.drainPermits();
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        assertThat(left.delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
        restart(new ScriptedMachine(PRINTER));
        PrintOrder order = started();
        assertThat(order.jobId()).isEqualTo(job);

        ScriptedMachine same = new ScriptedMachine(PRINTER);
        restart(same);
        assertThat(reason()).contains("has job " + job);
        same.says(Activity.PRINTING, OptionalInt.of(order.taskId()));
        awaitState(job, State.PRINTING);
        same.says(Activity.FINISHED, OptionalInt.of(order.taskId()));
        awaitState(job, State.DONE);
        assertThat(same.started).isEmpty();
        assertThat(same.delivered).isEmpty();
    }

    @Test
    void aPersonCanHoldReleaseCancelAndPause() throws Exception {
        dispatcher.pause("left", Optional.of("nozzle is changed"));
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        assertThat(reason()).contains("paused: nozzle is changed");
        dispatcher.jobs().hold(job);
        assertThat(repository.find(job).orElseThrow().state()).isEqualTo(State.HELD);
        dispatcher.pause("left", Optional.empty());
        dispatcher.jobs().release(job);
        OptionalInt task = OptionalInt.of(started().taskId());
        left.says(Activity.PRINTING, task);
        awaitState(job, State.PRINTING);
        dispatcher.jobs().cancel(job);
        assertThat(left.commands.poll(20, TimeUnit.SECONDS)).isEqualTo(MachineCommand.STOP);
        awaitState(job, State.CANCELLED);

        assertThatThrownBy(() -> dispatcher.jobs().cancel(job))
                .hasMessage("job " + job + " is cancelled and cannot be cancelled");
        assertThatThrownBy(() -> dispatcher.jobs().send(job, Optional.of("lefd"), false))
                .hasMessage("there is no machine or pool lefd; there are left");
        assertThatThrownBy(() -> dispatcher.jobs().hold("99")).hasMessage("there is no job 99");
    }

    @Test
    void aDeliveryThatIsCancelledEnds() throws Exception {
        left.mayDeliver.drainPermits();
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        assertThat(left.delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(reason().orElse("")).matches("has job " + job + ", (50|49) % of its file sent");
        dispatcher.jobs().cancel(job);
        awaitState(job, State.CANCELLED);
        assertThat(left.started).isEmpty();
    }

    @Test
    void whatCanOnlyBeDeliveredIsDoneThen() throws Exception {
        restart(new ScriptedMachine(EnumSet.of(Capability.DELIVER)));
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        awaitState(job, State.DONE);
        assertThat(left.delivered).hasSize(1);
        assertThat(left.started).isEmpty();
        String next = upload("next");
        dispatcher.jobs().send(next, Optional.of("left"), false);
        awaitState(next, State.DONE);
    }

    @Test
    void aJobOfAMachineThatHasGoneIsHeld() throws Exception {
        dispatcher.pause("left", Optional.of("later"));
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        dispatcher.close();
        Dispatcher other = Dispatcher.open(
                List.of(machine("right", new ScriptedMachine(PRINTER))),
                PoolPlan.NONE,
                repository,
                one -> "{}",
                (machine, status, at, queued) -> {},
                scheduler,
                Clock.systemUTC(),
                1,
                Others.NONE);
        Job held = repository.find(job).orElseThrow();
        other.close();
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.notes().reason())
                .contains("its machine or pool, left, is not in farm.yaml any more; ./farm jobs send " + job
                        + " MACHINE sends it to another");
    }

    @Test
    void aMachineThatGoesIsWatchedUntilItsPrintIsOverAndWhatWaitsForItIsHeld() throws Exception {
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        OptionalInt task = OptionalInt.of(started().taskId());
        left.says(Activity.PRINTING, task);
        awaitState(job, State.PRINTING);
        String next = upload("next");
        dispatcher.jobs().send(next, Optional.of("left"), false);

        dispatcher.reload(List.of(machine("right", new ScriptedMachine(PRINTER))), PoolPlan.NONE, Set.of());
        assertThat(repository.find(next).orElseThrow().state()).isEqualTo(State.HELD);
        assertThat(repository.find(next).orElseThrow().notes().reason())
                .contains("its machine or pool, left, is not in farm.yaml any more; ./farm jobs send " + next
                        + " MACHINE sends it to another");
        assertThat(dispatcher.machines())
                .extracting(report -> report.machine().id())
                .containsExactly("right", "left");
        left.says(Activity.FINISHED, task);
        awaitState(job, State.DONE);
        await().untilAsserted(() -> assertThat(dispatcher.machines())
                .extracting(report -> report.machine().id())
                .containsExactly("right"));
        dispatcher.jobs().send(next, Optional.of("right"), false);
        awaitState(next, State.STARTING);
    }

    @Test
    void aMachineThatIsReachedInAnotherWayFollowsWhatItPrintsAndTakesTheNextJob() throws Exception {
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        OptionalInt task = OptionalInt.of(started().taskId());
        ScriptedMachine anew = new ScriptedMachine(PRINTER);
        dispatcher.reload(List.of(machine("left", anew)), PoolPlan.NONE, Set.of());
        assertThat(reason()).contains("its settings have changed, and a job is on its way to it");
        left.says(Activity.PRINTING, task);
        awaitState(job, State.PRINTING);
        await().untilAsserted(() -> assertThat(reason()).contains("has job " + job));
        await().untilAsserted(() -> {
            anew.says(Activity.FINISHED, task);
            assertThat(repository.find(job).orElseThrow().state()).isEqualTo(State.DONE);
        });
        assertThat(anew.started).isEmpty();
        dispatcher.clear("left");
        String next = upload("next");
        dispatcher.jobs().send(next, Optional.of("left"), false);
        assertThat(anew.started.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(left.started).isEmpty();
    }

    @Test
    void whatAPrinterThatHasGoneLeftWaitingIsHeldAndASecondThoughtKeepsAMachine() throws Exception {
        dispatcher.pause("left", Optional.of("later"));
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        dispatcher.reload(List.of(machine("left", left)), PoolPlan.NONE, Set.of("bay-2"));
        assertThat(repository.find(job).orElseThrow().state()).isEqualTo(State.QUEUED);
        dispatcher.reload(List.of(machine("left", left)), PoolPlan.NONE, Set.of("bay-1"));
        assertThat(repository.find(job).orElseThrow().notes().reason())
                .contains("the printer bay-1 is not in farm.yaml any more; ./farm jobs release " + job
                        + " sends it all the same");
        dispatcher.jobs().release(job);
        dispatcher.pause("left", Optional.empty());
        OptionalInt task = OptionalInt.of(started().taskId());
        left.says(Activity.PRINTING, task);
        awaitState(job, State.PRINTING);
        dispatcher.reload(List.of(), PoolPlan.NONE, Set.of());
        dispatcher.reload(List.of(machine("left", left)), PoolPlan.NONE, Set.of());
        left.says(Activity.FINISHED, task);
        awaitState(job, State.DONE);
        assertThat(dispatcher.machines()).hasSize(1);
    }

    @Test
    void theSameFileIsSentToThePrintersMachineAgain() throws Exception {
        String job = upload("cube");
        assertThatThrownBy(() -> dispatcher.jobs().send(job, Optional.empty(), false))
                .hasMessage("job " + job + ": its printer sends to no machine; name one: ./farm jobs send " + job
                        + " MACHINE");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        assertThatThrownBy(() -> dispatcher.jobs().send(job, Optional.of("left"), false))
                .hasMessageMatching("(a machine has job|job) " + job + "(, or may have it| is queued already).*");
        OptionalInt task = OptionalInt.of(started().taskId());
        left.says(Activity.FINISHED, task);
        awaitState(job, State.DONE);
        dispatcher.clear("left");
        dispatcher.jobs().send(job, Optional.empty(), false);
        assertThat(started().taskId()).isGreaterThan(task.getAsInt());
        left.says(Activity.IDLE, NONE);
    }

    @Test
    void whatAMachineIsAtCanNeitherBeSentElsewhereNorDeleted() throws Exception {
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        started();
        assertThatThrownBy(() -> dispatcher.jobs().send(job, Optional.of("left"), false))
                .hasMessage("a machine has job " + job + ", or may have it: ./farm jobs retry " + job + " or cancel "
                        + job + " first");
        assertThat(repository.delete(Set.of(job))).isZero();
        assertThat(repository.find(job)).isPresent();
        dispatcher.jobs().cancel(job);
        awaitState(job, State.CANCELLED);
        assertThat(repository.delete(Set.of(job))).isEqualTo(1);
    }

    @Test
    void anotherPrintIsNotStoppedByCancellingAJob() throws Exception {
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        started();
        left.says(Activity.PRINTING, NONE);
        await().untilAsserted(() ->
                assertThat(dispatcher.machines().get(0).status().activity()).isEqualTo(Activity.PRINTING));
        dispatcher.jobs().cancel(job);
        awaitState(job, State.CANCELLED);
        assertThat(left.commands).isEmpty();
    }

    @Test
    void aTestOfAMachineTellsWhatItsDriverFindsOrElseWhetherItIsReached() throws Exception {
        await().untilAsserted(
                        () -> assertThat(dispatcher.check("left")).containsExactly(CheckStep.passed("connection")));
        MachineFault off = new MachineFault(MachineFault.Code.UNREACHABLE, "", "nobody answers");
        left.says(Connection.OFFLINE, Activity.UNKNOWN, NONE, off);
        await().untilAsserted(() ->
                assertThat(dispatcher.check("left")).containsExactly(CheckStep.failed("connection", off)));
        left.checks = List.of(CheckStep.passed("login"), CheckStep.skipped("upload"));
        assertThat(dispatcher.check("left")).isEqualTo(left.checks);
        assertThatThrownBy(() -> dispatcher.check("nobody")).hasMessageContaining("there is no machine nobody");
    }

    @Test
    void aSlicerTakesItsJobOutOfTheQueue() throws Exception {
        dispatcher.pause("left", Optional.of("later"));
        String job = upload("cube");
        dispatcher.jobs().send(job, Optional.of("left"), false);
        dispatcher.jobs().steer(job, PrintControl.STOP);
        awaitState(job, State.CANCELLED);
        assertThat(left.delivered).isEmpty();
    }
}
