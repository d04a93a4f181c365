package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;
import org.printfarm.api.job.Upload;
import org.printfarm.host.job.threemf.Archives;

/** A disk that is really full: a small one in memory. Needs the right to mount; skipped, loudly, without it. */
final class DiskFullIT {

    private static final String DISK_SIZE = "size=4m";
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final long MAX_BYTES = 1L << 30;

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    @Test
    void aFullDiskRefusesTheUploadAndKeepsNothingOfIt() throws Exception {
        // The driver unpacks its library beside the first database, and a disk in use cannot be taken away.
        new InboxBench(elsewhere).close();
        if (run("mount", "-t", "tmpfs", "-o", DISK_SIZE, "tmpfs", folder.toString()) != 0) {
            System.err.println("SKIPPED: DiskFullIT needs the right to mount a small disk; run the tests as root");
            Assumptions.abort("cannot mount");
        }
        try (InboxBench bench = new InboxBench(folder.resolve("data"))) {
            assertThat(bench.upload("first.gcode", Archives.text("G28")).jobId())
                    .isPresent();
            try (Upload upload = bench.intake().open("large.gcode", MAX_BYTES, InboxBench.CLIENT)) {
                assertThatThrownBy(() -> fill(upload))
                        .isInstanceOfSatisfying(
                                IntakeException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.DISK_FULL));
            }
            assertThat(bench.filesIn("tmp")).isEmpty();
            assertThat(bench.onlyJob().file()).isEqualTo("first.gcode");
            assertThat(bench.upload("second.gcode", Archives.text("G29")).jobId())
                    .isPresent();
        } finally {
            assertThat(run("umount", folder.toString())).isZero();
        }
    }

    private static void fill(Upload upload) throws IntakeException {
        for (long written = 0; written < MAX_BYTES; written += CHUNK_BYTES) {
            upload.write(ByteBuffer.allocate(CHUNK_BYTES));
        }
    }

    private static int run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
