package org.printfarm.mqtt.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
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
                "{\"kitchen\":{\"command\":\"x\"}}",
                "{\"print\":1}",
                "{\"print\":{}}",
                "{\"print\":{\"command\":\"\"}}",
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
        assertThat(job.files()).containsExactly("Caf%C3%A9%20%2B.gcode.3mf", "Café +.gcode.3mf");
        assertThat(job.onCard()).isFalse();
        assertThat(job.sentFile()).isEqualTo("Café +.gcode.3mf");
        assertThat(job.subtask()).isEqualTo("Café +");
        assertThat(job.plate()).hasValue(12);
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
        assertThat(job.files()).containsExactly("cache/a b.gcode");
        assertThat(job.sentFile()).isEqualTo("/sdcard/cache/a b.gcode");
        assertThat(job.plate()).isEmpty();
        assertThat(job.md5()).isEmpty();
    }

    /** Captures of the stock plugin: "from_sd_card" is no checksum, and a request for a file on the card has no url. */
    @ParameterizedTest
    @ValueSource(strings = {"\"from_sd_card\"", "\"short\"", "\"\"", "null", "7", "true", "[]", "{\"a\":1}"})
    void whatIsNoChecksumIsNone(String md5) {
        PrintJob job = print("{\"print\":{\"command\":\"project_file\",\"url\":\"ftp://a.3mf\",\"md5\":" + md5 + "}}");
        assertThat(job.md5()).isEmpty();
        assertThat(job.files()).containsExactly("a.3mf");
    }

    @Test
    void requestWithoutUrlMeansAFileOnTheCardAndThenItsTitle() {
        PrintJob job = print("{\"print\":{\"command\":\"project_file\",\"file\":\"a.3mf\",\"subtask_name\":\"b\"}}");
        assertThat(job.onCard()).isTrue();
        assertThat(job.files()).containsExactly("a.3mf", "b", "b.gcode.3mf", "b.3mf", "b.gcode");
        assertThat(print("{\"print\":{\"command\":\"project_file\",\"url\":null,\"subtask_name\":\"b\"}}")
                        .files())
                .startsWith("b", "b.gcode.3mf");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"param\":\"Metadata/plate_03.gcode\"', 3",
        "'\"param\":\"Metadata/plate_3.gcode\",\"plate\":5', 3",
        "'\"plate\":5', 5",
        "'\"plate\":5.0', 5",
        "'\"plate\":\" 5 \"', 5",
        "'\"param\":null,\"plate\":\"5\"', 5",
        "'\"param\":\"Metadata/plate_1234567.gcode\"', 0",
        "'\"param\":[1]', 0",
        "'\"plate\":0', 0",
        "'\"plate\":-1', 0",
        "'\"plate\":\"all\"', 0",
        "'\"plate\":null', 0",
        "'\"plate\":{}', 0",
    })
    void plateIsUnderstoodHoweverItIsWritten(String fields, int plate) {
        PrintJob job = print("{\"print\":{\"command\":\"project_file\",\"url\":\"ftp://a.3mf\"," + fields + "}}");
        assertThat(job.plate()).isEqualTo(plate == 0 ? OptionalInt.empty() : OptionalInt.of(plate));
    }

    /** One optional field after the other in every form: it never costs the request, and the document keeps it as it was. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "md5",
                "param",
                "plate",
                "file",
                "subtask_name",
                "ams_mapping",
                "ams_mapping2",
                "use_ams",
                "timelapse",
                "bed_type",
                "task_id",
                "cfg",
                "nozzle_offset_cali",
                "sequence_id",
                "anything"
            })
    void noFormOfAnOptionalFieldRefusesTheRequest(String field) {
        for (String value : List.of(
                "null",
                "0",
                "1",
                "-1",
                "1.50",
                "1e3",
                "true",
                "false",
                "\"\"",
                "\"true\"",
                "\"1\"",
                "[]",
                "[-1,\"2\"]",
                "{}",
                "{\"a\":[null]}",
                "\"" + "x".repeat(20_000) + "\"")) {
            String document = "{\"print\":{\"command\":\"project_file\",\"url\":\"ftp://a.3mf\",\"" + field + "\":"
                    + value + "}}";
            PrintJob job = print(document);
            assertThat(job.files()).containsExactly("a.3mf");
            assertThat(job.document()).isEqualTo(document);
        }
    }

    @Test
    void aThousandFieldsAreKeptInTheDocumentAndTheFirstOnesListed() {
        StringBuilder fields = new StringBuilder();
        for (int index = 0; index < 1000; index++) {
            fields.append(",\"f").append(index).append("\":").append(index);
        }
        PrintJob job = print("{\"print\":{\"command\":\"project_file\",\"url\":\"ftp://a.3mf\"" + fields + "}}");
        assertThat(job.options()).hasSize(PrintReader.MAX_OPTIONS).containsEntry("f0", "0");
        assertThat(job.document()).contains("\"f999\":999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"url\":\"https://cloud.example/a.3mf\"",
                "\"url\":\"ftp://\"",
                "\"url\":\"ftp://a\\u0000b\"",
                "\"param\":\"Metadata/plate_1.gcode\""
            })
    void printThatNamesNoFileIsAnsweredAsSuch(String fields) {
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
