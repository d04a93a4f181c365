package org.printfarm.bambu.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.TestOrders;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineFault.Code;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.api.driver.TraySlot;

class CommandsTest {

    @TempDir
    private Path folder;

    @Test
    void aStartNamesFilePlateAndTask() throws Exception {
        String start = start(List.of(), 1, Map.of());
        assertThat(start)
                .contains("\"command\":\"project_file\"", "\"sequence_id\":\"7\"", "\"task_id\":\"41\"")
                .contains(
                        "\"subtask_id\":\"41\"",
                        "\"url\":\"ftp://job%2041.gcode.3mf\"",
                        "\"file\":\"job 41.gcode.3mf\"")
                .contains("\"param\":\"Metadata/plate_1.gcode\"", "\"use_ams\":false", "\"ams_mapping\":[]")
                .contains("\"bed_type\":\"auto\"", "\"bed_leveling\":true");
    }

    @Test
    void theMappingIsWrittenBothWays() throws Exception {
        List<Optional<TraySlot>> channels = List.of(
                Optional.of(new TraySlot(1, 3)),
                Optional.empty(),
                Optional.of(new TraySlot(128, 0)),
                Optional.of(new TraySlot(TraySlot.EXTERNAL, 0)),
                Optional.of(new TraySlot(TraySlot.EXTERNAL_LEFT, 0)));
        assertThat(start(channels, 2, Map.of())).contains("\"ams_mapping\":[7,-1,128,255,254]");
        assertThat(start(channels.subList(3, 4), 1, Map.of()))
                .contains("\"ams_mapping\":[-1]", "\"ams_mapping2\":[{\"ams_id\":255,\"slot_id\":0}]")
                .contains("\"use_ams\":false");
        assertThat(start(channels.subList(0, 2), 1, Map.of()))
                .contains("{\"ams_id\":1,\"slot_id\":3},{\"ams_id\":255,\"slot_id\":255}")
                .contains("\"use_ams\":true");
    }

    @Test
    void optionsArePassedOnByNameAndNothingElseIs() throws Exception {
        String start = start(
                List.of(),
                1,
                Map.of(
                        "timelapse",
                        "true",
                        "bed_type",
                        "\"textured_plate\"",
                        "nozzle_offset_cali",
                        "2",
                        "task_id",
                        "\"5\"",
                        "flow_cali",
                        "{broken",
                        "header",
                        "{\"sign_string\":\"x\"}"));
        assertThat(start)
                .contains("\"timelapse\":true", "\"bed_type\":\"textured_plate\"", "\"nozzle_offset_cali\":2")
                .contains("\"task_id\":\"41\"", "\"flow_cali\":false")
                .doesNotContain("header", "sign");
    }

    @Test
    void commandsHaveTheirNumber() {
        assertThat(text(Commands.control(MachineCommand.STOP, "9"))).contains("\"command\":\"stop\"", "\"9\"");
        assertThat(text(Commands.control(MachineCommand.LIGHT_OFF, "9"))).contains("ledctrl", "\"led_mode\":\"off\"");
        assertThat(text(Commands.pushAll())).contains("pushall");
    }

    @Test
    void answersAreTakenOrRefused() {
        assertThat(answer("\"result\":\"SUCCESS\"").refusal()).isEmpty();
        assertThat(answer("\"result\":\"fail\"").refusal()).contains(Code.REFUSED);
        assertThat(answer("\"result\":\"failed\",\"err_code\":84033543").refusal())
                .contains(Code.START_NOT_ALLOWED);
        assertThat(answer("\"result\":\"failed\",\"err_code\":84033544").refusal())
                .contains(Code.REFUSED);
        assertThat(answer("\"result\":\"success\",\"err_code\":84033548").refusal())
                .contains(Code.START_NOT_ALLOWED);
    }

    private static MachineReport.Answer answer(String fields) {
        return (MachineReport.Answer) MachineReport.Reader.read(
                ("{\"print\":{\"command\":\"project_file\",\"sequence_id\":\"7\"," + fields + "}}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private String start(List<Optional<TraySlot>> mapping, int nozzles, Map<String, String> options) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        PrintOrder order = TestOrders.of(file, 41, mapping, options);
        return text(Commands.start(order, nozzles, "7"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
