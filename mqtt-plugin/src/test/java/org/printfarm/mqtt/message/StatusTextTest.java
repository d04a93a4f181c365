package org.printfarm.mqtt.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestRequests;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.mqtt.model.JobFields;
import org.printfarm.mqtt.model.StatusReport;

/** The full status, field by field, for every model of the protocol notes. */
class StatusTextTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long FREE = 5_000_000_000L;
    private static final long TOTAL = 32_000_000_000L;

    @ParameterizedTest
    @EnumSource(PrinterModel.class)
    void everyModelReadsIdleAndShowsWhatASlicerNeedsToSend(PrinterModel model) throws IOException {
        JsonNode print = status(model, PrintPhase.IDLE, Optional.empty());
        assertThat(print.path("command").textValue()).isEqualTo("push_status");
        assertThat(print.path("msg").isInt()).isTrue();
        assertThat(print.path("msg").intValue()).isZero();
        assertThat(print.path("sequence_id").textValue()).isEqualTo("41");
        assertThat(print.path("gcode_state").textValue()).isEqualTo("IDLE");
        for (String zero : List.of(
                "mc_percent",
                "mc_remaining_time",
                "layer_num",
                "total_layer_num",
                "print_error",
                "bed_target_temper",
                "nozzle_target_temper",
                "ams_status",
                "hw_switch_state")) {
            assertThat(print.path(zero).isNumber()).as(zero).isTrue();
            assertThat(print.path(zero).intValue()).as(zero).isZero();
        }
        assertThat(print.path("stg").isArray()).isTrue();
        assertThat(print.path("stg")).isEmpty();
        assertThat(print.path("stg_cur").intValue()).isEqualTo(-1);
        assertThat(print.path("home_flag").intValue() & 256).isEqualTo(256);
        assertThat(print.path("sdcard").booleanValue()).isTrue();
        assertThat(print.at("/storage/free").longValue()).isEqualTo(FREE);
        assertThat(print.at("/storage/total").longValue()).isEqualTo(TOTAL);
        assertThat(print.path("nozzle_diameter").textValue()).isEqualTo("0.4");
        assertThat(print.path("nozzle_type").textValue()).matches("(hardened|stainless)_steel|HS0[15](-0.4)?");
        assertThat(print.path("wifi_signal").textValue()).isEqualTo("-44dBm");
    }

    @ParameterizedTest
    @EnumSource(PrinterModel.class)
    void noModelAsksForAnythingOrSteersASlicerAway(PrinterModel model) throws IOException {
        JsonNode print = status(model, PrintPhase.IDLE, Optional.empty());
        assertThat(print.path("mc_print_stage").asText()).isEqualTo("1");
        assertThat(print.path("gcode_file").textValue()).isEmpty();
        assertThat(print.path("subtask_name").textValue()).isEmpty();
        assertThat(print.at("/upgrade_state/dis_state").intValue()).isZero();
        assertThat(print.at("/upgrade_state/force_upgrade")).isEqualTo(BooleanNode.FALSE);
        assertThat(print.path("hms").isArray()).isTrue();
        assertThat(print.path("hms")).isEmpty();
        assertThat(Long.parseLong(print.path("fun").asText("0"), 16) >> 31 & 1).isZero();
        assertThat(Long.parseLong(print.path("fun2").asText("0"), 16) & 1).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gcode_file_prepare_percent",
                "cooling_fan_speed",
                "big_fan1_speed",
                "big_fan2_speed",
                "heatbreak_fan_speed",
                "task_id",
                "subtask_id",
                "project_id",
                "profile_id"
            })
    void theseAreNumbersWrittenAsText(String field) throws IOException {
        JsonNode value =
                status(PrinterModel.X1C, PrintPhase.IDLE, Optional.empty()).path(field);
        assertThat(value.isTextual()).as(field).isTrue();
        assertThat(value.textValue()).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bed_temper",
                "/nozzle_temper",
                "/chamber_temper",
                "/spd_lvl",
                "/spd_mag",
                "/mc_print_stage",
                "/lights_report/0/node",
                "/online/ahb",
                "/online/rfid",
                "/online/version",
                "/upgrade_state/dis_state",
                "/upgrade_state/force_upgrade",
                "/ipcam/ipcam_dev",
                "/xcam/buildplate_marker_detector",
                "/hms",
                "/gcode_file",
                "/subtask_name"
            })
    void theseAreThere(String pointer) throws IOException {
        assertThat(status(PrinterModel.P1S, PrintPhase.IDLE, Optional.empty())
                        .at(pointer)
                        .isMissingNode())
                .as(pointer)
                .isFalse();
    }

    @Test
    void uploadAddressIsTheAdvertisedOneInReverse() throws IOException {
        Printer bound = printer(PrinterModel.P1S);
        Printer behindNat = new Printer(
                bound.id(),
                bound.identity(),
                Loopback.of("127.0.0.1"),
                Loopback.of("192.168.3.132"),
                bound.accessCode());
        JsonNode print = JSON.readTree(
                        StatusText.of(StatusReport.of(behindNat, idle())).numbered(1, FREE))
                .path("print");
        assertThat(print.at("/net/info/0/ip").longValue()).isEqualTo(0x8403_A8C0L);
    }

    @ParameterizedTest
    @EnumSource(
            value = PrinterModel.class,
            names = {"X2D", "H2D", "H2D_PRO", "H2C"})
    void dualNozzleModelsReportTwoNozzlesAndKeepToTheirPorts(PrinterModel model) throws IOException {
        JsonNode print = status(model, PrintPhase.IDLE, Optional.empty());
        assertThat(print.at("/device/nozzle/info")).hasSize(model == PrinterModel.H2C ? 7 : 2);
        assertThat(print.at("/device/nozzle/info/1/type").textValue()).matches("HS0[15]");
        assertThat(print.at("/device/nozzle/exist").intValue() & 3).isEqualTo(3);
        assertThat(print.at("/device/extruder/info")).hasSize(2);
        assertThat(print.at("/device/extruder/state").intValue() & 0xF).isEqualTo(2);
        assertThat(Long.parseLong(print.path("fun").textValue(), 16) >> 31 & 1).isZero();
        assertThat(Long.parseLong(print.path("fun2").asText("0"), 16) & 1).isZero();
        assertThat(Long.parseLong(print.path("aux").textValue(), 16) >> 12 & 3).isOne();
        assertThat(print.path("vir_slot")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = PrinterModel.class,
            names = {"A1", "A1_MINI", "P1P"})
    void smallModelsReportTheirOneNozzle(PrinterModel model) throws IOException {
        JsonNode print = status(model, PrintPhase.IDLE, Optional.empty());
        assertThat(print.path("nozzle_type").textValue()).isEqualTo("stainless_steel");
        assertThat(print.has("device")).isFalse();
        assertThat(print.has("fun")).isFalse();
        assertThat(print.has("vir_slot")).isFalse();
        assertThat(print.at("/vt_tray/id").textValue()).isEqualTo("254");
    }

    @ParameterizedTest
    @EnumSource(PrintPhase.class)
    void everyPhaseShowsTheJobAsTheSlicerSentIt(PrintPhase phase) throws IOException {
        PrintRequest request = TestRequests.of(
                "a%20b.3mf", "a b", 1, Optional.empty(), Map.of("task_id", "77"), Loopback.of("127.0.0.1"));
        JsonNode print =
                status(PrinterModel.P1S, phase, phase == PrintPhase.IDLE ? Optional.empty() : Optional.of(request));
        assertThat(print.path("gcode_state").textValue()).isEqualTo(phase.name());
        if (phase != PrintPhase.IDLE) {
            assertThat(print.path("gcode_file").textValue()).isEqualTo("a%20b.3mf");
            assertThat(print.path("subtask_name").textValue()).isEqualTo("a b");
            assertThat(print.path("task_id").textValue()).isEqualTo("77");
        }
        boolean taken = phase != PrintPhase.IDLE && phase != PrintPhase.FAILED;
        assertThat(print.path("gcode_file_prepare_percent").textValue()).isEqualTo(taken ? "100" : "0");
        assertThat(print.path("print_error").intValue() != 0).isEqualTo(phase == PrintPhase.FAILED);
    }

    @Test
    void runningPrintShowsHowFarItIs() throws IOException {
        PrintRequest request = TestRequests.of("a.3mf", "a", 1, Optional.empty(), Map.of(), Loopback.of("127.0.0.1"));
        PrintStatus running = new PrintStatus(
                PrintPhase.RUNNING,
                Optional.of(request),
                new PrintProgress(33, 7, 20, Duration.ofSeconds(61)),
                Optional.empty(),
                Optional.empty(),
                FREE,
                TOTAL);
        JsonNode print = print(StatusReport.of(printer(PrinterModel.P1S), running));
        assertThat(print.path("mc_percent").intValue()).isEqualTo(33);
        assertThat(print.path("layer_num").intValue()).isEqualTo(7);
        assertThat(print.path("total_layer_num").intValue()).isEqualTo(20);
        assertThat(print.path("mc_remaining_time").intValue()).isEqualTo(2);
        assertThat(print.path("stg_cur").intValue()).isZero();
        assertThat(print.path("mc_print_stage").textValue()).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource(PrintFailure.class)
    void everyFailureHasAnErrorNumber(PrintFailure failure) throws IOException {
        PrintStatus failed = new PrintStatus(
                PrintPhase.FAILED,
                Optional.empty(),
                PrintProgress.NONE,
                Optional.of(failure),
                Optional.empty(),
                FREE,
                TOTAL);
        JsonNode print = print(StatusReport.of(printer(PrinterModel.P1S), failed));
        assertThat(print.path("print_error").intValue())
                .isIn(
                        failure == PrintFailure.STOPPED
                                ? List.of(JobFields.CANCELLED)
                                : List.of(JobFields.FILE_MISSING, JobFields.FILE_UNUSABLE));
        assertThat(print.path("fail_reason").textValue())
                .isEqualTo(String.valueOf(print.path("print_error").intValue()));
    }

    @Test
    void indentIsFourSpacesAndTheNumberIsPutInAtEachPush() {
        StatusText text = StatusText.of(StatusReport.of(printer(PrinterModel.P1S), idle()));
        String first = new String(text.numbered(9, FREE), StandardCharsets.UTF_8);
        assertThat(first).startsWith("{\n    \"print\": {\n        \"command\": \"push_status\",\n");
        assertThat(new String(text.numbered(10, FREE), StandardCharsets.UTF_8))
                .isEqualTo(first.replace("\"sequence_id\": \"9\"", "\"sequence_id\": \"10\""));
    }

    @ParameterizedTest
    @EnumSource(PrinterModel.class)
    void roomLeftIsPutInAtEachPushWhateverTheSlicerSent(PrinterModel model) throws IOException {
        String trap = "\"storage\": {\n \"free\": " + FREE;
        PrintRequest request =
                TestRequests.of(trap, trap, 1, Optional.empty(), Map.of("task_id", trap), Loopback.of("127.0.0.1"));
        StatusReport report =
                StatusReport.of(printer(model), new PrintStatus(PrintPhase.PREPARE, Optional.of(request), FREE, TOTAL));
        StatusText text = StatusText.of(report);
        ObjectNode before = (ObjectNode) JSON.readTree(text.numbered(1, FREE));

        ObjectNode fuller = (ObjectNode) JSON.readTree(text.numbered(1, 7));

        assertThat(fuller.at("/print/storage/free").longValue()).isEqualTo(7);
        assertThat(fuller.at("/print/gcode_file").textValue()).isEqualTo(trap);
        ((ObjectNode) fuller.at("/print/storage")).put("free", FREE);
        assertThat(fuller).isEqualTo(before);
    }

    private static JsonNode status(PrinterModel model, PrintPhase phase, Optional<PrintRequest> request)
            throws IOException {
        StatusReport report = StatusReport.of(printer(model), new PrintStatus(phase, request, FREE, TOTAL));
        return print(report);
    }

    private static JsonNode print(StatusReport report) throws IOException {
        return JSON.readTree(StatusText.of(report).numbered(41, FREE)).path("print");
    }

    private static PrintStatus idle() {
        return new PrintStatus(PrintPhase.IDLE, Optional.empty(), FREE, TOTAL);
    }

    private static Printer printer(PrinterModel model) {
        PrinterIdentity identity =
                new PrinterIdentity(model.serialPrefix() + "00A000000001", model, "Bay", "01.09.00.00");
        return TestPrinters.with("bay", identity, Loopback.of("192.168.3.132"));
    }
}
