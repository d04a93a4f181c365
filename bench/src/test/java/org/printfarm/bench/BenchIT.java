package org.printfarm.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest bench there is, against a real farm: everything comes up, every reply is right, nothing stays behind. */
final class BenchIT {

    private static final Path ROOT = Path.of(System.getProperty("farm.root"));
    private static final long PATIENCE_SECONDS = 180;

    @TempDir
    private Path folder;

    /** A launcher that builds nothing: a build is going on already. */
    @BeforeEach
    void writeLauncher() throws IOException {
        Files.createSymbolicLink(folder.resolve("plugins"), ROOT.resolve("plugins"));
        Path target = ROOT.resolve("host-app").resolve("target");
        Path launcher = Files.writeString(
                folder.resolve("farm"),
                "#!/bin/sh\nexec '" + java() + "' -XX:+UseSerialGC -Xmx256m -Dfarm.home='" + ROOT
                        + "' $FARM_JAVA_OPTS -cp '" + target.resolve("host-app.jar") + ":" + target.resolve("lib")
                        + "/*' org.printfarm.host.Main \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void loadsARealFarmAndFindsEveryReplyRight() throws Exception {
        Result result = bench("--effort", "smoke", "--only", "load", "--java-load", "--json", "report.json");
        assertThat(result.output())
                .contains("500 plain", "32 TLS 1.3 RSA", "load: Java", "correctness: every reply was right");
        assertThat(result.exit()).isZero();
        assertThat(folder.resolve("report.json")).content().contains("\"faults\" : [ ]");
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void measuresTwoBuildsInTurn() throws Exception {
        Result result = bench("--effort", "smoke", "--against", folder.toString(), "--java-load");
        assertThat(result.output())
                .contains(
                        "this / other (least-greatest)",
                        "plain, c = 4: CPU s per 1,000",
                        "TLS 1.3, all offered, c = 4: p99, ms",
                        "RSS after these, MB",
                        "./farm run, 3 printers: first plain reply, ms",
                        "correctness: every reply was right");
        assertThat(result.exit()).isZero();
        assertThat(bench("--against", "nowhere").exit()).isEqualTo(2);
    }

    @Test
    void aFarmThatDoesNotComeUpIsAFaultAndNoTable() throws Exception {
        Files.writeString(folder.resolve("farm"), "#!/bin/sh\necho no >&2\nexit 2\n");
        Result result = bench("--effort", "smoke", "--only", "load");
        assertThat(result.output()).contains("not measured", "FAILED");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void listsWhatCanBeMeasuredAndRefusesTheRest() throws Exception {
        assertThat(bench("--list").output()).contains("exchanges", "upload", "hosts", "mqtt", "micro");
        Result unknown = bench("--only", "everything");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.output()).contains("expected some of exchanges");
    }

    private record Result(int exit, String output) {}

    private Result bench(String... arguments) throws IOException, InterruptedException {
        Path temporary = folder.resolve("tmp");
        Files.createDirectories(temporary);
        List<String> command = new ArrayList<>(List.of(
                java().toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Dfarm.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "org.printfarm.bench.Main"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            // Politely, so that it ends what it started.
            process.destroy();
        }
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
