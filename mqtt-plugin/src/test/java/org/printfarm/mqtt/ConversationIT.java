package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestRequests;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.api.job.MachineReadings;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.mqtt.TestFarm.Running;
import org.printfarm.mqtt.client.Packet;
import org.printfarm.mqtt.client.Packets;
import org.printfarm.mqtt.client.RawClient;
import org.printfarm.mqtt.model.JobFields;

/** What a slicer says after login, and what it gets. */
class ConversationIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PROJECT_FILE = """
            {"print":{"command":"project_file","sequence_id":"20007","param":"Metadata/plate_2.gcode",
            "url":"ftp:///My%20Part.gcode.3mf","subtask_name":"My Part","md5":"0123456789abcdef0123456789abcdef",
            "use_ams":false,"timelapse":1,"ams_mapping":[0,1]}}""";

    private final TestFarm farm = new TestFarm();

    @AfterEach
    void closeFarm() {
        farm.close();
    }

    @Test
    void subscriberGetsAFullStatusAtOnceAndThenAtLeastEveryFiveSeconds() throws IOException {
        Running printer = farm.start();
        try (RawClient client = subscriber(printer)) {
            JsonNode first = json(client.report("push_status")).path("print");
            long begin = System.nanoTime();
            JsonNode second = json(client.report("push_status")).path("print");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            assertThat(first.path("gcode_state").textValue()).isEqualTo("IDLE");
            assertThat(first.path("sequence_id").isTextual()).isTrue();
            assertThat(second.path("sequence_id").asLong())
                    .isGreaterThan(first.path("sequence_id").asLong());
        }
    }

    @Test
    void pushallAndStartAreAnsweredAtOnceWithAFullStatus() throws IOException {
        Running printer = farm.start();
        try (RawClient client = subscriber(printer)) {
            client.report("push_status");
            for (String command : List.of("pushall", "start")) {
                client.send(request(printer, "{\"pushing\":{\"command\":\"" + command + "\",\"sequence_id\":\"1\"}}"));
                assertThat(client.report("push_status").topic()).isEqualTo("device/" + printer.serial() + "/report");
            }
        }
    }

    @Test
    void nulAtTheEndOfAPayloadDoesNotMatter() throws IOException {
        Running printer = farm.start();
        try (RawClient client = subscriber(printer)) {
            client.send(request(printer, "{\"info\":{\"command\":\"get_version\",\"sequence_id\":7}}\0"));
            JsonNode info = json(client.report("get_version")).path("info");
            assertThat(info.path("sequence_id").intValue()).isEqualTo(7);
            assertThat(info.path("module").findValuesAsText("name")).contains("ota", "esp32", "mc", "th");
        }
    }

    @Test
    void accessCodeAndCertificateAreHandedOut() throws IOException {
        Running printer = farm.start();
        try (RawClient client = subscriber(printer)) {
            client.send(request(printer, "{\"system\":{\"command\":\"get_access_code\",\"sequence_id\":\"8\"}}"));
            assertThat(json(client.report("get_access_code"))
                            .at("/system/access_code")
                            .textValue())
                    .isEqualTo(TestPrinters.ACCESS_CODE);
            client.send(request(printer, "{\"security\":{\"command\":\"app_cert_install\",\"sequence_id\":\"9\"}}"));
            JsonNode security = json(client.report("app_cert_install")).path("security");
            assertThat(security.path("result").textValue()).isEqualTo("SUCCESS");
            assertThat(security.path("printer_cert").textValue()).startsWith("-----BEGIN CERTIFICATE-----\n");
        }
    }

    @Test
    void answersCarryTheSerialThatTheClientUses() throws IOException {
        Running printer = farm.start();
        try (RawClient client = RawClient.loggedIn(printer.address(), "slicer").subscribed("00M00A000000000")) {
            assertThat(client.report("push_status").topic()).isEqualTo("device/00M00A000000000/report");
            client.send(Packets.publish(
                    "device/00M00A000000000/request",
                    "{\"info\":{\"command\":\"get_version\",\"sequence_id\":\"1\"}}"));
            assertThat(client.report("get_version").topic()).isEqualTo("device/00M00A000000000/report");
        }
    }

    @Test
    void printRequestGoesToTheHostAndItsAnswerComesBeforeTheStates() throws IOException {
        Running printer = farm.start();
        try (RawClient client = subscriber(printer)) {
            client.report("push_status");
            client.send(request(printer, PROJECT_FILE));
            JsonNode print = json(client.report("project_file")).path("print");
            assertThat(print.path("result").textValue()).isEqualTo("SUCCESS");
            assertThat(print.path("gcode_state").textValue()).isEqualTo("PREPARE");
            assertThat(print.path("sequence_id").textValue()).isEqualTo("20007");
            PrintRequest request = printer.context().intake().requests().get(0);
            assertThat(request.files()).containsExactly("My%20Part.gcode.3mf", "My Part.gcode.3mf");
            assertThat(request.document()).isEqualTo(PROJECT_FILE);
            assertThat(request.plate()).hasValue(2);
            assertThat(request.md5()).contains("0123456789ABCDEF0123456789ABCDEF");
            assertThat(request.options())
                    .containsExactly(
                            Map.entry("use_ams", "false"),
                            Map.entry("timelapse", "1"),
                            Map.entry("ams_mapping", "[0,1]"));
            become(printer, PrintPhase.PREPARE, request);
            assertThat(json(client.report("\"gcode_state\": \"PREPARE\""))
                            .at("/print/subtask_name")
                            .textValue())
                    .isEqualTo("My Part");
            become(printer, PrintPhase.FINISH, request);
            JsonNode finish = json(client.report("\"gcode_state\": \"FINISH\"")).path("print");
            assertThat(finish.path("gcode_file_prepare_percent").textValue()).isEqualTo("100");
            assertThat(printer.context().codes(Kind.PRINT_REQUESTED)).containsExactly("ACCEPTED");
        }
    }

    @Test
    void answersGoToEverySessionButTheAccessCodeOnlyToWhoAsked() throws IOException {
        Running printer = farm.start();
        try (RawClient asking = subscriber(printer);
                RawClient watching =
                        RawClient.loggedIn(printer.address(), "watching").subscribed(printer.serial())) {
            watching.report("push_status");
            asking.send(request(printer, "{\"system\":{\"command\":\"get_access_code\",\"sequence_id\":\"8\"}}"));
            asking.report("get_access_code");
            asking.send(request(printer, PROJECT_FILE));
            Packet first = watching.next(Packets.PUBLISH);
            while (!first.payload().contains("project_file")) {
                assertThat(first.payload()).contains("push_status");
                first = watching.next(Packets.PUBLISH);
            }
            assertThat(json(first).at("/print/result").textValue()).isEqualTo("SUCCESS");
            asking.send(request(printer, "{\"info\":{\"command\":\"get_version\",\"sequence_id\":7}}"));
            watching.report("get_version");
        }
    }

    @Test
    void clientThatIsShownItsPrintIsToldToTheHostAndAnotherOneIsNot() throws IOException {
        Running printer = farm.start();
        PrintRequest mine = TestRequests.of("a.3mf", "a", 1, Optional.empty(), Map.of(), Loopback.of("127.0.0.1"));
        PrintRequest foreign = TestRequests.of("b.3mf", "b", 1, Optional.empty(), Map.of(), Loopback.of("127.9.8.7"));
        try (RawClient client = subscriber(printer)) {
            client.report("push_status");
            become(printer, PrintPhase.RUNNING, foreign);
            client.report("\"subtask_name\": \"b\"");
            become(printer, PrintPhase.RUNNING, mine);
            client.report("\"subtask_name\": \"a\"");
            await().atMost(PATIENCE)
                    .until(() -> !printer.context().intake().seen().isEmpty());
            assertThat(printer.context().intake().seen()).containsOnly(mine);
        }
    }

    @Test
    void errorOfTheHostRefusesTheRequestAndTheStatusGoesOn() throws IOException {
        Running printer = farm.start();
        printer.context().intake().failRequests();
        try (RawClient client = subscriber(printer)) {
            client.report("push_status");
            client.send(request(printer, PROJECT_FILE));
            JsonNode print = json(client.report("project_file")).path("print");
            assertThat(print.path("result").textValue()).isEqualTo("FAIL");
            printer.context().state().become(new PrintStatus(PrintPhase.FINISH, Optional.empty(), 1, 2));
            client.report("\"gcode_state\": \"FINISH\"");
        }
    }

    @Test
    void printWithAnotherChecksumIsRefusedAndTold() throws IOException {
        Running printer = farm.start();
        printer.context().intake().decide(PrintDecision.CHECKSUM_MISMATCH);
        try (RawClient client = subscriber(printer)) {
            client.send(request(printer, PROJECT_FILE));
            JsonNode print = json(client.report("project_file")).path("print");
            assertThat(print.path("result").textValue()).isEqualTo("FAIL");
            assertThat(print.path("sequence_id").textValue()).isEqualTo("20007");
            await().atMost(PATIENCE)
                    .until(() -> printer.context().codes(Kind.REFUSED).contains("CHECKSUM_MISMATCH"));
        }
    }

    @Test
    void printThatFailsLaterIsToldAlsoWhenNobodyIsConnected() throws IOException {
        Running printer = farm.start();
        PrintRequest request = TestRequests.of("a.3mf", "a", 1, Optional.empty(), Map.of(), Loopback.of("127.9.8.7"));
        become(printer, PrintPhase.PREPARE, request);
        become(printer, PrintPhase.FAILED, request);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(printer.context().codes(Kind.REFUSED)).containsExactly("PRINT_FAILED"));
    }

    @Test
    void failedStateShowsAnErrorNumber() throws IOException {
        Running printer = farm.start();
        try (RawClient client = subscriber(printer)) {
            client.report("push_status");
            printer.context().state().become(new PrintStatus(PrintPhase.FAILED, Optional.empty(), 1, 2));
            assertThat(json(client.report("\"gcode_state\": \"FAILED\""))
                            .at("/print/print_error")
                            .intValue())
                    .isNotZero();
            client.send(request(printer, "{\"print\":{\"command\":\"clean_print_error\",\"sequence_id\":\"4\"}}"));
            client.report("clean_print_error");
            assertThat(json(client.report("push_status"))
                            .at("/print/print_error")
                            .intValue())
                    .isZero();
            printer.context().state().become(new PrintStatus(PrintPhase.IDLE, Optional.empty(), 1, 2));
            assertThat(json(client.report("\"gcode_state\": \"IDLE\""))
                            .at("/print/print_error")
                            .intValue())
                    .isZero();
            printer.context().state().become(new PrintStatus(PrintPhase.FAILED, Optional.empty(), 1, 2));
            assertThat(json(client.report("\"gcode_state\": \"FAILED\""))
                            .at("/print/print_error")
                            .intValue())
                    .isNotZero();
        }
    }

    /** One number for all: the status is written once for a change, and not once for each client. */
    @Test
    void everyClientSeesEachChangeUnderTheSameNumber() throws IOException {
        Running printer = farm.start();
        try (RawClient one = subscriber(printer);
                RawClient two = RawClient.loggedIn(printer.address(), "another").subscribed(printer.serial())) {
            one.report("push_status");
            two.report("push_status");
            printer.context().state().become(new PrintStatus(PrintPhase.FINISH, Optional.empty(), 1, 2));
            JsonNode first = json(one.report("\"gcode_state\": \"FINISH\""));
            assertThat(first.at("/print/sequence_id").isTextual()).isTrue();
            assertThat(json(two.report("\"gcode_state\": \"FINISH\""))).isEqualTo(first);
        }
    }

    @Test
    void otherCommandsAreEchoedAndReachTheHost() throws IOException {
        Running printer = farm.start();
        try (RawClient client = subscriber(printer)) {
            client.report("push_status");
            client.send(
                    request(
                            printer,
                            "{\"header\":{\"sign\":\"x\"},\"print\":{\"command\":\"gcode_line\",\"param\":\"M106 P1 S255\",\"sequence_id\":\"3\"}}"));
            JsonNode print = json(client.report("\"gcode_line\"")).path("print");
            assertThat(print.path("result").textValue()).isEqualTo("success");
            assertThat(print.path("sequence_id").textValue()).isEqualTo("3");
            assertThat(print.path("param").textValue()).isEqualTo("M106 P1 S255");
            assertThat(json(client.report("push_status"))
                            .at("/print/cooling_fan_speed")
                            .textValue())
                    .isEqualTo("15");
            client.send(request(printer, "{\"print\":{\"command\":\"dance\",\"sequence_id\":\"4\"}}"));
            JsonNode unknown = json(client.report("\"dance\"")).path("print");
            assertThat(unknown.path("result").textValue()).isEqualTo("fail");
            client.send(
                    request(printer, "{\"print\":{\"command\":\"calibration\",\"option\":7,\"sequence_id\":\"4\"}}"));
            JsonNode calibration = json(client.report("\"calibration\"")).path("print");
            assertThat(calibration.path("result").textValue()).isEqualTo("fail");
            assertThat(calibration.path("reason").textValue()).isNotEmpty();
            client.send(request(printer, "{\"upgrade\":{\"command\":\"get_history\",\"sequence_id\":\"5\"}}"));
            assertThat(json(client.report("get_history")).at("/upgrade/result").textValue())
                    .isEqualTo("success");
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(printer.context().codes(Kind.COMMAND)).containsExactly("GCODE_LINE", "OTHER");
                assertThat(printer.context().codes(Kind.REFUSED)).containsExactly("UNKNOWN_COMMAND", "NOT_POSSIBLE");
            });
        }
    }

    @Test
    void pauseResumeAndStopShowWhileAPrintRunsAndFailWhenNoneDoes() throws IOException {
        Running printer = farm.start();
        try (RawClient client = subscriber(printer)) {
            client.report("push_status");
            client.send(request(printer, "{\"print\":{\"command\":\"pause\",\"sequence_id\":\"1\"}}"));
            JsonNode refused = json(client.report("\"pause\"")).path("print");
            assertThat(refused.path("result").textValue()).isEqualTo("fail");
            assertThat(refused.path("reason").textValue()).isNotEmpty();
            printer.context().intake().controlWith(control -> {
                PrintPhase next = switch (control) {
                    case PAUSE -> PrintPhase.PAUSE;
                    case RESUME -> PrintPhase.RUNNING;
                    case STOP -> PrintPhase.FAILED;
                };
                printer.context()
                        .state()
                        .become(new PrintStatus(
                                next,
                                Optional.empty(),
                                PrintProgress.NONE,
                                Optional.of(PrintFailure.STOPPED).filter(why -> control == PrintControl.STOP),
                                Optional.empty(),
                                1,
                                2));
                return true;
            });
            for (String[] step : new String[][] {{"pause", "PAUSE"}, {"resume", "RUNNING"}, {"stop", "FAILED"}}) {
                client.send(request(printer, "{\"print\":{\"command\":\"" + step[0] + "\",\"sequence_id\":\"2\"}}"));
                assertThat(json(client.report("\"" + step[0] + "\""))
                                .at("/print/result")
                                .textValue())
                        .isEqualTo("success");
                JsonNode shown = json(client.report("\"gcode_state\": \"" + step[1] + "\""));
                assertThat(shown.at("/print/print_error").intValue())
                        .isEqualTo(step[0].equals("stop") ? JobFields.CANCELLED : 0);
            }
            assertThat(printer.context().codes(Kind.REFUSED)).containsExactly("NOT_PRINTING");
        }
    }

    @Test
    void whatSomebodySetsIsShownAtOnceAndAfterARestart() throws IOException {
        Running printer = farm.start();
        try (RawClient client = subscriber(printer)) {
            client.report("push_status");
            client.send(request(
                    printer,
                    "{\"print\":{\"command\":\"ams_filament_setting\",\"ams_id\":255,\"tray_id\":254,\"tray_type\":\"ASA\","
                            + "\"tray_info_idx\":\"GFB98\",\"tray_color\":\"112233FF\",\"sequence_id\":\"1\"}}"));
            client.report("ams_filament_setting");
            assertThat(json(client.report("push_status"))
                            .at("/print/vt_tray/tray_type")
                            .textValue())
                    .isEqualTo("ASA");
            assertThat(printer.context().memory().read("mqtt")).isPresent();
        }
    }

    @Test
    void whatAMachineHoldsIsNotSetAtItsPrinter() throws IOException {
        Running printer = farm.start();
        try (RawClient client = subscriber(printer)) {
            client.report("push_status");
            MachineReadings machine = new MachineReadings(
                    MachineStatus.Temperatures.UNKNOWN,
                    List.of(new Tray(
                            new TraySlot(TraySlot.EXTERNAL, 0),
                            Optional.of("TPU"),
                            Optional.of("FF0000"),
                            Optional.of("GFU99"),
                            Optional.empty(),
                            OptionalInt.empty())),
                    List.of());
            printer.context()
                    .state()
                    .become(new PrintStatus(
                            PrintPhase.IDLE,
                            Optional.empty(),
                            PrintProgress.NONE,
                            Optional.empty(),
                            Optional.of(machine),
                            1,
                            2));
            assertThat(json(client.report("push_status"))
                            .at("/print/vt_tray/tray_type")
                            .textValue())
                    .isEqualTo("TPU");
            client.send(request(
                    printer,
                    "{\"print\":{\"command\":\"ams_filament_setting\",\"ams_id\":255,\"tray_id\":254,\"tray_type\":\"ASA\","
                            + "\"tray_info_idx\":\"GFB98\",\"tray_color\":\"112233FF\",\"sequence_id\":\"1\"}}"));
            JsonNode refused = json(client.report("ams_filament_setting")).path("print");
            assertThat(refused.path("result").textValue()).isEqualTo("fail");
            assertThat(refused.path("reason").textValue()).contains("machine");
            assertThat(printer.context().memory().read("mqtt")).isEmpty();
        }
    }

    @Test
    void unknownSectionsAndTopicsAreIgnoredAndGarbageIsTold() throws IOException {
        Running printer = farm.start();
        try (RawClient client = subscriber(printer)) {
            client.send(request(printer, "{\"kitchen\":{\"command\":\"x\"}}"));
            client.send(Packets.publish("somewhere/else", "{\"print\":{\"command\":\"pause\"}}"));
            client.send(request(printer, "not json"));
            client.send(Packets.ping());
            client.next(Packets.PINGRESP);
            await().atMost(PATIENCE)
                    .until(() -> printer.context().codes(Kind.REFUSED).contains("NOT_JSON"));
            assertThat(printer.context().codes(Kind.COMMAND)).isEmpty();
        }
    }

    private static RawClient subscriber(Running printer) throws IOException {
        return RawClient.loggedIn(printer.address(), "slicer").subscribed(printer.serial());
    }

    private static byte[] request(Running printer, String json) {
        return Packets.publish("device/" + printer.serial() + "/request", json);
    }

    private static void become(Running printer, PrintPhase phase, PrintRequest request) {
        printer.context().state().become(new PrintStatus(phase, Optional.of(request), 1, 2));
    }

    private static JsonNode json(Packet packet) throws IOException {
        return JSON.readTree(packet.payload());
    }
}
