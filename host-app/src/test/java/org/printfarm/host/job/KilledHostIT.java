package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.TestScheduler;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrinterState;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.store.JobFilter;
import org.printfarm.host.job.threemf.Archives;

/**
 * Kills real processes (SIGKILL) at random moments of a stream of uploads, and looks for everything they acknowledged.
 *
 * <p>By default at most {@value #ROUNDS} rounds and a minute; {@code -Dfarm.kill.rounds=1000} makes a long run of it.
 */
final class KilledHostIT {

    private static final int ROUNDS = 15;
    private static final int ROUNDS_WANTED = Integer.getInteger("farm.kill.rounds", ROUNDS);
    private static final Duration LONGEST = Duration.ofSeconds(60L * Math.max(1, ROUNDS_WANTED / ROUNDS));
    private static final int LONGEST_LIFE_MILLIS = 700;

    @TempDir
    private Path folder;

    private final Map<String, String> acknowledged = new HashMap<>();

    @Test
    void whateverWasAcknowledgedIsThereAndWholeAfterAKillAtAnyInstant() throws Exception {
        Random random = new Random();
        long end = System.nanoTime() + LONGEST.toNanos();
        int round = 0;
        while (round < ROUNDS_WANTED && (round == 0 || System.nanoTime() < end)) {
            runAndKill(round++, random.nextInt(LONGEST_LIFE_MILLIS));
            lookFromOutside();
        }
        restart();
        System.out.println(
                "killed " + round + " hosts; " + acknowledged.size() + " acknowledged uploads are there and whole");
        assertThat(acknowledged).isNotEmpty();
    }

    @Test
    void whatWasAskedForBeforeAKillIsPrintedWhenItsFileComesAfterTheStart() throws Exception {
        Process host = start(RequestingHost.class, 0);
        try (BufferedReader lines = host.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo(PrintDecision.ACCEPTED.name());
        } finally {
            host.destroyForcibly();
            assertThat(host.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        try (TestScheduler scheduler = new TestScheduler();
                FarmInbox inbox = FarmInbox.open(
                        InboxFolder.of(data()), InboxSettings.KEEP_ALL, JobRouting.NONE, Clock.systemUTC(), scheduler);
                JobArchive archive = JobArchive.open(InboxFolder.of(data()))) {
            Printer printer = RequestingHost.printer();
            PrinterState state = inbox.stateOf(printer);
            await().until(() -> state.current().phase() == PrintPhase.PREPARE);
            InboxBench.upload(inbox.intakeOf(printer), "cube.3mf", Archives.sliced("a"));
            await().atMost(Duration.ofSeconds(60)).until(() -> state.current().phase() == PrintPhase.FINISH);
            assertThat(archive.list(JobFilter.NEWEST)).extracting(Job::state).containsExactly(Job.State.DONE);
        }
    }

    private Process start(Class<?> main, int round) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx200m",
                        "-Dorg.sqlite.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        data().toString(),
                        Integer.toString(round))
                .redirectError(folder.resolve("stderr-" + round).toFile())
                .start();
    }

    private void runAndKill(int round, int lifeMillis) throws IOException, InterruptedException {
        Process host = start(UploadingHost.class, round);
        Thread killer = new Thread(() -> {
            // A moment at random is what this is about: there is no event to wait for.
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(lifeMillis));
            // Through the handle: the process itself would close the stream, and what it said last would be lost.
            host.toHandle().destroyForcibly();
        });
        try (BufferedReader lines = host.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            assertThat(line).as("%s", folder.resolve("stderr-" + round)).isNotNull();
            // Every other life begins with the first upload: on a busy machine a start takes longer than a life.
            boolean started = false;
            while (line != null) {
                boolean stored = note(line);
                if (!started && (stored || round % 2 == 1)) {
                    started = true;
                    killer.start();
                }
                line = lines.readLine();
            }
        } finally {
            host.destroyForcibly();
            assertThat(host.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        killer.join();
    }

    /** The last line may be cut off by the kill; one with a whole hash in it counts. Whether this one does. */
    private boolean note(String line) {
        assertThat(line).doesNotStartWith("failed");
        String[] words = line.split(" ");
        boolean counts = words.length == 2 && words[1].length() == 64;
        if (counts) {
            acknowledged.put(words[0], words[1]);
        }
        return counts;
    }

    /** As {@code farm jobs} does while no host runs: nothing is swept yet. */
    private void lookFromOutside() throws Exception {
        try (JobArchive archive = JobArchive.open(InboxFolder.of(data()))) {
            List<Job> jobs = all(archive);
            Map<String, String> listed = new HashMap<>();
            for (Job job : jobs) {
                listed.put(job.id(), job.content().sha256());
            }
            assertThat(listed).containsAllEntriesOf(acknowledged);
            for (Job job : jobs) {
                byte[] content = Files.readAllBytes(FarmFiles.of(data(), job));
                assertThat(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                        .isEqualTo(job.content().sha256());
                assertThat(job.content().contents().plates()).hasSize(2);
            }
        }
    }

    private void restart() throws Exception {
        try (TestScheduler scheduler = new TestScheduler();
                FarmInbox inbox = FarmInbox.open(
                        InboxFolder.of(data()), InboxSettings.KEEP_ALL, JobRouting.NONE, Clock.systemUTC(), scheduler);
                JobArchive archive = JobArchive.open(InboxFolder.of(data()))) {
            assertThat(count("tmp", "upload-")).isZero();
            int jobs = all(archive).size();
            await().atMost(Duration.ofSeconds(60)).until(() -> count("files", "") == jobs);
        }
        lookFromOutside();
    }

    /** A fast machine takes more than one page of uploads. */
    private static List<Job> all(JobArchive archive) throws IOException {
        List<Job> all = new ArrayList<>(archive.list(JobFilter.NEWEST));
        for (List<Job> page = all; page.size() == JobFilter.MAX_LIMIT; all.addAll(page)) {
            Optional<String> last = Optional.of(all.get(all.size() - 1).id());
            page = archive.list(
                    new JobFilter(Optional.empty(), Optional.empty(), Optional.empty(), last, JobFilter.MAX_LIMIT));
        }
        return all;
    }

    private long count(String subfolder, String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(data().resolve("inbox").resolve(subfolder))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith(prefix))
                    .count();
        }
    }

    private Path data() {
        return folder.resolve("data");
    }
}
