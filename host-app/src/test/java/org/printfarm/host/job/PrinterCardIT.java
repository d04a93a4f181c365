package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.job.CardFile;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.PrinterCard;
import org.printfarm.api.job.Upload;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.threemf.Archives;
import org.printfarm.host.postgres.RecordKind;

/** The card shows what the record keeps: as long as the job, after a restart too. */
@ParameterizedClass
@EnumSource(RecordKind.class)
final class PrinterCardIT {

    @Parameter
    private RecordKind kind = RecordKind.SQLITE;

    @TempDir
    private Path data;

    private InboxBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new InboxBench(kind, data);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private PrinterCard card() {
        return bench.intake().card();
    }

    private String upload(String folder, String path, String text) throws IntakeException {
        try (Upload upload = bench.intake().open(folder, path, InboxBench.MAX_BYTES, InboxBench.CLIENT)) {
            upload.write(ByteBuffer.wrap(Archives.text(text)));
            return upload.commit().jobId().orElseThrow();
        }
    }

    private byte[] read(String path) throws Exception {
        try (SeekableByteChannel content = card().read(card().find(path).orElseThrow())) {
            return Channels.newInputStream(content).readAllBytes();
        }
    }

    @Test
    void aFileLiesWhereItsClientPutItAndStaysThereAfterARestart() throws Exception {
        upload("", "root.gcode", "one");
        String id = upload("cache", "sub/deep.gcode", "two");
        assertThat(bench.jobs()).extracting(Job::file).containsExactly("root.gcode", "sub/deep.gcode");
        bench.restart();
        assertThat(card().newest()).extracting(CardFile::path).containsExactly("cache/sub/deep.gcode", "root.gcode");
        assertThat(card().find("cache/sub/deep.gcode"))
                .contains(new CardFile(id, "cache/sub/deep.gcode", 3, bench.time.instant()));
        assertThat(read("cache/sub/deep.gcode")).isEqualTo(Archives.text("two"));
        assertThat(bench.intakeOf(TestPrinters.next()).card().newest()).isEmpty();
    }

    @Test
    void aFileTakenOffStaysAJobAndGoneAfterARestart() throws Exception {
        upload("", "a.gcode", "one");
        upload("", "a.gcode", "two");
        assertThat(card().remove("a.gcode")).isTrue();
        assertThat(card().remove("a.gcode")).isFalse();
        bench.restart();
        assertThat(card().newest()).isEmpty();
        assertThat(bench.jobs()).hasSize(2);
    }

    @Test
    void anotherFileOfItsPathTakesItsPlace() throws Exception {
        upload("", "a.gcode", "one");
        String second = upload("", "a.gcode", "two");
        assertThat(card().newest()).extracting(CardFile::jobId).containsExactly(second);
        assertThat(read("a.gcode")).isEqualTo(Archives.text("two"));
    }

    @Test
    void aRenamedFileLiesUnderItsNewNameOnly() throws Exception {
        upload("", "old.gcode", "one");
        String id = upload("cache", "a.tmp", "two");
        bench.intake().rename(id, "cache", "b.gcode");
        bench.intake().rename(id, "", "old.gcode");
        assertThat(card().newest()).extracting(CardFile::path).containsExactly("old.gcode");
        assertThat(read("old.gcode")).isEqualTo(Archives.text("two"));
    }

    @Test
    void aDeletedJobIsOffTheCardAndWhoReadsItReadsOn() throws Exception {
        String id = upload("", "a.gcode", "one");
        CardFile file = card().find("a.gcode").orElseThrow();
        try (SeekableByteChannel reading = card().read(file);
                JobArchive archive = JobArchive.open(bench.folder)) {
            assertThat(archive.delete(id)).isTrue();
            assertThat(card().find("a.gcode")).isEmpty();
            assertThat(Channels.newInputStream(reading).readAllBytes()).isEqualTo(Archives.text("one"));
        }
        assertThatThrownBy(() -> card().read(file))
                .isInstanceOfSatisfying(
                        IntakeException.class, e -> assertThat(e.reason()).isEqualTo(IntakeException.Reason.NOT_FOUND));
    }

    @Test
    void theListingIsBoundedAndOlderFilesAreStillFound() throws Exception {
        for (int i = 0; i < 10; i++) {
            upload("", i + ".gcode", "x");
        }
        try (JobRepository repository = JobRepository.open(bench.folder, bench.time)) {
            assertThat(repository.cards().newest(bench.printer.id(), 3))
                    .extracting(CardFile::path)
                    .containsExactly("9.gcode", "8.gcode", "7.gcode");
        }
        assertThat(card().find("0.gcode")).isPresent();
    }
}
