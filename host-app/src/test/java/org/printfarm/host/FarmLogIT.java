package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        try (FarmProcess farm = run("-Dlogback.configurationFile=org/printfarm/host/logging/example-logback.xml")) {
            assertThat(farm.out()).isEqualToIgnoringNewLines(READY);
            assertThat(farm.err().lines()).isNotEmpty().allMatch(line -> line.matches(LINE));
        }
    }

    @Test
    void whatIsWrongInTheOperatorsFileIsToldByLogback() throws Exception {
        Path own = Files.writeString(
                folder.resolve("own.xml"), OWN_FILE.formatted("INFO") + "<oops", StandardCharsets.UTF_8);
        try (FarmProcess farm = run("-Dlogback.configurationFile=" + own)) {
            assertThat(farm.out())
                    .contains("|-ERROR in ch.qos.logback.core.joran.event.SaxEventRecorder")
                    .contains(READY);
        }
    }

    @Test
    void aFileThatIsNotThereLeavesTheFarmsLog() throws Exception {
        try (FarmProcess farm = run("-Dlogback.configurationFile=" + folder.resolve("none.xml"))) {
            assertThat(farm.out()).isEqualToIgnoringNewLines(READY);
            assertThat(farm.err().lines()).isNotEmpty().allMatch(line -> line.matches(LINE));
        }
    }

    private FarmProcess run(String... jvmOptions) throws IOException, InterruptedException {
        FarmProcess farm = FarmProcess.start(folder, List.of(jvmOptions), "run", "--exit-when-ready");
        assertThat(farm.awaitEnd()).as("%s%n%s", farm.out(), farm.err()).isZero();
        return farm;
    }
}
