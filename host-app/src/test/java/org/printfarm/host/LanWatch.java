package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Runs a {@link LanProgram} and keeps what it tells. */
final class LanWatch implements AutoCloseable {

    /**
     * A time without an answer.
     *
     * @param end since {@link #begin}
     */
    record Silence(int printer, Duration length, Duration end) {
        private static final Silence NONE = new Silence(0, Duration.ZERO, Duration.ZERO);
    }

    private final Process process;
    private final Path record;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Map<Integer, Long> answers = new ConcurrentHashMap<>();
    private final AtomicReference<Silence> longest = new AtomicReference<>(Silence.NONE);
    private final Set<String> stored = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile long begun = System.nanoTime();

    private LanWatch(Process process, Path record) {
        this.process = process;
        this.record = record;
    }

    /** Starts it in a namespace, with so many printers and as many machines, and waits until the machines listen. */
    static LanWatch start(NetworkNamespace lan, int printers, Path folder) throws Exception {
        for (int number = 1; number <= printers; number++) {
            lan.ip("address add " + LanProgram.machine(number) + "/24 dev bridge");
        }
        Path record = folder.resolve("machines.jsonl");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(lan.before());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath));
        command.addAll(List.of(LanProgram.class.getName(), Integer.toString(printers), record.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("lan.txt").toFile())
                .start();
        LanWatch watch = new LanWatch(process, record);
        Thread reader = new Thread(watch::read, "lan");
        reader.setDaemon(true);
        reader.start();
        assertThat(watch.ready.await(FarmProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(Files.readString(folder.resolve("lan.txt")))
                .isTrue();
        return watch;
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] words = line.split(" ", 2);
                switch (words[0]) {
                    case "ready:" -> ready.countDown();
                    case "answer" -> answered(Integer.parseInt(words[1]));
                    case "stored" -> stored.add(words[1]);
                    default -> refusals.incrementAndGet();
                }
            }
        } catch (IOException e) {
            // It was ended.
            return;
        }
    }

    private void answered(int printer) {
        long now = System.nanoTime();
        Long last = answers.put(printer, now);
        if (last != null) {
            long since = begun;
            Duration length = Duration.ofNanos(now - (last - since > 0 ? last : since));
            Silence silence = new Silence(printer, length, Duration.ofNanos(now - since));
            longest.accumulateAndGet(silence, (one, other) -> one.length().compareTo(other.length()) < 0 ? other : one);
        }
    }

    /** Forgets how long printers were silent, and what was refused. */
    void begin() {
        begun = System.nanoTime();
        longest.set(Silence.NONE);
        refusals.set(0);
    }

    /** The time since {@link #begin}. */
    Duration sinceBegin() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Waits until so much time went by since {@link #begin}. */
    void awaitSinceBegin(Duration time) {
        await().atMost(FarmProcess.PATIENCE).until(() -> sinceBegin().compareTo(time) >= 0);
    }

    /** Waits until an upload was refused in words since {@link #begin}. */
    void awaitRefusal() {
        await().atMost(FarmProcess.PATIENCE).until(() -> refusals.get() > 0);
    }

    /** The longest time that a printer did not answer since {@link #begin}: what was before is another fault's. */
    Silence longestSilence() {
        return Objects.requireNonNull(longest.get());
    }

    /** Lets slicers send no more; machines go on. */
    void stopSlicers() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Whether a printer answered after a moment of {@link System#nanoTime}. */
    boolean hasAnsweredSince(int printer, long moment) {
        Long last = answers.get(printer);
        return last != null && last - moment > 0;
    }

    /** The files that were acknowledged; each one's content follows from its name. */
    Set<String> stored() {
        return Set.copyOf(stored);
    }

    /** What the machines wrote down, a line of JSON each. */
    List<String> record() throws IOException {
        return Files.readAllLines(record);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
