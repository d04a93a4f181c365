package org.printfarm.bambu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineFault.Code;
import org.printfarm.api.driver.MachineSetting;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineRecord.Kind;

/** Starts and commands, and what comes of them. */
class PrintIT {

    private static final int SMALL = 20_000;

    /** A print of 150 s takes 30 s. */
    private static final int SLOW = 5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = PrinterModel.class,
            names = {"X1C", "P1S", "A1_MINI", "H2S"})
    void aDeliveredFileIsPrintedToItsEnd(PrinterModel model) throws Exception {
        try (Trial trial = Trial.on(model).online()) {
            PrintOrder order = delivered(trial);
            trial.driver().start(order);
            await().atMost(Trial.PATIENCE).until(() -> trial.activity() == Activity.FINISHED);
            assertThat(trial.status().taskId()).hasValue(order.taskId());
            assertThat(trial.status().title()).contains("cube");
            assertThat(trial.host().statuses())
                    .extracting(status -> status.activity())
                    .contains(Activity.PREPARING, Activity.PRINTING, Activity.FINISHED);
            assertThat(trial.done(Kind.STARTED))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.details())
                            .containsEntry("task", Integer.toString(order.taskId()))
                            .containsEntry("file", order.fileName())
                            .containsEntry("plate", "Metadata/plate_1.gcode")
                            .containsEntry("use_ams", "false"));
        }
    }

    @Test
    void theMappingIsThatOfTheWire() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.X1C).online()) {
            PrintOrder order = delivered(trial);
            trial.driver()
                    .start(with(
                            order,
                            List.of(
                                    Optional.of(new TraySlot(0, 2)),
                                    Optional.empty(),
                                    Optional.of(new TraySlot(TraySlot.EXTERNAL, 0)))));
            await().atMost(Trial.PATIENCE).until(() -> !trial.done(Kind.STARTED).isEmpty());
            assertThat(trial.done(Kind.STARTED).get(0).details())
                    .containsEntry("mapping", "[2,-1,-1]")
                    .containsEntry("use_ams", "true");
            assertThatThrownBy(() -> trial.driver().start(with(order, List.of(Optional.empty()))))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("no tray is chosen");
        }
    }

    @Test
    void nothingIsStartedOnAMachineThatPrintsSomethingElse() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.A1_MINI, Fault.FOREIGN_PRINT).online()) {
            PrintOrder order = delivered(trial);
            assertThat(refusal(trial, order).code()).isEqualTo(Code.BUSY);
            assertThat(trial.done(Kind.STARTED)).isEmpty();
            assertThat(trial.done(Kind.BROKEN_OFF)).isEmpty();
        }
    }

    @Test
    void aRefusalIsToldAndMayBeTriedAgain() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.X1C, Fault.REFUSES_START).online()) {
            DriverException refused = refusal(trial, delivered(trial));
            assertThat(refused.code()).isEqualTo(Code.REFUSED);
            assertThat(refused.isRetryable()).isTrue();
            trial.machine().state().set(Fault.REFUSES_START, false);
            PrintOrder order = delivered(trial);
            trial.driver().start(order);
            await().atMost(Trial.PATIENCE).until(() -> trial.status().taskId().isPresent());
        }
    }

    @Test
    void aP1WhoseDeveloperModeIsSwitchedOffMeanwhileIsDeliverOnlyAfterItsFirstRefusal() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.P1S).online()) {
            trial.machine().state().set(Fault.DEVELOPER_MODE_OFF, true);
            assertThat(trial.status().capabilities()).contains(Capability.START);
            DriverException refused = refusal(trial, delivered(trial));
            assertThat(refused.code()).isEqualTo(Code.START_NOT_ALLOWED);
            assertThat(refused.isRetryable()).isFalse();
            assertThat(trial.fault(Code.START_NOT_ALLOWED).detail()).isEqualTo("0500-0500-0001-0007");
            assertThat(trial.status().capabilities()).containsExactlyInAnyOrder(Capability.DELIVER, Capability.OBSERVE);
        }
    }

    @Test
    void aStartThatMayHaveLeftIsNoFailureAndTheMachineTellsWhatCameOfIt() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.X1C, Fault.CUT_AFTER_START).online()) {
            PrintOrder order = delivered(trial);
            trial.driver().start(order);
            await().atMost(Trial.PATIENCE)
                    .until(() -> trial.status().taskId().equals(java.util.OptionalInt.of(order.taskId())));
            assertThat(trial.done(Kind.STARTED)).hasSize(1);
        }
        try (Trial trial = Trial.on(PrinterModel.X1C, Fault.CUT_BEFORE_START).online()) {
            trial.driver().start(delivered(trial));
            await().atMost(Trial.PATIENCE)
                    .until(() -> trial.done(Kind.CONNECTED).size() > 1);
            assertThat(trial.done(Kind.STARTED)).isEmpty();
        }
    }

    @Test
    void aStartToAMachineThatIsGoneCertainlyDidNotLeave() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.X1C).online()) {
            PrintOrder order = delivered(trial);
            trial.machine().unplug();
            trial.fault(Code.UNREACHABLE);
            DriverException gone = refusal(trial, order);
            assertThat(gone.code()).isEqualTo(Code.UNREACHABLE);
            assertThat(gone.isRetryable()).isTrue();
        }
    }

    @Test
    void aMachineThatAnswersLateIsNotSentItsStartTwice() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.X1C, Fault.SILENT_START).online()) {
            trial.driver().start(delivered(trial));
            assertThat(trial.done(Kind.STARTED)).hasSize(1);
        }
    }

    @Test
    void aFaultInTheMiddleIsToldWithItsCodeAndText() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.P1S, Fault.PAUSES_WITH_ERROR).online()) {
            trial.driver().start(delivered(trial));
            await().atMost(Trial.PATIENCE).until(() -> trial.activity() == Activity.PAUSED);
            MachineFault paused = trial.fault(Code.HARDWARE);
            assertThat(paused.detail()).isEqualTo("0700-2000-0002-0001");
            assertThat(paused.text()).contains("an AMS").contains("ran out");
        }
        try (Trial trial = Trial.on(PrinterModel.X1C, Fault.FAILS_WITH_ERROR).online()) {
            trial.driver().start(delivered(trial));
            await().atMost(Trial.PATIENCE).until(() -> trial.activity() == Activity.FAILED);
            assertThat(trial.status().faults())
                    .extracting(MachineFault::detail)
                    .contains("0300-0100-0001-0001", "0300_8001");
        }
        try (Trial trial = Trial.on(PrinterModel.X1C, Fault.UPLOAD_UNREADABLE).online()) {
            trial.driver().start(delivered(trial));
            assertThat(trial.fault(Code.HARDWARE).text()).contains("cannot be read");
        }
    }

    @Test
    void pauseResumeStopAndLightReachTheMachine() throws Exception {
        try (Trial trial = Trial.on(TestMachines.spec(PrinterModel.X1C, TestMachines.FAST, SLOW))
                .online()) {
            trial.driver().start(delivered(trial));
            await().atMost(Trial.PATIENCE).until(() -> trial.activity().isBusy());
            trial.driver().control(MachineCommand.PAUSE);
            await().atMost(Trial.PATIENCE).until(() -> trial.activity() == Activity.PAUSED);
            trial.driver().control(MachineCommand.RESUME);
            await().atMost(Trial.PATIENCE).until(() -> trial.activity() != Activity.PAUSED);
            trial.driver().control(MachineCommand.LIGHT_ON);
            trial.driver().set(new MachineSetting(MachineSetting.Kind.BED, 0, 60));
            trial.driver().set(new MachineSetting(MachineSetting.Kind.FAN, 2, 40));
            trial.driver().set(new MachineSetting(MachineSetting.Kind.SPEED, 0, 3));
            await().atMost(Trial.PATIENCE)
                    .until(() -> trial.status().temperatures().bedTarget().equals(OptionalDouble.of(60)));
            trial.driver().control(MachineCommand.STOP);
            await().atMost(Trial.PATIENCE).until(() -> trial.activity() == Activity.FAILED);
            assertThat(trial.done(Kind.COMMAND))
                    .extracting(entry -> entry.details().get("command"))
                    .containsExactly(
                            "pause",
                            "resume",
                            "light on",
                            "gcode_line M140 S60",
                            "gcode_line M106 P2 S102",
                            "print_speed 3",
                            "stop");
            assertThatThrownBy(() -> trial.driver().control(MachineCommand.STOP))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("refused");
        }
    }

    private PrintOrder delivered(Trial trial) throws DriverException, InterruptedException, IOException {
        PrintOrder order = Trial.order(folder, SMALL);
        trial.driver().deliver(order, sent -> {});
        return order;
    }

    private static DriverException refusal(Trial trial, PrintOrder order) {
        return catchThrowableOfType(DriverException.class, () -> trial.driver().start(order));
    }

    private static PrintOrder with(PrintOrder order, List<Optional<TraySlot>> mapping) {
        return new PrintOrder(
                order.jobId(),
                order.taskId(),
                order.fileName(),
                order.title(),
                order.bytes(),
                order.md5(),
                order.sha256(),
                order.content(),
                order.plate(),
                mapping,
                Map.of("bed_leveling", "false"),
                order.document());
    }
}
