package org.printfarm.bambu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineFault.Code;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.MachineStatus.FittedNozzle;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineRecord.Kind;

/** What is told of a machine before anything is sent to it. */
class EnrolmentIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = PrinterModel.class,
            names = {"X1C", "P1S", "A1", "H2D"})
    void aMachineTellsWhatItHasAndCan(PrinterModel model) throws IOException {
        try (Trial trial = Trial.on(model).online()) {
            MachineStatus status = trial.status();
            assertThat(status.capabilities()).containsExactlyInAnyOrder(Capability.values());
            assertThat(status.activity()).isEqualTo(Activity.IDLE);
            assertThat(status.faults()).isEmpty();
            assertThat(status.nozzles()).extracting(FittedNozzle::diameter).containsExactly("0.4");
            assertThat(status.temperatures().nozzle()).hasValue(25.0);
            assertThat(status.trays()).hasSize(5);
            assertThat(status.trays().get(0).material()).contains("PLA");
            assertThat(status.trays().get(0).colour()).contains("FF0000");
            assertThat(status.trays().get(1).material()).isEmpty();
            assertThat(status.trays().get(2).slot()).isEqualTo(new TraySlot(0, 2));
            assertThat(status.trays().get(4).slot()).isEqualTo(new TraySlot(TraySlot.EXTERNAL, 0));
            assertThat(trial.host().statuses().get(0).connection()).isEqualTo(Connection.INITIALIZING);
        }
    }

    @Test
    void aMachineThatIsOffComesOnlineWhenItIsSwitchedOnAndOfflineWhenItIsUnplugged() throws IOException {
        try (Trial trial = Trial.on(PrinterModel.P1S, Fault.OFF)) {
            assertThat(trial.fault(Code.UNREACHABLE).text()).contains("nobody answers");
            assertThat(trial.status().connection()).isEqualTo(Connection.OFFLINE);
            trial.machine().plugIn();
            trial.online();
            trial.machine().unplug();
            await().atMost(Trial.PATIENCE).until(() -> trial.host().is(Connection.OFFLINE));
            trial.machine().plugIn();
            trial.online();
        }
    }

    @Test
    void anotherSerialAtTheAddressIsTold() throws IOException {
        try (Trial trial = Trial.on(PrinterModel.P1S, Fault.OTHER_SERIAL)) {
            assertThat(trial.fault(Code.OTHER_SERIAL).text()).contains("another machine answers");
            assertThat(trial.done(Kind.CONNECTED)).isEmpty();
            assertThat(trial.done(Kind.LOGIN_REFUSED)).isEmpty();
        }
    }

    @Test
    void aChangedCertificateIsAnAlarmUntilAPersonTrustsIt() throws IOException {
        try (Trial trial = Trial.on(PrinterModel.X1C).online()) {
            trial.machine().unplug();
            trial.machine().plugIn();
            await().atMost(Trial.PATIENCE)
                    .until(() -> trial.done(Kind.CONNECTED).size() == 2);
            trial.online();
            trial.machine().unplug();
            trial.machine().state().set(Fault.OTHER_CERTIFICATE, true);
            trial.machine().plugIn();
            MachineFault changed = trial.fault(Code.PIN_CHANGED);
            assertThat(trial.status().connection()).isEqualTo(Connection.OFFLINE);
            trial.restartWith(Map.of());
            assertThat(trial.fault(Code.PIN_CHANGED)).isEqualTo(changed);
            assertThat(trial.done(Kind.CONNECTED)).hasSize(2);
            Matcher pin = Pattern.compile("certificate-sha256: ([0-9a-f]{64})").matcher(changed.text());
            assertThat(pin.find()).isTrue();
            trial.restartWith(Map.of("certificate-sha256", pin.group(1)));
            trial.online();
        }
    }

    @Test
    void aCertificateIsCheckedAgainstTheCaThatIsGiven() throws IOException {
        try (Trial trial = Trial.on(PrinterModel.X1C).online()) {
            trial.restartWith(
                    Map.of("ca", pem(trial.host().recall("certificate")).toString()));
            assertThat(trial.fault(Code.PIN_CHANGED).text()).contains("not issued by the CA");
        }
    }

    @Test
    void aWrongCodeIsToldAndTheRightOneLetsIn() throws IOException {
        try (Trial trial = Trial.on(PrinterModel.A1, Fault.WRONG_CODE)) {
            assertThat(trial.fault(Code.WRONG_CODE).text())
                    .contains("access-code")
                    .doesNotContain(TestMachines.CODE);
            trial.machine().state().set(Fault.WRONG_CODE, false);
            trial.online();
        }
    }

    @Test
    void aMachineWhoseConnectionsAreUsedUpIsTold() throws IOException {
        try (Trial trial = Trial.on(PrinterModel.A1, Fault.CONNECTIONS_USED_UP)) {
            assertThat(trial.fault(Code.TOO_MANY_CONNECTIONS).text()).contains("closes the connection");
        }
    }

    /** P1 and A1 say nothing of it in their reports. */
    @ParameterizedTest
    @EnumSource(
            value = PrinterModel.class,
            names = {"X1C", "P1S", "A1"})
    void withoutDeveloperModeAMachineIsDeliverOnlyInWordsBeforeTheFirstJob(PrinterModel model) throws IOException {
        try (Trial trial = Trial.on(model, Fault.DEVELOPER_MODE_OFF).online()) {
            assertThat(trial.fault(Code.START_NOT_ALLOWED).text()).contains("Developer Mode is off");
            assertThat(trial.status().capabilities()).containsExactlyInAnyOrder(Capability.DELIVER, Capability.OBSERVE);
            assertThat(trial.host().introduction()).anyMatch(line -> line.contains("Developer Mode is off"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PrinterModel.class,
            names = {"X1C", "P1S"})
    void aMachineIsIntroducedByFirmwareDeveloperModeAndStorage(PrinterModel model) throws IOException {
        try (Trial trial = Trial.on(model).online()) {
            await().atMost(Trial.PATIENCE)
                    .untilAsserted(() -> assertThat(trial.host().introduction())
                            .containsExactly(
                                    "firmware 01.09.00.00",
                                    "Developer Mode is on: prints are started from here",
                                    "its storage is in order"));
        }
        try (Trial trial = Trial.on(model, Fault.NO_STORAGE).online()) {
            await().atMost(Trial.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(trial.host().introduction()).anyMatch(line -> line.contains("no storage")));
        }
    }

    @Test
    void withoutStorageAMachineTakesNoFile() throws IOException {
        try (Trial trial = Trial.on(PrinterModel.P2S, Fault.NO_STORAGE).online()) {
            assertThat(trial.fault(Code.NO_STORAGE).text()).contains("no storage");
            assertThat(trial.status().capabilities()).containsExactlyInAnyOrder(Capability.CONTROL, Capability.OBSERVE);
        }
    }

    @Test
    void reportsThatHoldOnlyWhatChangedLeaveTheRestAsItWas() throws IOException {
        try (Trial trial = Trial.on(PrinterModel.P1S).online()) {
            trial.machine().state().printAtItsScreen();
            await().atMost(Trial.PATIENCE).until(() -> trial.activity() == Activity.FINISHED);
            assertThat(trial.status().trays()).hasSize(5);
            assertThat(trial.status().nozzles())
                    .extracting(FittedNozzle::diameter)
                    .containsExactly("0.4");
            assertThat(trial.status().taskId()).isEmpty();
            assertThat(trial.status().progress().percent()).isEqualTo(100);
        }
    }

    /** Another CA than the machine's: the driver's own test needs none that is right. */
    private Path pem(Optional<String> unused) throws IOException {
        byte[] other = org.printfarm.api.contract.TestTls.shared().chain().stream()
                .map(EnrolmentIT::encoded)
                .findFirst()
                .orElseThrow();
        return Files.writeString(
                folder.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(other)
                        + "\n-----END CERTIFICATE-----\n");
    }

    private static byte[] encoded(java.security.cert.X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
