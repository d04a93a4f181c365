package org.printfarm.mqtt.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

    @ParameterizedTest
    @CsvSource({
        "pushing, pushall, FullStatus",
        "pushing, start, FullStatus",
        "info, get_version, Version",
        "system, get_access_code, AccessCode",
        "system, ledctrl, Other",
        "security, app_cert_install, InstallCertificate",
        "print, project_file, UnusablePrint",
        "print, pause, Other",
    })
    void eachCommandIsKnown(String section, String command, String kind) {
        assertThat(one(section(section, command)).getClass().getSimpleName()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"camera\":{\"command\":\"x\"}}",
                "{\"print\":1}",
                "{\"print\":{}}",
                "{\"print\":{\"command\":\"\"}}",
                "{\"info\":{\"command\":\"dance\"}}",
                "{\"header\":{\"command\":\"pause\"}}"
            })
    void whatIsNotKnownIsIgnored(String text) {
        assertThat(read(text)).isEqualTo(new ReadResult.Understood(List.of()));
    }

    @Test
    void signedMessageIsReadLikeAnUnsignedOne() {
        Request request =
                one("{\"header\":{\"sign_ver\":\"v1\"},\"print\":{\"command\":\"resume\",\"sequence_id\":\"5\"}}");
        assertThat(((Request.Other) request).command()).isEqualTo(Command.RESUME);
    }

    @Test
    void sectionsAreReadInTheirOrder() {
        ReadResult result = read("{\"info\":{\"command\":\"get_version\"},\"pushing\":{\"command\":\"pushall\"}}");
        assertThat(((ReadResult.Understood) result).requests())
                .extracting(request -> request.getClass().getSimpleName())
                .containsExactly("Version", "FullStatus");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"20007\"", "7", "-1", "1.5", "\"\""})
    void sequenceNumberIsKeptAsItCame(String number) {
        assertThat(one("{\"print\":{\"command\":\"stop\",\"sequence_id\":" + number + "}}")
                        .sequenceId()
                        .toString())
                .isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "true"})
    void sequenceNumberThatIsNoneCountsAsAbsent(String number) {
        assertThat(one("{\"print\":{\"command\":\"stop\",\"sequence_id\":" + number + "}}")
                        .sequenceId()
                        .isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\0\0\0", " \n\0"})
    void nulAtTheEndDoesNotCount(String end) {
        assertThat(one(section("info", "get_version") + end)).isInstanceOf(Request.Version.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "{", "{}{}", "{} x", "nothing", "{'a':1}", "{\"a\":01}", "\0{}"})
    void whatIsNotOneDocumentIsMalformed(String text) {
        assertThat(read(text)).isInstanceOf(ReadResult.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "\"print\""})
    void whatIsNotAnObjectIsMalformed(String text) {
        assertThat(read(text)).isEqualTo(new ReadResult.Malformed(MessageFault.NOT_AN_OBJECT));
    }

    @Test
    void bytesThatAreNotUtf8AreMalformed() {
        assertThat(RequestReader.read(new byte[] {'{', (byte) 0xC3, '}'}))
                .isEqualTo(new ReadResult.Malformed(MessageFault.NOT_UTF8));
    }

    @Test
    void depthAndCountAreBounded() {
        int deep = Json.MAX_DEPTH + 1;
        assertThat(read("{\"a\":" + "[".repeat(deep) + "]".repeat(deep) + "}"))
                .isInstanceOf(ReadResult.Malformed.class);
        assertThat(read("{\"a\":[" + "1,".repeat(200_000) + "1]}")).isInstanceOf(ReadResult.Malformed.class);
    }

    @Test
    void projectFileIsReadWithPlateChecksumAndOptions() {
        PrintJob job = print("""
                {"print":{"command":"project_file","sequence_id":"1","param":"Metadata/plate_12.gcode",
                "url":"ftp:///Caf%C3%A9%20%2B.gcode.3mf","file":"","subtask_name":"Café +",
                "md5":"00112233445566778899aabbccddeeff","timelapse":true,"bed_levelling":0,"bed_type":"auto",
                "ams_mapping":[0,-1]}}""");
        assertThat(job.file()).isEqualTo("Café +.gcode.3mf");
        assertThat(job.sentFile()).isEqualTo("Café +.gcode.3mf");
        assertThat(job.subtask()).isEqualTo("Café +");
        assertThat(job.plate()).isEqualTo(12);
        assertThat(job.md5()).contains("00112233445566778899AABBCCDDEEFF");
        assertThat(job.options())
                .containsExactly(
                        Map.entry("timelapse", "true"),
                        Map.entry("bed_levelling", "0"),
                        Map.entry("bed_type", "auto"),
                        Map.entry("ams_mapping", "[0,-1]"));
    }

    @Test
    void gcodeFileIsNamedByItsParameter() {
        PrintJob job = print("{\"print\":{\"command\":\"gcode_file\",\"param\":\"/sdcard/cache/a b.gcode\"}}");
        assertThat(job.file()).isEqualTo("cache/a b.gcode");
        assertThat(job.sentFile()).isEqualTo("/sdcard/cache/a b.gcode");
        assertThat(job.plate()).isOne();
        assertThat(job.md5()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"url\":\"https://cloud.example/a.3mf\"",
                "\"url\":\"ftp://\"",
                "\"url\":\"ftp://a%00b\"",
                "\"url\":\"ftp://a.3mf\",\"md5\":\"short\"",
                "\"param\":\"Metadata/plate_1.gcode\""
            })
    void printThatCannotBeKeptIsAnsweredAsSuch(String fields) {
        assertThat(one("{\"print\":{\"command\":\"project_file\"," + fields + "}}"))
                .isInstanceOf(Request.UnusablePrint.class);
    }

    @Test
    void everyListedCommandIsFoundByItsName() {
        for (Command command : Command.values()) {
            if (command != Command.OTHER) {
                assertThat(Command.of(command.name().toLowerCase(Locale.ROOT))).isEqualTo(command);
            }
        }
        assertThat(Command.of("other")).isEqualTo(Command.OTHER);
        assertThat(Command.of("PAUSE")).isEqualTo(Command.OTHER);
    }

    private static PrintJob print(String text) {
        return ((Request.Print) one(text)).job();
    }

    private static String section(String section, String command) {
        return "{\"" + section + "\":{\"command\":\"" + command + "\",\"sequence_id\":\"1\"}}";
    }

    private static Request one(String text) {
        List<Request> requests = ((ReadResult.Understood) read(text)).requests();
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private static ReadResult read(String text) {
        return RequestReader.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
