package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.net.ftp.FTPConnectionClosedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;

/** What the real mqtt and ftp plugins share through the host, and what of a slicer's doings arrives there. */
class PluginsTogetherIT {

    private static final String WRONG_CODE = "aaaaaaa1";
    private static final int MQTT_WELCOME = 0;
    private static final int MQTT_NOT_AUTHORISED = 5;
    private static final int MQTT_UNAVAILABLE = 3;
    private static final int FTP_WELCOME = 230;
    private static final int FTP_NOT_LOGGED_IN = 530;
    private static final String NO_FILES_MD5 = "0".repeat(32);

    @TempDir
    private static Path folder;

    private static FarmFile file;
    private static FarmProcess farm;

    @BeforeAll
    static void startFarm() throws Exception {
        file = FarmFile.write(folder, 2, "{mqtt: on, ftp: {port: " + SlicerAtWork.FTP_PORT + "}}");
        farm = FarmProcess.start(folder, "run").awaitReady();
        assertThat(farm.out()).as(farm.err()).contains("2 printers, 4 services running, 0 degraded, 0 failed");
    }

    @AfterAll
    static void stopFarm() {
        farm.close();
    }

    @Test
    void wrongCodesOverMqttAndFtpCountTogetherAndForNobodyElse() throws Exception {
        Inet4Address printer = file.addresses().get(0);
        Inet4Address otherPrinter = file.addresses().get(1);
        Visitor guesser = new Visitor(Loopback.next());
        Visitor neighbour = new Visitor(Loopback.next());
        for (int again = 0; again < 7; again++) {
            assertThat(guesser.tryMqtt(printer, WRONG_CODE)).isEqualTo(MQTT_NOT_AUTHORISED);
        }
        assertThat(guesser.tryMqtt(printer, FarmFile.ACCESS_CODE)).isEqualTo(MQTT_WELCOME);
        for (int guess = 2; guess <= 5; guess++) {
            assertThat(guesser.tryFtp(printer, "aaaaaaa" + guess)).isEqualTo(FTP_NOT_LOGGED_IN);
        }
        assertThat(guesser.tryMqtt(printer, WRONG_CODE)).isEqualTo(MQTT_NOT_AUTHORISED);
        assertThat(guesser.tryMqtt(printer, FarmFile.ACCESS_CODE)).isEqualTo(MQTT_UNAVAILABLE);
        assertThatThrownBy(() -> guesser.tryFtp(printer, FarmFile.ACCESS_CODE))
                .isInstanceOf(FTPConnectionClosedException.class)
                .hasMessageContaining("421");
        assertThat(guesser.tryMqtt(otherPrinter, FarmFile.ACCESS_CODE)).isEqualTo(MQTT_WELCOME);
        assertThat(guesser.tryFtp(otherPrinter, FarmFile.ACCESS_CODE)).isEqualTo(FTP_WELCOME);
        assertThat(neighbour.tryMqtt(printer, FarmFile.ACCESS_CODE)).isEqualTo(MQTT_WELCOME);
        assertThat(neighbour.tryFtp(printer, FarmFile.ACCESS_CODE)).isEqualTo(FTP_WELCOME);
        assertThat(farm.err()).doesNotContain(FarmFile.ACCESS_CODE, WRONG_CODE);
    }

    @Test
    void lightIsAcknowledgedAndPauseResumeAndStopAreNotWhileNothingPrintsAndAllReachTheHostAsEvents() throws Exception {
        try (SlicerAtWork slicer = slicer(1)) {
            for (String command : List.of("pause", "resume", "stop")) {
                slicer.request("{\"print\":{\"sequence_id\":\"7\",\"command\":\"" + command + "\"}}");
                JsonNode reply = slicer.await(
                        "the echo of " + command,
                        report -> report.at("/print/command").asText().equals(command));
                assertThat(reply.at("/print/result").asText()).isEqualTo("fail");
                assertThat(reply.at("/print/sequence_id").asText()).isEqualTo("7");
            }
            slicer.request("{\"system\":{\"sequence_id\":\"8\",\"command\":\"ledctrl\","
                    + "\"led_node\":\"chamber_light\",\"led_mode\":\"on\"}}");
            JsonNode light = slicer.await(
                    "the echo of ledctrl",
                    report -> report.at("/system/command").asText().equals("ledctrl"));
            assertThat(light.at("/system/result").asText()).isEqualTo("success");
            farm.awaitLog("code=LEDCTRL");
        }
        assertThat(farm.err().lines().filter(line -> line.contains("code=NOT_PRINTING")))
                .hasSize(3)
                .allMatch(line -> line.contains("printer=bay-1 service=mqtt port=8883 peer=127.0.0.1:"));
    }

    @Test
    void aSlicerIsGivenThePrintersCodeAndItsCertificateWithTheFarmsCa() throws Exception {
        FarmProcess ca = FarmProcess.run(folder, "ca");
        try (SlicerAtWork slicer = slicer(1)) {
            slicer.request("{\"system\":{\"sequence_id\":\"8\",\"command\":\"get_access_code\"}}");
            JsonNode code = slicer.await(
                    "its code", report -> report.at("/system/command").asText().equals("get_access_code"));
            assertThat(code.at("/system/access_code").asText()).isEqualTo(FarmFile.ACCESS_CODE);
            slicer.request("{\"security\":{\"sequence_id\":\"9\",\"command\":\"app_cert_install\"}}");
            JsonNode security = slicer.await(
                    "its certificate",
                    report -> report.at("/security/command").asText().equals("app_cert_install"));
            assertThat(security.at("/security/result").asText()).isEqualTo("SUCCESS");
            assertThat(security.at("/security/printer_cert").asText().split("BEGIN CERTIFICATE", -1))
                    .hasSize(3);
            assertThat(security.at("/security/printer_cert").asText())
                    .endsWith(ca.out().substring(ca.out().indexOf("-----BEGIN")));
        }
    }

    @Test
    void printWithAnotherChecksumThanTheUploadsIsRefusedAndAnEvent() throws Exception {
        try (SlicerAtWork slicer = slicer(2)) {
            slicer.upload(Map.of("odd.gcode", "G28".getBytes(StandardCharsets.US_ASCII)));
            slicer.print("odd.gcode", NO_FILES_MD5);
            JsonNode reply = slicer.await(
                    "its refusal",
                    report -> report.at("/print/command").asText().equals("project_file"));
            assertThat(reply.at("/print/result").asText()).isEqualTo("FAIL");
            farm.awaitLog("code=CHECKSUM_MISMATCH");
        }
    }

    @Test
    void uploadWithAnotherChecksumThanThePrintBeforeItFailsThePrintAndIsAnEvent() throws Exception {
        try (SlicerAtWork slicer = slicer(1)) {
            slicer.print("late.gcode", NO_FILES_MD5);
            slicer.awaitState("PREPARE", "late.gcode");
            slicer.upload(Map.of("late.gcode", "G28".getBytes(StandardCharsets.US_ASCII)));
            JsonNode failed = slicer.awaitState("FAILED", "late.gcode");
            assertThat(failed.at("/print/print_error").asInt()).isNotZero();
            farm.awaitLog("code=OTHER_FILE");
        }
    }

    @Test
    void watchShowsWhatThePrinterIsDoing() throws Exception {
        try (FarmProcess watch =
                        FarmProcess.start(folder, "watch", file.address(2), "--code", FarmFile.ACCESS_CODE, "--json");
                SlicerAtWork slicer = slicer(2)) {
            watch.awaitOutput("\"state\":\"IDLE\"");
            slicer.print("watched.gcode", NO_FILES_MD5);
            watch.awaitOutput("\"state\":\"PREPARE\",\"file\":\"watched.gcode\"");
            watch.terminate();
            watch.awaitEnd();
            assertThat(watch.err()).contains("serial " + FarmFile.serial(2)).doesNotContain(FarmFile.ACCESS_CODE);
        }
    }

    private static SlicerAtWork slicer(int number) throws Exception {
        return new SlicerAtWork(file.addresses().get(number - 1), FarmFile.serial(number)).connect();
    }
}
