package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.OtherHosts;
import org.printfarm.host.job.threemf.Archives;

/** Stored bytes are read again, seldom and slowly, and what the disk forgot is told. */
final class ContentCheckIT {

    private static final Duration DUE = ContentCheck.PERIOD.plusMinutes(1);

    @TempDir
    private Path data;

    @Test
    void aDamagedFileIsToldAtItsJobUntilItIsSentAgain() throws Exception {
        byte[] content = Archives.text("G28 ".repeat(50_000));
        try (InboxBench bench = new InboxBench(data)) {
            String id = bench.upload("a.gcode", content).jobId().orElseThrow();
            String whole = bench.upload("b.gcode", Archives.text("b")).jobId().orElseThrow();
            damage(FarmFiles.of(data, job(id)));
            check(DUE.minusMinutes(2), 3);
            assertThat(job(id).notes().damaged()).isFalse();
            check(DUE, 3);
            assertThat(job(id).notes().damaged()).isTrue();
            assertThat(job(whole).notes().damaged()).isFalse();
            String again = bench.upload("a.gcode", content).jobId().orElseThrow();
            assertThat(job(id).notes().damaged()).isFalse();
            assertThat(Files.readAllBytes(FarmFiles.of(data, job(again)))).isEqualTo(content);
        }
    }

    @Test
    void damageIsAnEventOfThePrinterThatHasTheJob() throws Exception {
        try (InboxBench bench = new InboxBench(data)) {
            String id = bench.upload("a.gcode", Archives.text("a")).jobId().orElseThrow();
            damage(FarmFiles.of(data, job(id)));
            List<String> told = new ArrayList<>();
            InboxEvents events = new InboxEvents();
            events.to((printer, event) -> told.add(printer + " " + event.kind() + " " + event.code()));
            try (JobRepository repository = later(DUE);
                    ContentCheck check = new ContentCheck(repository, events, System::nanoTime)) {
                check.run();
            }
            assertThat(told).containsExactly(bench.printer.id() + " FAULT FILE_DAMAGED");
        }
    }

    @Test
    void aMissingFileIsDamageToo() throws Exception {
        try (InboxBench bench = new InboxBench(data)) {
            String id = bench.upload("a.gcode", Archives.text("a")).jobId().orElseThrow();
            Files.delete(FarmFiles.of(data, job(id)));
            check(DUE, 1);
            assertThat(job(id).notes().damaged()).isTrue();
        }
    }

    @Test
    void whereOtherHostsHaveItTooADamagedFileIsMendedAndAMissingOneIsTheirs() throws Exception {
        byte[] content = Archives.text("a");
        InboxFolder folder = new InboxFolder(data.resolve("inbox"), Optional.empty(), Optional.empty(), true);
        try (InboxBench bench = new InboxBench(data)) {
            String id = bench.upload("a.gcode", content).jobId().orElseThrow();
            String elsewhere =
                    bench.upload("b.gcode", Archives.text("b")).jobId().orElseThrow();
            damage(FarmFiles.of(data, job(id)));
            Files.delete(FarmFiles.of(data, job(elsewhere)));
            try (JobRepository repository = JobRepository.open(folder, Clock.offset(new HandScheduler(), DUE));
                    ContentCheck check = new ContentCheck(repository, new InboxEvents(), System::nanoTime)) {
                repository.replicas().reach(new OtherHosts() {
                    @Override
                    public void keep(String sha256, Path file) {}

                    @Override
                    public boolean fetch(String sha256) throws IOException {
                        repository.replicas().receive(sha256, content.length, new ByteArrayInputStream(content));
                        return true;
                    }
                });
                check.run();
            }
            assertThat(Files.readAllBytes(FarmFiles.of(data, job(id)))).isEqualTo(content);
            assertThat(damaged(id, elsewhere)).isZero();
        }
    }

    @Test
    void aLookReadsASliceAndRestsForAHundredTimesItsTime() throws Exception {
        try (InboxBench bench = new InboxBench(data)) {
            String id = bench.upload("a.gcode", new byte[ContentCheck.SLICE / 2 + 1])
                    .jobId()
                    .orElseThrow();
            String next = bench.upload("b.gcode", new byte[ContentCheck.SLICE / 2 + 2])
                    .jobId()
                    .orElseThrow();
            damage(FarmFiles.of(data, job(id)));
            damage(FarmFiles.of(data, job(next)));
            AtomicLong nanos = new AtomicLong();
            try (JobRepository repository = later(DUE);
                    ContentCheck check =
                            new ContentCheck(repository, new InboxEvents(), () -> nanos.getAndAdd(50_000_000))) {
                assertThat(check.run()).isEqualTo(Duration.ofSeconds(5));
                assertThat(damaged(id, next)).isEqualTo(1);
                assertThat(check.run()).isEqualTo(Duration.ofSeconds(5));
                assertThat(damaged(id, next)).isEqualTo(2);
            }
            try (JobRepository repository = later(DUE);
                    ContentCheck check = new ContentCheck(repository, new InboxEvents(), nanos::get)) {
                assertThat(check.run()).isEqualTo(ContentCheck.IDLE);
            }
        }
    }

    private long damaged(String... ids) throws IOException {
        long count = 0;
        for (String id : ids) {
            count += job(id).notes().damaged() ? 1 : 0;
        }
        return count;
    }

    private void check(Duration later, int looks) throws IOException {
        AtomicLong nanos = new AtomicLong();
        try (JobRepository repository = later(later);
                ContentCheck check = new ContentCheck(repository, new InboxEvents(), nanos::get)) {
            for (int look = 0; look < looks; look++) {
                check.run();
            }
        }
    }

    private JobRepository later(Duration later) throws IOException {
        return JobRepository.open(InboxFolder.of(data), Clock.offset(new HandScheduler(), later));
    }

    private Job job(String id) throws IOException {
        try (JobArchive archive = JobArchive.open(InboxFolder.of(data))) {
            return archive.find(id).orElseThrow();
        }
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
