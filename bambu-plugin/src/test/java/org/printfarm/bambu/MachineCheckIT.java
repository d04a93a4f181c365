package org.printfarm.bambu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.driver.CheckStep;
import org.printfarm.api.driver.CheckStep.Outcome;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineFault.Code;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineRecord.Kind;

/** Each fault of a machine is named by the step of a check at which a print would fail. */
class MachineCheckIT {

    /** The API's. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({"X1C", "A1"})
    void aMachineInOrderPassesEveryStepAndKeepsNothing(PrinterModel model) throws Exception {
        try (Trial trial = Trial.on(model).online()) {
            assertThat(check(trial))
                    .allSatisfy(step -> assertThat(step.outcome()).isEqualTo(Outcome.PASSED));
            assertThat(trial.done(Kind.UPLOADED)).hasSize(1);
            assertThat(trial.done(Kind.STARTED)).isEmpty();
            assertThat(trial.machine().state().storage().list()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P1S, OFF, connection, UNREACHABLE",
        "P1S, OTHER_SERIAL, identity, OTHER_SERIAL",
        "A1, WRONG_CODE, login, WRONG_CODE",
        "A1, CONNECTIONS_USED_UP, login, TOO_MANY_CONNECTIONS",
        "X1C, DEVELOPER_MODE_OFF, command, START_NOT_ALLOWED",
        "P1S, DEVELOPER_MODE_OFF, command, START_NOT_ALLOWED",
        "P2S, NO_STORAGE, storage, NO_STORAGE",
        "X1C, STORAGE_FULL, upload, STORAGE_FULL",
        "X1C, DATA_TLS_HANGS, upload, DATA_CHANNEL",
        "X1C, REFUSES_START, command, REFUSED",
    })
    void aFaultIsNamedAtItsStep(PrinterModel model, Fault fault, String step, Code code) throws Exception {
        try (Trial trial = Trial.on(model, fault)) {
            MachineFault found = onlyFault(check(trial), step);
            assertThat(found.code()).isEqualTo(code);
            assertThat(found.text()).isNotBlank().doesNotContain(TestMachines.CODE);
            assertThat(trial.machine().state().storage().list()).isEmpty();
            assertThat(trial.done(Kind.STARTED)).isEmpty();
        }
    }

    @Test
    void aWrongAddressIsNamed() throws Exception {
        InetAddress other = Loopback.next();
        try (Trial trial = Trial.on(PrinterModel.X1C).online();
                ServerSocket noPrinter = new ServerSocket(0, 1, other)) {
            trial.restartWith(
                    Map.of("address", other.getHostAddress(), "mqtt-port", Integer.toString(noPrinter.getLocalPort())));
            MachineFault found = onlyFault(check(trial), "connection");
            assertThat(found.code()).isEqualTo(Code.UNREACHABLE);
            assertThat(found.text()).contains("is this the machine's address");
        }
    }

    @Test
    void aChangedPinIsNamed() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.X1C).online()) {
            trial.machine().unplug();
            trial.machine().state().set(Fault.OTHER_CERTIFICATE, true);
            trial.machine().plugIn();
            await().atMost(Trial.PATIENCE).until(() -> trial.host().has(Code.PIN_CHANGED));
            assertThat(onlyFault(check(trial), "identity").code()).isEqualTo(Code.PIN_CHANGED);
        }
    }

    @Test
    void aPrintOfOthersIsNamedAndNothingIsSentMeanwhile() throws Exception {
        try (Trial trial = Trial.on(TestMachines.spec(PrinterModel.X1C, TestMachines.FAST, 1, Fault.FOREIGN_PRINT))) {
            List<CheckStep> steps = check(trial);
            assertThat(onlyFault(steps, "rest").code()).isEqualTo(Code.BUSY);
            assertThat(steps).contains(CheckStep.skipped("upload"));
            assertThat(trial.done(Kind.UPLOADED)).isEmpty();
        }
    }

    /** Some firmware of these hangs on TLS for data: that is no fault, and is found out before the first job. */
    @Test
    void anA1WhoseDataTlsHangsTakesFilesAllTheSame() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.A1, Fault.DATA_TLS_HANGS).online()) {
            assertThat(check(trial)).contains(CheckStep.passed("upload"));
            assertThat(trial.host().recall("data-channel")).contains("clear");
        }
    }

    @Test
    void aCheckWaitsForNoFurtherAttemptToConnect() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.A1, Fault.WRONG_CODE)) {
            assertThat(trial.fault(Code.WRONG_CODE)).isNotNull();
            trial.machine().state().set(Fault.WRONG_CODE, false);
            assertThat(check(trial)).contains(CheckStep.passed("login"));
        }
    }

    private static List<CheckStep> check(Trial trial) throws InterruptedException {
        long begin = System.nanoTime();
        List<CheckStep> steps = trial.driver().check();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT);
        assertThat(steps)
                .extracting(CheckStep::name)
                .containsExactly("connection", "identity", "login", "rest", "errors", "storage", "upload", "command");
        return steps;
    }

    private static MachineFault onlyFault(List<CheckStep> steps, String step) {
        assertThat(steps)
                .filteredOn(one -> one.outcome() == Outcome.FAILED)
                .extracting(CheckStep::name)
                .containsExactly(step);
        return steps.stream()
                .map(CheckStep::fault)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }
}
