package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.FarmFile;
import org.printfarm.host.view.DiscoverReport;
import org.printfarm.host.view.FoundPrinter;
import org.printfarm.host.view.MachineProposal;
import org.printfarm.simulator.SimulatedMachine;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;

/** Which of the printers that were heard are proposed, by what their MQTT port shows. */
final class MachineScanIT {

    private static final int MQTT_PORT = 18_883;
    private static final String SERIAL = "030123456789041";

    @TempDir
    private Path folder;

    private static final Inet4Address HERE = Loopback.next();
    private static final Inet4Address NOBODY = Loopback.next();

    private static FoundPrinter heard(String serial, String name, String address) {
        return new FoundPrinter(serial, name, PrinterModel.A1_MINI.wireCode(), address, "", 1, List.of());
    }

    @Test
    void whatShowsACertificateWithItsSerialIsProposedAndWrittenWhenItsCodeIsThere() throws Exception {
        FarmFile file = FarmFile.write(folder, 1, "{bind: on}");
        FarmSource source = new FarmSource(file.path());
        DiscoverReport report = new DiscoverReport(
                List.of(
                        heard(SERIAL, "Left: one", HERE.getHostAddress()),
                        heard("030123456789042", "Right", HERE.getHostAddress()),
                        heard("030123456789043", "Off", NOBODY.getHostAddress()),
                        heard(FarmFile.serial(1), "Bay 1", HERE.getHostAddress())),
                List.of());
        try (MachineRecord record = MachineRecord.open(null);
                SimulatedMachine machine = SimulatedMachine.start(spec(), record)) {
            MachineProposal shown = MachineScan.add(source, report, MQTT_PORT, true);
            assertThat(shown.lines())
                    .singleElement()
                    .asString()
                    .isEqualTo("left-one: {driver: bambu, model: \"A1 mini\", serial: \"" + SERIAL + "\", address: "
                            + HERE.getHostAddress() + ", access-code: \"${file:secrets/left-one}\"}");
            assertThat(shown.written()).as("its code is missing").isFalse();
            assertThat(shown.notes())
                    .anyMatch(note -> note.contains("030123456789042") && note.contains("does not name that serial"))
                    .anyMatch(note -> note.contains("030123456789043") && note.contains("nobody"))
                    .anyMatch(note -> note.contains("write the access code of left-one"))
                    .hasSize(3);
            Files.createDirectories(folder.resolve("secrets"));
            Files.writeString(folder.resolve("secrets/left-one"), "Abcd1234\n");
            assertThat(MachineScan.add(source, report, MQTT_PORT, true).written())
                    .isTrue();
            assertThat(Files.readString(file.path())).contains("machines:\n  left-one: {driver: bambu");
            assertThat(MachineScan.add(source, report, MQTT_PORT, true).lines())
                    .as("known")
                    .isEmpty();
            assertThat(record.of("m", MachineRecord.Kind.LOGIN_REFUSED)).isEmpty();
            assertThat(machine.spec().serial()).isEqualTo(SERIAL);
        }
    }

    private static MachineSpec spec() throws Exception {
        return new MachineSpec(
                "m",
                PrinterModel.A1_MINI,
                SERIAL,
                HERE,
                "Abcd1234",
                MQTT_PORT,
                10_990,
                100_000,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1L << 20,
                0,
                List.of(),
                Set.of());
    }
}
