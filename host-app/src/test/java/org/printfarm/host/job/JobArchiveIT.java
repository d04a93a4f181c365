package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.store.JobFilter;
import org.printfarm.host.job.store.StoreException;
import org.printfarm.host.job.threemf.Archives;

/** The jobs as somebody sees them who is not the host. */
final class JobArchiveIT {

    @TempDir
    private Path folder;

    @Test
    void aFarmThatNeverRanHasNoJobsAndStaysUntouched() throws IOException {
        Path data = folder.resolve("data");
        try (JobArchive archive = JobArchive.open(InboxFolder.of(data))) {
            assertThat(archive.list(JobFilter.NEWEST)).isEmpty();
            assertThat(archive.find("1")).isEmpty();
            assertThat(archive.delete("1")).isFalse();
            assertThat(archive.content("1")).isEmpty();
            assertThat(archive.copyRecord()).isEmpty();
            assertThat(archive.thumbnail("1", 1)).isEmpty();
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void jobsAreReadAndDeletedWhetherTheHostRunsOrNot() throws Exception {
        Path data = folder.resolve("data");
        byte[] content = Archives.sliced("a");
        try (InboxBench host = new InboxBench(data);
                JobArchive archive = JobArchive.open(InboxFolder.of(data))) {
            String id = host.upload("a.3mf", content).jobId().orElseThrow();
            assertThat(archive.find(id)).isPresent();
            assertThat(archive.thumbnail(id, 1)).contains(Archives.picture());
            assertThat(archive.thumbnail(id, 7)).isEmpty();
            assertThat(archive.delete(id)).isTrue();
            assertThat(archive.list(JobFilter.NEWEST)).isEmpty();
            host.upload("b.3mf", content);
        }
        try (JobArchive archive = JobArchive.open(InboxFolder.of(data))) {
            Job job = archive.list(JobFilter.NEWEST).get(0);
            assertThat(job.file()).isEqualTo("b.3mf");
            assertThat(Files.readAllBytes(FarmFiles.of(data, job))).isEqualTo(content);
            assertThat(archive.delete(job.id())).isTrue();
            assertThat(FarmFiles.of(data, job)).doesNotExist();
        }
    }

    @Test
    void anExportIsWholeAndReplacesWhatWasThere() throws Exception {
        Path data = folder.resolve("data");
        Path target = folder.resolve("out.3mf");
        byte[] content = Archives.sliced("a");
        Files.writeString(target, "old");
        try (InboxBench host = new InboxBench(data);
                JobArchive archive = JobArchive.open(InboxFolder.of(data))) {
            String id = host.upload("a.3mf", content).jobId().orElseThrow();
            Path stored = archive.content(id).orElseThrow();
            JobArchive.export(stored, target);
            assertThat(Files.readAllBytes(target)).isEqualTo(content);
            assertThatThrownBy(() -> JobArchive.export(stored, folder.resolve("none/out.3mf")))
                    .isInstanceOf(NoSuchFileException.class);
            Files.delete(FarmFiles.of(data, archive.list(JobFilter.NEWEST).get(0)));
            assertThatThrownBy(() -> JobArchive.export(stored, target)).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(Files.readAllBytes(target)).isEqualTo(content);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(data, target);
        }
    }

    @Test
    void aNumberThatIsNoneNamesNoJob() throws IOException {
        Path data = folder.resolve("data");
        try (InboxBench host = new InboxBench(data);
                JobArchive archive = JobArchive.open(InboxFolder.of(host.data))) {
            assertThat(archive.find("")).isEmpty();
            assertThat(archive.find("1; DROP TABLE job")).isEmpty();
            assertThat(archive.delete("99999999999999999999")).isFalse();
        }
    }

    @Test
    void aDamagedRecordIsAnErrorThatNamesTheFile() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("data/inbox"));
        Files.writeString(inbox.resolve("jobs.db"), "this is not a database, and long enough to be one".repeat(100));
        assertThatThrownBy(() -> JobArchive.open(InboxFolder.of(folder.resolve("data"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("jobs.db");
        assertThatThrownBy(() -> new InboxBench(folder.resolve("data"))).isInstanceOf(StoreException.class);
    }
}
