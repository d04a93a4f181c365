package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the process of a farm logs, with and without a file of the operator's. */
class FarmLogIT {

    private static final String LINE =
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) (INFO |WARN ) \\w+ \\S.*";
    private static final String READY = "ready: 1 printers, 1 services running, 0 degraded, 0 failed";
    private static final String OWN_FILE = """
            <configuration>
              <appender name="OWN" class="ch.qos.logback.core.ConsoleAppender">
                <target>System.err</target>
                <encoder><pattern>own %%level %%msg%%n</pattern></encoder>
              </appender>
              <root level="%s"><appender-ref ref="OWN"/></root>
            </configuration>
            """;

    private static final String NO_LOG = "the Logback file gives the root logger no appender";

    /** Logback takes neither of them. */
    private static final String NEITHER_BRANCH = """
            <configuration>
              <appender name="OWN" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%msg%n</pattern></encoder>
              </appender>
              <if condition='property("user.home").contains("/")'>
                <then><root level="INFO"><appender-ref ref="OWN"/></root></then>
                <else><root level="WARN"><appender-ref ref="OWN"/></root></else>
              </if>
            </configuration>
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFarm() throws IOException {
        FarmFile.write(folder, 1, "{bind: on}");
    }

    @Test
    void withoutAFileEveryLineIsTheFarmsAndOnStandardError() throws Exception {
        try (FarmProcess farm = run()) {
            assertThat(farm.out()).isEqualToIgnoringNewLines(READY);
            assertThat(farm.err().lines()).isNotEmpty().allMatch(line -> line.matches(LINE));
            assertThat(farm.err()).contains(" INFO  FarmApplication stopped");
        }
    }

    @Test
    void theLevelCanBeGivenWithoutAFile() throws Exception {
        try (FarmProcess farm = run("-Dfarm.log.level=OFF")) {
            assertThat(farm.out()).isEqualToIgnoringNewLines(READY);
            assertThat(farm.err()).isEmpty();
        }
    }

    @Test
    void theOperatorsFileIsTakenInsteadAlsoFromTheClassPath() throws Exception {
        Path own = Files.writeString(folder.resolve("own.xml"), OWN_FILE.formatted("INFO"), StandardCharsets.UTF_8);
        try (FarmProcess farm = run("-Dlogback.configurationFile=" + own)) {
            assertThat(farm.out()).isEqualToIgnoringNewLines(READY);
            assertThat(farm.err().lines()).isNotEmpty().allMatch(line -> line.startsWith("own INFO "));
        }
        try (FarmProcess farm = run("-Dlogback.configurationFile=logback.xml")) {
            assertThat(farm.out()).isEqualToIgnoringNewLines(READY);
            assertThat(farm.err().lines()).isNotEmpty().allMatch(line -> line.matches(LINE));
        }
    }

    @Test
    void aFileThatIsNotThereLeavesTheFarmsLog() throws Exception {
        try (FarmProcess farm = run("-Dlogback.configurationFile=" + folder.resolve("none.xml"))) {
            assertThat(farm.out()).isEqualToIgnoringNewLines(READY);
            assertThat(farm.err().lines()).anyMatch(line -> line.matches(LINE));
        }
    }

    /** Whatever the file makes Logback say, and whatever it sends to standard output. */
    @ParameterizedTest
    @MethodSource
    void standardOutputOfACommandHoldsOneDocumentWhateverTheLoggingFile(String file, String told) throws Exception {
        Path own = Files.writeString(folder.resolve("own.xml"), file, StandardCharsets.UTF_8);
        List<String> options = List.of("-Dlogback.configurationFile=" + own, "-Dfarm.log.level=DEBUG");
        try (FarmProcess farm = FarmProcess.start(folder, options, "check", "--json")) {
            farm.awaitEnd();
            assertThat(farm.err()).contains(told);
            assertThat(farm.err().split(Pattern.quote(NO_LOG), -1)).hasSizeLessThanOrEqualTo(2);
            try (JsonParser json = new JsonMapper().createParser(farm.out())) {
                assertThat(json.<JsonNode>readValueAsTree().isContainerNode())
                        .as(farm.out())
                        .isTrue();
                assertThat(json.nextToken()).as(farm.out()).isNull();
            }
        }
    }

    static List<Arguments> standardOutputOfACommandHoldsOneDocumentWhateverTheLoggingFile() {
        return List.of(
                Arguments.of(
                        OWN_FILE.formatted("INFO").replace("<root", "<nonsense/><root"),
                        "|-WARN in ch.qos.logback.core"),
                Arguments.of(OWN_FILE.formatted("INFO") + "<oops", "|-ERROR in ch.qos.logback.core.joran.event"),
                Arguments.of(
                        OWN_FILE.formatted("INFO").replace("<configuration", "<configuration debug=\"true\""),
                        "|-INFO in"),
                Arguments.of(OWN_FILE.formatted("DEBUG").replace("System.err", "System.out"), "own DEBUG "),
                Arguments.of("<configuration/>", NO_LOG),
                Arguments.of(NEITHER_BRANCH, NO_LOG));
    }

    /** Commands that read the record, and the plugins, with a file that warns, and one whose branches both have an appender. */
    @ParameterizedTest
    @ValueSource(strings = {"jobs", "plugins"})
    void everyCommandPrintsOneDocument(String command) throws Exception {
        for (String file : List.of(OWN_FILE.formatted("INFO").replace("<root", "<nonsense/><root"), NEITHER_BRANCH)) {
            Path own = Files.writeString(folder.resolve("own.xml"), file, StandardCharsets.UTF_8);
            List<String> options = List.of("-Dlogback.configurationFile=" + own);
            try (FarmProcess farm = FarmProcess.start(folder, options, command, "--json")) {
                farm.awaitEnd();
                try (JsonParser json = new JsonMapper().createParser(farm.out())) {
                    assertThat(json.<JsonNode>readValueAsTree().isContainerNode())
                            .as("%s%n%s", farm.out(), farm.err())
                            .isTrue();
                    assertThat(json.nextToken()).as(farm.out()).isNull();
                }
            }
        }
    }

    @Test
    void nothingComesBeforeTheReadyLineWhateverTheLoggingFile() throws Exception {
        for (String file : List.of(OWN_FILE.formatted("INFO").replace("<root", "<nonsense/><root"), NEITHER_BRANCH)) {
            Path own = Files.writeString(folder.resolve("own.xml"), file, StandardCharsets.UTF_8);
            try (FarmProcess farm = run("-Dlogback.configurationFile=" + own)) {
                assertThat(farm.out()).isEqualToIgnoringNewLines(READY);
            }
        }
    }

    private FarmProcess run(String... jvmOptions) throws IOException, InterruptedException {
        FarmProcess farm = FarmProcess.start(folder, List.of(jvmOptions), "run", "--exit-when-ready");
        assertThat(farm.awaitEnd()).as("%s%n%s", farm.out(), farm.err()).isZero();
        return farm;
    }
}
