package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.threemf.Archives;

/** The data folder of a farm that ran as it was before the first migration (commit bc2b830): two uploads, and a print of the first. */
final class OldDataIT {

    @TempDir
    private Path data;

    @Test
    void jobsAndWaitingFilesOfTheOldestRecordAreWhole() throws Exception {
        unpack();
        try (InboxBench bench = new InboxBench(data)) {
            List<Job> jobs = bench.jobs();
            assertThat(jobs).extracting(Job::id).containsExactly("1", "2", "3");
            assertThat(jobs)
                    .extracting(Job::file)
                    .containsExactly("cube.gcode.3mf", "plate.gcode.3mf", "cube.gcode.3mf");
            assertThat(jobs)
                    .extracting(Job::state)
                    .containsExactly(Job.State.RECEIVED, Job.State.RECEIVED, Job.State.DONE);
            assertThat(jobs.get(2).plate()).contains(1);
            assertThat(jobs.get(2).options())
                    .containsEntry("bed_leveling", "true")
                    .containsEntry("use_ams", "false");
            for (Job job : jobs) {
                assertThat(job.content().contents().printerModels()).containsExactly("C12");
                assertThat(job.notes()).isEqualTo(Job.Notes.NONE);
                byte[] content = Files.readAllBytes(FarmFiles.of(data, job));
                assertThat(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                        .isEqualTo(job.content().sha256());
            }
            assertThat(bench.upload("new.gcode", Archives.text("new")).jobId()).contains("4");
        }
    }

    private void unpack() throws Exception {
        try (InputStream resource = Objects.requireNonNull(OldDataIT.class.getResourceAsStream("data-of-bc2b830.zip"));
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = data.resolve(entry.getName());
                Files.createDirectories(target.resolveSibling(""));
                Files.copy(zip, target);
            }
        }
    }
}
