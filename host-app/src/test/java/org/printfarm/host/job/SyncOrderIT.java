package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a process asks of the system before it acknowledges an upload. A kill cannot show a missing sync, because the system
 * outlives the process; strace shows it. Skipped, loudly, where strace is missing or may not look.
 */
final class SyncOrderIT {

    private static final String CALLS = "fsync,fdatasync,rename,renameat,renameat2,write";

    @TempDir
    private Path folder;

    @Test
    void anUploadIsSyncedThenMovedThenItsFolderAndItsRecordAreSyncedAndOnlyThenItIsAcknowledged() throws Exception {
        requireStrace();
        Path trace = folder.resolve("trace");
        Process host = new ProcessBuilder(
                        "strace",
                        "-f",
                        "-y",
                        "-o",
                        trace.toString(),
                        "-e",
                        "trace=" + CALLS,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx200m",
                        "-Dorg.sqlite.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneUpload.class.getName(),
                        folder.resolve("data").toString())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        host.getOutputStream().close();
        String said = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(host.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).as("%s", Files.readString(folder.resolve("stderr"))).contains(OneUpload.STORED);

        assertInOrder(
                Files.readAllLines(trace, StandardCharsets.UTF_8),
                "f(data)?sync\\(\\d+<[^>]*/inbox/tmp/upload-[^>]*\\.part",
                "rename(at2?)?\\(.*/inbox/files/",
                "fsync\\(\\d+<[^>]*/inbox/files/[0-9a-f]{2}>",
                "f(data)?sync\\(\\d+<[^>]*/inbox/jobs\\.db-wal",
                "write\\(1<.*\"" + OneUpload.STORED);
    }

    private static void assertInOrder(List<String> calls, String... wanted) {
        int at = 0;
        for (String expression : wanted) {
            Pattern pattern = Pattern.compile(expression);
            while (at < calls.size() && !pattern.matcher(calls.get(at)).find()) {
                at++;
            }
            assertThat(at)
                    .as("a call like %s, after those before it", expression)
                    .isLessThan(calls.size());
            at++;
        }
    }

    private void requireStrace() throws InterruptedException {
        try {
            Process probe = new ProcessBuilder(
                            "strace", "-f", "-o", folder.resolve("probe").toString(), "true")
                    .redirectErrorStream(true)
                    .start();
            probe.getInputStream().transferTo(OutputStream.nullOutputStream());
            if (probe.waitFor(20, TimeUnit.SECONDS) && probe.exitValue() == 0) {
                return;
            }
        } catch (IOException e) {
            // Not installed; said below.
        }
        System.err.println("SKIPPED: SyncOrderIT needs strace, and the right to use it");
        Assumptions.abort("no strace");
    }
}
