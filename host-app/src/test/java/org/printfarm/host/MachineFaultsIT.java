package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmSource;
import org.printfarm.host.app.Farms;
import org.printfarm.host.view.DoctorView.Finding;
import org.printfarm.host.view.MachineView;
import org.printfarm.simulator.SimulatedMachine;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;

/** What a farm's machines lack, and a printer with the serial of one, as the doctor names it. */
final class MachineFaultsIT {

    private static final String CODE = "Abcd1234";
    private static final int MQTT_PORT = 18_883;
    private static final int FTPS_PORT = 10_990;

    @TempDir
    private Path folder;

    @Test
    void eachHasItsSentenceAndTheHealthyMachineHasNone() throws Exception {
        FarmFile file = FarmFile.write(folder, 1, "{bind: on}");
        String healthy = Loopback.next().getHostAddress();
        String locked = Loopback.next().getHostAddress();
        String empty = Loopback.next().getHostAddress();
        Files.writeString(
                file.path(),
                Files.readString(file.path()) + "machines:\n" + entry("healthy", FarmFile.serial(1), healthy)
                        + entry("locked", FarmFile.serial(2), locked) + entry("empty", FarmFile.serial(3), empty));
        try (MachineRecord record = MachineRecord.open(null);
                SimulatedMachine one = machine(record, "healthy", FarmFile.serial(1), healthy, Set.of());
                SimulatedMachine two =
                        machine(record, "locked", FarmFile.serial(2), locked, Set.of(Fault.DEVELOPER_MODE_OFF));
                SimulatedMachine three = machine(record, "empty", FarmFile.serial(3), empty, Set.of(Fault.NO_STORAGE));
                FarmProcess process = FarmProcess.start(folder, "run").awaitReady();
                Farm farm = Farms.running(new FarmSource(file.path()))) {
            await().atMost(FarmProcess.PATIENCE).untilAsserted(() -> {
                farm.testMachine("locked");
                assertThat(farm.doctor("").farm())
                        .extracting(Finding::printer, Finding::code)
                        .map(pair -> pair.toList().get(0) + " " + pair.toList().get(1))
                        .containsExactlyInAnyOrder(
                                "bay-1 DUPLICATE_SERIAL", "locked START_NOT_ALLOWED", "empty NO_STORAGE");
            });
            assertThat(farm.doctor("").farm())
                    .extracting(Finding::cause)
                    .anyMatch(cause -> cause.contains("the serial of the machine healthy"))
                    .anyMatch(cause -> cause.contains("Developer Mode is off"))
                    .anyMatch(cause -> cause.contains("no storage"));
        }
    }

    @Test
    void oneThatNeverAnswersDoesNotDelayTheReadyLine() throws Exception {
        FarmFile file = FarmFile.write(folder, 1, "{bind: on}");
        Inet4Address silent = Loopback.next();
        Files.writeString(
                file.path(),
                Files.readString(file.path()) + "machines:\n"
                        + entry("silent", FarmFile.serial(2), silent.getHostAddress()));
        try (ServerSocket mute = new ServerSocket(MQTT_PORT, 1, silent);
                FarmProcess process = FarmProcess.start(folder, "run").awaitReady();
                Farm farm = Farms.running(new FarmSource(file.path()))) {
            assertThat(farm.machines())
                    .extracting(MachineView::id, MachineView::connection)
                    .as("it is given up after 10 s, and nothing is known of it yet")
                    .containsExactly(tuple("silent", "initializing"));
        }
    }

    private static String entry(String id, String serial, String address) {
        return "  %s: {driver: bambu, serial: %s, address: %s, access-code: %s, mqtt-port: %d, ftps-port: %d}%n"
                .formatted(id, serial, address, CODE, MQTT_PORT, FTPS_PORT);
    }

    private static SimulatedMachine machine(
            MachineRecord record, String id, String serial, String address, Set<Fault> faults) throws Exception {
        return SimulatedMachine.start(
                new MachineSpec(
                        id,
                        PrinterModel.P1S,
                        serial,
                        InetAddress.getByName(address),
                        CODE,
                        MQTT_PORT,
                        FTPS_PORT,
                        2_000_000,
                        20,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(240),
                        1L << 30,
                        0,
                        List.of("empty", "empty", "empty", "empty"),
                        faults),
                record);
    }
}
