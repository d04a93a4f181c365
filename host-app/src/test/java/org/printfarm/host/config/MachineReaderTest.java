package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines, and the printers that send to them, as the file says it. */
final class MachineReaderTest {

    @TempDir
    private Path folder;

    private Farms farm(String printer, String machines) {
        return new Farms(folder).load("""
                farm: {name: workshop}
                printers:
                  bay-1: {access-code: '%s', address: 192.168.1.51%s}
                %s
                """.formatted(Farms.SECRET, printer, machines));
    }

    @Test
    void aPrinterSendsToAMachine() {
        Farms farms = farm(", send-to: left, show: ready", """
                machines:
                  left: {driver: bambu, name: Left one, tags: [pla-room, big], plate-gate: off, serial: S, address: 192.168.1.21}
                  nas: {driver: folder, deliver: uploads, path: /srv/jobs}
                """);
        assertThat(farms.messages()).isEmpty();
        assertThat(farms.printer("bay-1").sendTo())
                .contains(new SendTo("left", Optional.of(SendTo.Show.READY), List.of()));
        List<MachineEntry> machines = farms.config().machines();
        assertThat(machines).extracting(MachineEntry::id).containsExactly("left", "nas");
        MachineEntry left = machines.get(0);
        assertThat(left.name()).isEqualTo("Left one");
        assertThat(left.tags()).containsExactly("pla-room", "big");
        assertThat(left.plateGate()).contains(false);
        assertThat(left.takes()).isEqualTo(MachineEntry.Takes.PRINTS);
        assertThat(left.driver().type()).isEqualTo("bambu");
        Problems problems = new Problems();
        ServiceEntry.TrackedSettings settings = left.driver().settings(problems);
        assertThat(settings.text("serial")).contains("S");
        settings.reportUnknownKeys();
        assertThat(problems.mistakes())
                .extracting(Problem::key)
                .as("the driver did not ask for it; what the host reads is no key of the driver's")
                .containsExactly("machines.left.address");
        assertThat(machines.get(1).name()).isEqualTo("nas");
        assertThat(machines.get(1).plateGate()).isEqualTo(Optional.empty());
        assertThat(machines.get(1).takes()).isEqualTo(MachineEntry.Takes.UPLOADS);
    }

    @Test
    void everyMistakeNamesItsPlaceAndTheMend() {
        assertThat(farm(", send-to: lefd", "machines: {left: {driver: bambu}}").messages())
                .containsExactly(
                        "farm.yaml:3:68 printers.bay-1.send-to: expected the id of a machine or a pool, got \"lefd\""
                                + " (did you mean left?)");
        assertThat(farm(", send-to: left", "").messages())
                .containsExactly(
                        "farm.yaml:3:68 printers.bay-1.send-to: expected the id of a machine or a pool, got \"left\""
                                + " (there is none: write it under machines)");
        assertThat(farm("", "machines: {bay-1: {driver: bambu}}").messages())
                .containsExactly("farm.yaml:4:12 machines.bay-1: expected an id of its own, got that of printers.bay-1"
                        + " (farm.yaml:3:3)");
        assertThat(farm("", "machines: {Left: {}}").messages())
                .containsExactly(
                        "farm.yaml:4:12 machines.Left: expected an id of 1 to 32 small letters, digits and dashes"
                                + " (did you mean left?)",
                        "farm.yaml:4:12 machines.Left.driver: expected a driver's type, for instance bambu, got nothing");
        assertThat(farm(", show: mirrow", "machines: {left: {driver: bambu, plate-gate: maybe}}")
                        .messages())
                .containsExactly(
                        "farm.yaml:3:65 printers.bay-1.show: expected mirror, ready, merged or configured, got \"mirrow\""
                                + " (did you mean mirror?)",
                        "farm.yaml:4:46 machines.left.plate-gate: expected on or off, got \"maybe\"");
    }
}
