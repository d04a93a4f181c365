package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;
import org.printfarm.api.job.StoredUpload;
import org.printfarm.api.job.Upload;
import org.printfarm.host.job.store.EarlySync;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.threemf.Archives;
import org.printfarm.host.job.threemf.SlicedContents;
import org.printfarm.host.postgres.RecordKind;

/** What an upload leaves behind: a whole file and its record, or nothing. */
@ParameterizedClass
@EnumSource(RecordKind.class)
final class UploadsIT {

    private static final int CLIENTS = 8;
    private static final int PIECE_BYTES = 250_000;

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

    @Test
    void aStoredFileIsListedWithEverythingThatIsKnownOfIt() throws Exception {
        byte[] content = Archives.sliced("a");
        StoredUpload stored = bench.upload("cube.gcode.3mf", content);

        Job job = bench.onlyJob();
        assertThat(job.id()).isEqualTo(stored.jobId().orElseThrow());
        assertThat(job.printer()).isEqualTo(bench.printer.id());
        assertThat(job.file()).isEqualTo("cube.gcode.3mf");
        assertThat(job.state()).isEqualTo(Job.State.RECEIVED);
        assertThat(job.from()).isEqualTo("127.0.0.1");
        assertThat(job.received()).isEqualTo(bench.time.instant());
        assertThat(job.plate()).isEmpty();
        assertThat(job.content().bytes()).isEqualTo(content.length).isEqualTo(stored.bytes());
        assertThat(job.content().sha256()).isEqualTo(hash("SHA-256", content)).isEqualTo(stored.sha256());
        assertThat(job.content().md5()).isEqualToIgnoringCase(hash("MD5", content));
        assertThat(job.content().contents().printerModels()).containsExactly("C12");
        assertThat(job.content().contents().plates()).hasSize(2);
        assertThat(Files.readAllBytes(bench.filesIn("files").get(0))).isEqualTo(content);
        assertThat(bench.filesIn("tmp")).isEmpty();
    }

    @Test
    void nothingIsSeenBeforeTheCommit() throws Exception {
        try (Upload upload = bench.intake().open("cube.gcode", InboxBench.MAX_BYTES, InboxBench.CLIENT)) {
            upload.write(ByteBuffer.wrap(Archives.text("G28")));
            assertThat(bench.jobs()).isEmpty();
            assertThat(bench.filesIn("files")).isEmpty();
            assertThat(bench.filesIn("tmp")).hasSize(1);
        }
        assertThat(bench.jobs()).isEmpty();
        assertThat(bench.filesIn("tmp")).isEmpty();
    }

    @Test
    void filesAreClosedToOtherUsersFromTheFirstInstant() throws Exception {
        try (Upload upload = bench.intake().open("cube.gcode", InboxBench.MAX_BYTES, InboxBench.CLIENT)) {
            assertThat(permissions(bench.filesIn("tmp").get(0))).isEqualTo("rw-------");
            upload.write(ByteBuffer.wrap(Archives.text("G28")));
            upload.commit();
        }
        assertThat(permissions(bench.filesIn("files").get(0))).isEqualTo("rw-------");
        assertThat(permissions(data.resolve("inbox"))).isEqualTo("rwx------");
        if (kind == RecordKind.SQLITE) {
            assertThat(permissions(data.resolve("inbox/jobs.db"))).isEqualTo("rw-------");
            assertThat(permissions(data.resolve("inbox/jobs.db-wal"))).isEqualTo("rw-------");
        }
    }

    @Test
    void aFileCutOffAnywhereIsRefusedAndLeavesNothing() throws Exception {
        byte[] whole = Archives.sliced("cut");
        for (int sixteenths = 0; sixteenths < 16; sixteenths++) {
            byte[] part = Arrays.copyOf(whole, whole.length * sixteenths / 16);
            assertRefused(Reason.NOT_WHOLE, "cube.3mf", part);
        }
        assertThat(bench.upload("cube.3mf", whole).jobId()).isPresent();
    }

    @Test
    void aFileLargerThanAllowedIsRefusedAndLeavesNothing() throws Exception {
        assertRefused(Reason.TOO_LARGE, "big.gcode", new byte[(int) InboxBench.MAX_BYTES + 1]);
        assertThat(bench.upload("big.gcode", new byte[(int) InboxBench.MAX_BYTES])
                        .jobId())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", ".", "..", "a/../../b.3mf", "a\u0000.3mf", "a\r\nb.gcode"})
    void aNameThatCannotBeUsedIsRefused(String name) {
        assertThatThrownBy(() -> bench.intake().open(name, InboxBench.MAX_BYTES, InboxBench.CLIENT))
                .isInstanceOfSatisfying(
                        IntakeException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_NAME));
    }

    @Test
    void aProbeIsAcknowledgedAndBecomesNoJob() throws Exception {
        assertThat(bench.upload("verify_job", new byte[0]).jobId()).isEmpty();
        assertThat(bench.upload("/verify_job", new byte[16]).jobId()).isEmpty();
        assertThat(bench.upload("cache/verify_job", new byte[4096]).jobId()).isEmpty();
        assertRefused(Reason.NOT_WHOLE, "anything.gcode", new byte[0]);
        assertThat(bench.jobs()).isEmpty();
        assertThat(bench.filesIn("tmp")).isEmpty();
        assertThat(bench.filesIn("files")).isEmpty();
    }

    @Test
    void gcodeAndOtherNamesAreTakenAsTheyAre() throws Exception {
        bench.upload("cube.gcode", Archives.text("G28"));
        bench.upload("Früchte & Spaß.txt", Archives.text("x"));
        assertThat(bench.jobs()).extracting(Job::file).containsExactly("cube.gcode", "Früchte & Spaß.txt");
        assertThat(bench.jobs()).allMatch(job -> job.content().contents().equals(SlicedContents.NONE));
    }

    @Test
    void theSameContentIsStoredOnce() throws Exception {
        byte[] content = Archives.sliced("once");
        bench.upload("a.3mf", content);
        bench.upload("b.3mf", content);
        InboxBench.upload(bench.intakeOf(TestPrinters.next()), "a.3mf", content);
        assertThat(bench.jobs()).hasSize(3);
        assertThat(bench.filesIn("files")).hasSize(1);
        assertThat(bench.filesIn("tmp")).isEmpty();
    }

    @Test
    void aSharedFileGoesWithItsLastJob() throws Exception {
        byte[] content = Archives.sliced("shared");
        String first = bench.upload("a.3mf", content).jobId().orElseThrow();
        String second = bench.upload("b.3mf", content).jobId().orElseThrow();
        try (JobArchive archive = JobArchive.open(bench.folder)) {
            assertThat(archive.delete(first)).isTrue();
            assertThat(archive.delete(first)).isFalse();
            assertThat(bench.filesIn("files")).hasSize(1);
            assertThat(archive.delete(second)).isTrue();
            assertThat(bench.filesIn("files")).isEmpty();
        }
        bench.upload("c.3mf", content);
        assertThat(bench.filesIn("files")).hasSize(1);
        assertThat(bench.onlyJob().id()).isNotIn(first, second);
    }

    @Test
    void bytesThatCameUnderAPlainNameFirstAreReadWhenTheyComeAsAnArchive() throws Exception {
        byte[] content = Archives.sliced("late");
        bench.upload("cube.bin", content);
        bench.upload("cube.3mf", content);
        assertThat(bench.jobs())
                .allMatch(job -> job.content().contents().plates().size() == 2);
    }

    @Test
    void uploadsOfOneNameAtOnceNeverMix() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<StoredUpload>> uploads = new ArrayList<>();
            List<byte[]> contents = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                byte[] content = Archives.sliced("client " + client);
                contents.add(content);
                uploads.add(clients.submit(() -> inPieces(content)));
            }
            for (int client = 0; client < CLIENTS; client++) {
                StoredUpload stored = uploads.get(client).get(60, TimeUnit.SECONDS);
                assertThat(stored.sha256()).isEqualTo(hash("SHA-256", contents.get(client)));
            }
            assertThat(bench.jobs()).hasSize(CLIENTS);
            for (Job job : bench.jobs()) {
                Path file = FarmFiles.of(data, job);
                byte[] content = Files.readAllBytes(file);
                assertThat(hash("SHA-256", content)).isEqualTo(job.content().sha256());
                assertThat(hash("MD5", content))
                        .isEqualToIgnoringCase(job.content().md5());
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private StoredUpload inPieces(byte[] content) throws IntakeException {
        try (Upload upload = bench.intake().open("cube.3mf", InboxBench.MAX_BYTES, InboxBench.CLIENT)) {
            for (int at = 0; at < content.length; at += 50) {
                upload.write(ByteBuffer.wrap(content, at, Math.min(50, content.length - at)));
            }
            return upload.commit();
        }
    }

    @Test
    void aFileThatIsSyncedWhileItComesIsWholeAndItsHashesAreRight() throws Exception {
        byte[] content = new byte[(int) (2 * EarlySync.STEP_BYTES) + 100];
        new Random(4).nextBytes(content);
        try (Upload upload = bench.intake().open("large.gcode", content.length, InboxBench.CLIENT)) {
            for (int at = 0; at < content.length; at += PIECE_BYTES) {
                upload.write(ByteBuffer.wrap(content, at, Math.min(PIECE_BYTES, content.length - at)));
            }
            upload.commit();
        }
        Job job = bench.onlyJob();
        assertThat(job.content().sha256()).isEqualTo(hash("SHA-256", content));
        assertThat(job.content().md5()).isEqualToIgnoringCase(hash("MD5", content));
        assertThat(FarmFiles.of(data, job)).hasBinaryContent(content);
    }

    @Test
    void anUploadThatFailedIsOfNoFurtherUse() throws Exception {
        try (Upload upload = bench.intake().open("a.gcode", 2, InboxBench.CLIENT)) {
            assertThatThrownBy(() -> upload.write(ByteBuffer.allocate(3))).isInstanceOf(IntakeException.class);
            assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
            upload.close();
            upload.close();
        }
        assertThat(bench.jobs()).isEmpty();
    }

    @Test
    void aRenamedJobHasItsNewNameAndIsReadWhenItBecomesAnArchive() throws Exception {
        String id =
                bench.upload("upload.tmp", Archives.sliced("renamed")).jobId().orElseThrow();
        bench.intake().rename(id, "", "/cache/cube.gcode.3mf");
        assertThat(bench.onlyJob().file()).isEqualTo("cache/cube.gcode.3mf");
        assertThat(bench.onlyJob().content().contents().plates()).hasSize(2);
    }

    @Test
    void aFileThatIsNoArchiveCannotBeRenamedToOne() throws Exception {
        String id = bench.upload("upload.tmp", Archives.text("no zip")).jobId().orElseThrow();
        assertReason(Reason.NOT_WHOLE, () -> bench.intake().rename(id, "", "cube.3mf"));
        assertReason(Reason.BAD_NAME, () -> bench.intake().rename(id, "", "../x"));
        assertReason(Reason.NOT_FOUND, () -> bench.intake().rename("4711", "", "x.gcode"));
        assertReason(Reason.NOT_FOUND, () -> bench.intakeOf(TestPrinters.next()).rename(id, "", "x.gcode"));
        assertThat(bench.onlyJob().file()).isEqualTo("upload.tmp");
    }

    @Test
    void aStartSweepsWhatAnEarlierProcessLeftUnfinished() throws Exception {
        bench.upload("kept.3mf", Archives.sliced("kept"));
        Files.write(data.resolve("inbox/tmp/upload-1.part"), new byte[10]);
        Path orphan = data.resolve("inbox/files/00/").resolve("0".repeat(64));
        Files.createDirectories(orphan.resolveSibling(""));
        Files.write(orphan, new byte[10]);
        for (int restart = 0; restart < 3; restart++) {
            bench.restart();
        }
        assertThat(bench.filesIn("tmp")).isEmpty();
        assertThat(bench.filesIn("files")).hasSize(1);
        assertThat(bench.onlyJob().file()).isEqualTo("kept.3mf");
    }

    @Test
    void afterTheCloseNothingIsTaken() throws Exception {
        Upload open = bench.intake().open("a.gcode", InboxBench.MAX_BYTES, InboxBench.CLIENT);
        open.write(ByteBuffer.wrap(Archives.text("G28")));
        bench.close();
        assertReason(Reason.STORAGE, open::commit);
        open.close();
        assertReason(Reason.STORAGE, () -> bench.intake().open("b.gcode", InboxBench.MAX_BYTES, InboxBench.CLIENT));
        assertThat(bench.jobs()).isEmpty();
        assertThat(bench.filesIn("files")).isEmpty();
    }

    private void assertRefused(Reason reason, String name, byte[] content) throws IOException {
        assertReason(reason, () -> bench.upload(name, content));
        assertThat(bench.jobs()).isEmpty();
        assertThat(bench.filesIn("tmp")).isEmpty();
        assertThat(bench.filesIn("files")).isEmpty();
    }

    private static void assertReason(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        IntakeException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static String hash(String algorithm, byte[] content) throws Exception {
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance(algorithm).digest(content));
    }
}
