package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client is told by a farm with the real plugin and the real inbox when its file is not kept, and what is left of it. */
class RefusedUploadsIT {

    private static final String UPLOADS_ONLY = "{ftp: {port: " + SlicerAtWork.FTP_PORT + "}}";

    /** Room for the record of jobs, its driver's library and a small file. */
    private static final String DISK_SIZE = "size=24m";

    private static final int TOO_MUCH_BYTES = 32 << 20;

    @TempDir
    private Path folder;

    @Test
    void aCutOffFileIsRefusedAndTheSameNameWorksNextTime() throws Exception {
        FarmFile file = FarmFile.write(folder, 1, UPLOADS_ONLY);
        byte[] whole = SlicedFile.named("cube");
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady();
                UploadSession session = new UploadSession(file.addresses().get(0))) {
            assertThat(session.login(FarmFile.ACCESS_CODE)).isEqualTo(230);
            assertThat(session.store("cube.gcode.3mf", Arrays.copyOf(whole, whole.length - 1)))
                    .isEqualTo(426);
            assertThat(jobs()).isEmpty();
            assertThat(partialFiles()).isZero();
            farm.awaitLog("code=NOT_WHOLE");
            assertThat(session.store("cube.gcode.3mf", whole)).isEqualTo(226);
            assertThat(jobs()).hasSize(1);
        }
    }

    @Test
    void aFullDiskIsToldTheClientAndTheLogAndNothingStaysOfTheFile() throws Exception {
        FarmFile file = FarmFile.write(folder, 1, UPLOADS_ONLY);
        Path data = Files.createDirectory(folder.resolve("data"));
        if (run("mount", "-t", "tmpfs", "-o", DISK_SIZE, "tmpfs", data.toString()) != 0) {
            System.err.println(
                    "SKIPPED: RefusedUploadsIT needs the right to mount a small disk; run the tests as root");
            Assumptions.abort("cannot mount");
        }
        try {
            fillTheDisk(file);
        } finally {
            assertThat(run("umount", data.toString())).isZero();
        }
    }

    private void fillTheDisk(FarmFile file) throws Exception {
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            try (UploadSession session = new UploadSession(file.addresses().get(0))) {
                assertThat(session.login(FarmFile.ACCESS_CODE)).isEqualTo(230);
                assertThat(session.store("large.gcode", new byte[TOO_MUCH_BYTES]))
                        .isEqualTo(452);
                farm.awaitLog("code=DISK_FULL");
                assertThat(partialFiles()).isZero();
                assertThat(session.store("cube.gcode.3mf", SlicedFile.named("cube")))
                        .isEqualTo(226);
            }
            assertThat(jobs()).hasSize(1);
            farm.terminate();
            farm.awaitEnd();
        }
    }

    private JsonNode jobs() throws Exception {
        FarmProcess jobs = FarmProcess.run(folder, "jobs", "--json");
        assertThat(jobs.exitCode()).as(jobs.err()).isZero();
        return new JsonMapper().readTree(jobs.out());
    }

    private long partialFiles() throws IOException {
        try (Stream<Path> files =
                Files.list(folder.resolve("data").resolve("inbox").resolve("tmp"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("upload-"))
                    .count();
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
