package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobQueries;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.JobStore;
import org.printfarm.host.job.store.StoredContent;
import org.printfarm.host.job.threemf.Archives;
import org.printfarm.host.job.threemf.SlicedContents;

/** How long jobs are kept. */
final class RetentionIT {

    private static final Duration KEPT = Duration.ofDays(1);

    @TempDir
    private Path data;

    @Test
    void jobsAreRemovedWhenTheyAreTooOld() throws Exception {
        try (InboxBench bench = new InboxBench(data, new InboxSettings(Optional.of(KEPT), Optional.empty()))) {
            bench.upload("old.gcode", Archives.text("old"));
            bench.time.pass(KEPT.minusMinutes(2));
            bench.upload("new.gcode", Archives.text("new"));
            bench.time.pass(Duration.ofMinutes(4));
            awaitFiles(bench, "new.gcode");
            assertThat(bench.filesIn("files")).hasSize(1);
        }
    }

    @Test
    void theOldestJobsAreRemovedWhenThereIsTooMuch() throws Exception {
        try (InboxBench bench = new InboxBench(data, new InboxSettings(Optional.empty(), Optional.of(250L)))) {
            byte[] shared = new byte[100];
            bench.upload("1.gcode", shared);
            bench.upload("2.gcode", Archives.text("x".repeat(100)));
            bench.upload("3.gcode", shared);
            bench.upload("4.gcode", Archives.text("y".repeat(100)));
            bench.time.pass(Duration.ofMinutes(2));
            // The first shares its bytes with the third: only with the second is anything gained.
            awaitFiles(bench, "3.gcode", "4.gcode");
            bench.upload("5.gcode", new byte[1000]);
            bench.time.pass(Duration.ofMinutes(2));
            awaitFiles(bench, "5.gcode");
        }
    }

    @Test
    void aClockThatJumpedRemovesABoundedShareADay() throws Exception {
        InboxFolder folder = InboxFolder.of(data);
        MovedClock clock = new MovedClock();
        try (JobRepository repository = JobRepository.open(folder, clock)) {
            SlicedContents none = SlicedContents.NONE;
            for (int i = 0; i < 100; i++) {
                repository
                        .store()
                        .add(new JobStore.Received(
                                "a",
                                new JobStore.Naming("f", "f"),
                                new StoredContent("00" + i, "", 1, none),
                                clock.now,
                                "x"));
            }
            Retention retention =
                    new Retention(repository, new InboxSettings(Optional.of(Duration.ofDays(365)), Optional.empty()));
            clock.now = clock.now.plus(Duration.ofDays(10_000));
            retention.run();
            retention.run();
            assertThat(repository.queries().totals()).isEqualTo(new JobQueries.Totals(90, 90));
            for (int minute = 0; minute < 60 * 24; minute++) {
                retention.run();
            }
            assertThat(repository.queries().totals().jobs()).isBetween(80L, 82L);
        }
    }

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-01-02T03:04:05Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void everythingIsKeptByDefault() throws Exception {
        try (InboxBench bench = new InboxBench(data)) {
            bench.upload("1.gcode", new byte[100]);
            bench.time.pass(Duration.ofDays(1000));
            assertThat(names(bench)).containsExactly("1.gcode");
        }
    }

    private static void awaitFiles(InboxBench bench, String... files) {
        await().untilAsserted(() -> assertThat(names(bench)).containsExactly(files));
    }

    private static List<String> names(InboxBench bench) throws IOException {
        return bench.jobs().stream().map(Job::file).toList();
    }
}
