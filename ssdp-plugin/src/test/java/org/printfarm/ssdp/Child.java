package org.printfarm.ssdp;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A child process that is told and answers line by line; the last 10,000 lines are kept. */
final class Child {

    private static final int MAX_LINES = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Child(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "test-child");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null && lines.size() < MAX_LINES; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("the child's output ended");
        }
    }

    void tell(String command) throws IOException {
        BufferedWriter in = process.outputWriter(StandardCharsets.UTF_8);
        in.write(command);
        in.newLine();
        in.flush();
    }

    /** Waits for a line. */
    void await(String line) {
        awaitAny(line::equals);
    }

    void awaitAny(Predicate<String> which) {
        Awaitility.await().atMost(PATIENCE).until(() -> lines.stream().anyMatch(which));
    }

    /** Tells it again and again until it answers so. */
    void tellUntil(String command, String answer) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            tell(command);
            return lines.contains(answer);
        });
    }

    List<String> lines() {
        return lines;
    }

    void forget() {
        lines.clear();
    }

    /** Sends SIGTERM and waits for the end. */
    void terminate() {
        process.destroy();
        Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive());
    }
}
