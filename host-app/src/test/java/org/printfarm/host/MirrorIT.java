package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.simulator.SimulatedMachine;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;

/** A slicer at a printer, and the machine behind it: what it does is seen, and what is done at the slicer reaches it. */
class MirrorIT {

    private static final String MACHINE = Loopback.next().getHostAddress();
    private static final String MACHINE_CODE = "Abcd1234";
    private static final int MQTT_PORT = 18_883;
    private static final int FTPS_PORT = 10_990;

    /** What the machine says when it runs out of filament. */
    private static final long HMS_ATTR = 0x07002000L;

    @TempDir
    private Path folder;

    private MachineRecord record;
    private SimulatedMachine machine;
    private FarmProcess farm;
    private SlicerAtWork slicer;

    @BeforeEach
    void switchOn() throws Exception {
        record = MachineRecord.open(null);
        machine = SimulatedMachine.start(
                new MachineSpec(
                        "left",
                        PrinterModel.P1S,
                        "01P00A000000091",
                        InetAddress.getByName(MACHINE),
                        MACHINE_CODE,
                        MQTT_PORT,
                        FTPS_PORT,
                        2_000_000,
                        20,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(240),
                        1L << 30,
                        0,
                        List.of("PLA #FF0000 GFA00", "PETG #00FF00 GFG00", "empty", "empty"),
                        Set.of()),
                record);
        FarmFile file = FarmFile.write(folder, 1, "{mqtt: on, ftp: {port: " + SlicerAtWork.FTP_PORT + "}}");
        Files.writeString(
                file.path(),
                Files.readString(file.path()).replace("{name: Bay 1", "{send-to: left, name: Bay 1")
                        + "machines:\n  left: {driver: bambu, serial: 01P00A000000091, address: " + MACHINE
                        + ", access-code: " + MACHINE_CODE + ", mqtt-port: " + MQTT_PORT + ", ftps-port: " + FTPS_PORT
                        + "}\n");
        farm = FarmProcess.start(folder, "run").awaitReady();
        slicer = new SlicerAtWork(file.addresses().get(0), FarmFile.serial(1)).connect();
    }

    @AfterEach
    void switchOff() throws Exception {
        slicer.close();
        farm.close();
        machine.close();
        record.close();
    }

    @Test
    void theSlicerSeesTheMachineAndReachesIt() throws Exception {
        JsonNode rest =
                report("the machine at rest", print -> print.path("bed_temper").asDouble() == 24.0);
        assertThat(rest.at("/ams/ams/0/tray/0/tray_color").asText()).isEqualTo("FF0000FF");
        assertThat(rest.at("/ams/ams/0/tray/1/tray_type").asText()).isEqualTo("PETG");

        print("first.gcode");
        slicer.awaitState("PREPARE", "first.gcode");
        report(
                "the print",
                print -> print.path("gcode_state").asText().equals("RUNNING")
                        && print.path("nozzle_temper").asDouble() == 220.0);
        assertThat(answer("{\"print\":{\"sequence_id\":\"1\",\"command\":\"pause\"}}"))
                .isEqualTo("success");
        slicer.awaitState("PAUSE", "first.gcode");
        setAtThePanel();

        print("second.gcode");
        machine.state().set(Fault.PAUSES_WITH_ERROR, true);
        assertThat(answer("{\"print\":{\"sequence_id\":\"7\",\"command\":\"resume\"}}"))
                .isEqualTo("success");
        JsonNode broken = report("its error", MirrorIT::hasRunOut);
        assertThat(broken.path("gcode_file").asText()).as("the other waits").contains("first.gcode");
        assertThat(broken.path("mc_percent").asInt()).isBetween(50, 99);
        FarmProcess jobs = FarmProcess.run(folder, "jobs");
        assertThat(jobs.out()).contains("second.gcode", "queued");

        assertThat(answer("{\"print\":{\"sequence_id\":\"8\",\"command\":\"stop\"}}"))
                .isEqualTo("success");
        slicer.awaitState("PREPARE", "second.gcode");
        assertThat(record.of("left", MachineRecord.Kind.STARTED))
                .as("its plate is not clear")
                .hasSize(1);
        assertThat(commands()).containsSubsequence("pause", "light on", "gcode_line M140 S60", "resume", "stop");
        assertThat(farm.err()).doesNotContain(MACHINE_CODE);
    }

    private void setAtThePanel() throws Exception {
        assertThat(answer("{\"system\":{\"sequence_id\":\"2\",\"command\":\"ledctrl\",\"led_node\":\"chamber_light\","
                        + "\"led_mode\":\"on\"}}"))
                .isEqualTo("success");
        assertThat(answer("{\"print\":{\"sequence_id\":\"3\",\"command\":\"gcode_line\",\"param\":\"M140 S60\\n\"}}"))
                .isEqualTo("success");
        report("the bed's target", print -> print.path("bed_target_temper").asDouble() == 60.0);
        assertThat(answer("{\"print\":{\"sequence_id\":\"4\",\"command\":\"gcode_line\",\"param\":\"G28\\n\"}}"))
                .as("is not passed on, and not said to be done")
                .isEqualTo("fail");
        machine.state().set(Fault.DEVELOPER_MODE_OFF, true);
        assertThat(answer("{\"print\":{\"sequence_id\":\"5\",\"command\":\"print_speed\",\"param\":\"2\"}}"))
                .as("the machine refuses")
                .isEqualTo("fail");
        machine.state().set(Fault.DEVELOPER_MODE_OFF, false);
    }

    private void print(String file) throws Exception {
        byte[] text = (file + "\nG28\n").getBytes(StandardCharsets.UTF_8);
        slicer.upload(Map.of(file, text));
        slicer.print(
                file, HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text)));
    }

    /** What becomes of a request. */
    private String answer(String request) throws Exception {
        slicer.request(request);
        String number = request.replaceAll(".*\"sequence_id\":\"(\\d)\".*", "$1");
        return slicer.await(
                        "the answer to " + request,
                        report -> report.findPath("sequence_id").asText().equals(number)
                                && !report.findPath("result").isMissingNode())
                .findPath("result")
                .asText();
    }

    private JsonNode report(String what, Predicate<JsonNode> wanted) throws InterruptedException {
        return slicer.await(
                        what,
                        report -> report.at("/print/command").asText().equals("push_status")
                                && wanted.test(report.path("print")))
                .path("print");
    }

    private static boolean hasRunOut(JsonNode print) {
        return print.path("gcode_state").asText().equals("PAUSE")
                && print.path("hms").findValues("attr").stream().anyMatch(attr -> attr.asLong() == HMS_ATTR);
    }

    private List<String> commands() {
        return record.of("left", MachineRecord.Kind.COMMAND).stream()
                .map(entry -> String.valueOf(entry.details().get("command")))
                .toList();
    }
}
