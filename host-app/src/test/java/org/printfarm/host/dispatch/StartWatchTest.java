package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.host.dispatch.StartWatch.Kind;

/** What a machine's words say of a print that it was told to begin. */
final class StartWatchTest {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final MachineFault OLD = new MachineFault(MachineFault.Code.HARDWARE, "1", "old");

    private static MachineStatus status(
            Connection connection, Activity activity, OptionalInt task, MachineFault... faults) {
        return status(connection, activity, task, Optional.empty(), EnumSet.allOf(Capability.class), faults);
    }

    private static MachineStatus status(
            Connection connection,
            Activity activity,
            OptionalInt task,
            Optional<String> title,
            Set<Capability> can,
            MachineFault... faults) {
        return new MachineStatus(
                connection,
                activity,
                task,
                title,
                MachineStatus.Progress.NONE,
                MachineStatus.Temperatures.UNKNOWN,
                List.of(),
                List.of(),
                OptionalLong.empty(),
                List.of(faults),
                can);
    }

    private static final StartWatch WATCH = StartWatch.of(
            7, "cube_7", StartWatch.PATIENCE, status(Connection.ONLINE, Activity.FINISHED, OptionalInt.of(3), OLD));

    private static Kind judged(Activity activity, OptionalInt task, Duration waited, MachineFault... faults) {
        return WATCH.judge(status(Connection.ONLINE, activity, task, faults), waited, false)
                .kind();
    }

    @Test
    void onlyItsOwnNumberIsASign() {
        OptionalInt ours = OptionalInt.of(7);
        assertThat(judged(Activity.PREPARING, ours, SOON)).isEqualTo(Kind.PRINTING);
        assertThat(judged(Activity.PRINTING, ours, SOON)).isEqualTo(Kind.PRINTING);
        assertThat(judged(Activity.PAUSED, ours, SOON)).isEqualTo(Kind.PAUSED);
        assertThat(judged(Activity.FINISHED, ours, SOON)).isEqualTo(Kind.DONE);
        assertThat(judged(Activity.FAILED, ours, SOON)).isEqualTo(Kind.FAILED);
        assertThat(judged(Activity.PRINTING, OptionalInt.of(8), SOON)).isEqualTo(Kind.OTHER);
        assertThat(judged(Activity.PREPARING, OptionalInt.of(3), SOON))
                .as("the number comes after the state")
                .isEqualTo(Kind.WAITING);
        assertThat(judged(Activity.FINISHED, OptionalInt.of(3), SOON, OLD)).isEqualTo(Kind.WAITING);
    }

    @Test
    void withoutASignItIsUnconfirmedAndWithOneItHasLonger() {
        Duration late = StartWatch.PATIENCE.plus(SOON);
        assertThat(judged(Activity.FINISHED, OptionalInt.of(3), late)).isEqualTo(Kind.UNCONFIRMED);
        assertThat(judged(Activity.IDLE, OptionalInt.of(7), late)).isEqualTo(Kind.WAITING);
        assertThat(judged(Activity.IDLE, OptionalInt.of(7), late.plus(StartWatch.AFTER_SIGN)))
                .isEqualTo(Kind.UNCONFIRMED);
        assertThat(judged(Activity.PRINTING, OptionalInt.of(7), late.plus(StartWatch.AFTER_SIGN)))
                .isEqualTo(Kind.PRINTING);
        MachineStatus silent = status(Connection.OFFLINE, Activity.UNKNOWN, OptionalInt.empty());
        assertThat(WATCH.judge(silent, SOON, false).kind()).isEqualTo(Kind.WAITING);
        assertThat(WATCH.judge(silent, late, false).kind()).isEqualTo(Kind.UNCONFIRMED);
        for (PrinterModel slow : List.of(PrinterModel.H2D, PrinterModel.H2D_PRO, PrinterModel.H2C)) {
            assertThat(StartWatch.patience(Optional.of(slow))).isEqualTo(StartWatch.LONG_PATIENCE);
        }
    }

    @Test
    void aMachineThatIsSlowToLeaveFinishHasNotEndedWhatItHasNotBegun() {
        MachineStatus finished = status(Connection.ONLINE, Activity.FINISHED, OptionalInt.of(7));
        StartWatch slow = StartWatch.of(
                7, "cube_7", StartWatch.LONG_PATIENCE, status(Connection.ONLINE, Activity.FINISHED, OptionalInt.of(3)));
        assertThat(slow.judge(finished, SOON, false).kind()).isEqualTo(Kind.WAITING);
        assertThat(slow.judge(finished, SOON, true).kind()).isEqualTo(Kind.DONE);
        assertThat(slow.judge(finished, StartWatch.LONG_PATIENCE.plus(SOON), false)
                        .kind())
                .as("it was printed while nobody looked")
                .isEqualTo(Kind.DONE);
    }

    @Test
    void aNewErrorEndsItWithItsWordsAndAnOldOneDoesNot() {
        MachineFault error = new MachineFault(MachineFault.Code.HARDWARE, "0500-C010", "broken");
        assertThat(WATCH.judge(status(Connection.ONLINE, Activity.FAILED, OptionalInt.of(3), OLD, error), SOON, false))
                .isEqualTo(new StartWatch.Verdict(Kind.FAILED, Optional.of("0500-C010 broken")));
        MachineFault notice = new MachineFault(MachineFault.Code.NOTICE, "2", "looks at the first layer");
        assertThat(judged(Activity.FINISHED, OptionalInt.of(3), SOON, OLD, notice))
                .isEqualTo(Kind.WAITING);
    }

    @Test
    void aLinkThatIsAwayForAWhileSaysNothingOfAPrintThatRuns() {
        Duration late = StartWatch.PATIENCE.plus(SOON);
        MachineStatus away = status(Connection.OFFLINE, Activity.UNKNOWN, OptionalInt.empty());
        assertThat(WATCH.judge(away, late, true).kind()).isEqualTo(Kind.WAITING);
        StartWatch resumed = StartWatch.resumed(7, "cube_7", StartWatch.PATIENCE, false);
        assertThat(resumed.judge(status(Connection.ONLINE, Activity.IDLE, OptionalInt.empty(), OLD), SOON, false)
                        .kind())
                .as("nobody knows whether that error is new")
                .isEqualTo(Kind.WAITING);
        MachineStatus failed = status(Connection.ONLINE, Activity.FAILED, OptionalInt.of(7));
        StartWatch slow = StartWatch.of(7, "cube_7", StartWatch.LONG_PATIENCE, away);
        assertThat(slow.judge(failed, SOON, false).kind())
                .as("what failed was the print before")
                .isEqualTo(Kind.WAITING);
    }

    @Test
    void aPrintThatAPersonStartsIsKnownByItsName() {
        Set<Capability> deliverOnly = EnumSet.of(Capability.DELIVER, Capability.OBSERVE);
        MachineStatus before =
                status(Connection.ONLINE, Activity.IDLE, OptionalInt.empty(), Optional.empty(), deliverOnly);
        StartWatch watch = StartWatch.of(7, "cube_7", StartWatch.PATIENCE, before);
        assertThat(watch.byHand()).isTrue();
        assertThat(watch.judge(before, Duration.ofDays(3), false).kind()).isEqualTo(Kind.WAITING);
        MachineStatus other =
                status(Connection.ONLINE, Activity.PRINTING, OptionalInt.of(9), Optional.of("benchy"), deliverOnly);
        assertThat(watch.judge(other, SOON, false).kind()).isEqualTo(Kind.WAITING);
        MachineStatus ours =
                status(Connection.ONLINE, Activity.PRINTING, OptionalInt.of(9), Optional.of("cube_7"), deliverOnly);
        assertThat(watch.judge(ours, SOON, false).kind()).isEqualTo(Kind.PRINTING);
    }
}
