package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.host.job.FarmBackup.Written;
import org.printfarm.host.job.FarmRestore.Restored;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.store.JobFilter;
import org.printfarm.host.job.threemf.Archives;
import org.printfarm.host.postgres.RecordKind;

/** A farm's data in one file and back, while it runs. */
@ParameterizedClass
@EnumSource(RecordKind.class)
final class FarmBackupIT {

    private static final byte[] SHARED = Archives.sliced("shared");

    @Parameter
    private RecordKind kind = RecordKind.SQLITE;

    @TempDir
    private Path folder;

    @Test
    void aRunningFarmGetsTheJobsOfItsBackupAgain() throws Exception {
        Path zip = folder.resolve("backup.zip");
        try (InboxBench bench = new InboxBench(kind, data())) {
            String kept = bench.upload("kept.3mf", SHARED).jobId().orElseThrow();
            bench.upload("gone.gcode", Archives.text("gone"));
            assertThat(backup(zip)).isEqualTo(new Written(2, 0, Files.size(zip)));
            delete("2");
            bench.upload("later.gcode", Archives.text("later"));
            bench.upload("later.3mf", SHARED);
            assertThat(FarmRestore.from(zip, data(), kind.in(data()))).isEqualTo(new Restored(2, 0, List.of()));
            assertThat(files(data())).containsExactly("kept.3mf", "gone.gcode");
            assertThat(bench.filesIn("files")).hasSize(2);
            assertThat(bench.filesIn("tmp")).isEmpty();
            assertThat(bench.upload("new.gcode", Archives.text("new")).jobId()).contains("5");
            assertThat(content(data(), kept)).isEqualTo(SHARED);
        }
        try (Stream<Path> left = Files.list(data())) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("inbox");
        }
    }

    @Test
    void anEmptyFolderBecomesTheFarmThatItWas() throws Exception {
        Path zip = folder.resolve("backup.zip");
        Path other = folder.resolve("other");
        try (InboxBench bench = new InboxBench(kind, data())) {
            bench.upload("a.3mf", SHARED);
        }
        Files.createDirectory(data().resolve("tls"));
        Files.writeString(data().resolve("tls/ca.key"), "secret");
        Files.writeString(data().resolve("host.lock"), "");
        backup(zip);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)))
                .isEqualTo("rw-------");
        assertThat(FarmRestore.from(zip, other, kind.in(other))).isEqualTo(new Restored(1, 0, List.of()));
        assertThat(content(other, "1")).isEqualTo(SHARED);
        assertThat(other.resolve("tls/ca.key")).hasContent("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(other.resolve("tls/ca.key"))))
                .isEqualTo("rw-------");
        assertThat(other.resolve("host.lock")).doesNotExist();
        Files.writeString(other.resolve("tls/ca.key"), "newer");
        assertThat(FarmRestore.from(zip, other, kind.in(other)).kept()).containsExactly("tls/ca.key");
        assertThat(other.resolve("tls/ca.key")).hasContent("newer");
    }

    @Test
    void filesThatLieElsewhereAreInItToo() throws Exception {
        Path zip = folder.resolve("backup.zip");
        InboxFolder inbox = kind.in(data()).withFiles(Optional.of(Files.createDirectory(folder.resolve("files"))));
        try (InboxBench bench = new InboxBench(inbox, data(), InboxSettings.KEEP_ALL)) {
            bench.upload("a.3mf", SHARED);
            Files.writeString(folder.resolve("files/.printfarm-mark"), "the farm's");
            try (JobArchive archive = JobArchive.open(inbox)) {
                assertThat(FarmBackup.write(inbox, archive.copyRecord(), zip))
                        .isEqualTo(new Written(1, 0, Files.size(zip)));
            }
            assertThat(FarmRestore.from(zip, data(), inbox)).isEqualTo(new Restored(1, 0, List.of()));
        }
        Path other = folder.resolve("other");
        assertThat(FarmRestore.from(zip, other, kind.in(other))).isEqualTo(new Restored(1, 0, List.of()));
        assertThat(content(other, "1")).isEqualTo(SHARED);
        assertThat(data().resolve("inbox/files")).doesNotExist();
    }

    @Test
    void whatIsDamagedIsToldAndNotPutBack() throws Exception {
        Path zip = folder.resolve("backup.zip");
        try (InboxBench bench = new InboxBench(kind, data())) {
            String id = bench.upload("a.gcode", Archives.text("a")).jobId().orElseThrow();
            bench.upload("b.gcode", Archives.text("b"));
            Files.writeString(FarmFiles.of(data(), job(data(), id)), "damage");
        }
        assertThat(backup(zip).damaged()).isEqualTo(1);
        assertThat(FarmRestore.from(zip, data(), kind.in(data()))).isEqualTo(new Restored(1, 1, List.of()));
        assertThat(files(data())).containsExactly("b.gcode");
    }

    @Test
    void aFileThatIsNoBackupChangesNothing() throws Exception {
        Path zip = folder.resolve("other.zip");
        try (InboxBench bench = new InboxBench(kind, data())) {
            bench.upload("a.gcode", Archives.text("a"));
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of(FarmBackup.RECORD, "../outside")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(1);
            }
        }
        assertThatThrownBy(() -> FarmRestore.from(zip, data(), kind.in(data()))).isInstanceOf(IOException.class);
        assertThat(folder.resolve("outside")).doesNotExist();
        assertThat(files(data())).containsExactly("a.gcode");
        assertThatThrownBy(() -> FarmBackup.write(kind.in(data()), Optional.empty(), data().resolve("x.zip")))
                .hasMessageContaining("cannot lie within");
    }

    private Written backup(Path zip) throws IOException {
        try (JobArchive archive = JobArchive.open(kind.in(data()))) {
            Optional<Path> record = archive.copyRecord();
            Written written = FarmBackup.write(kind.in(data()), record, zip);
            Files.delete(record.orElseThrow());
            return written;
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void delete(String id) throws IOException {
        try (JobArchive archive = JobArchive.open(kind.in(data()))) {
            assertThat(archive.delete(id)).isTrue();
        }
    }

    private Job job(Path data, String id) throws IOException {
        try (JobArchive archive = JobArchive.open(kind.in(data))) {
            return archive.find(id).orElseThrow();
        }
    }

    private byte[] content(Path data, String id) throws IOException {
        return Files.readAllBytes(FarmFiles.of(data, job(data, id)));
    }

    private List<String> files(Path data) throws IOException {
        try (JobArchive archive = JobArchive.open(kind.in(data))) {
            return archive.list(JobFilter.NEWEST).stream().map(Job::file).toList();
        }
    }
}
