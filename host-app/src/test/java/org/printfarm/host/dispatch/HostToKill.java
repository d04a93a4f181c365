package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link DispatchingHost} in a process of its own, which is killed when this is closed. One thread. */
final class HostToKill implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringBuilder log = new StringBuilder();
    private final Process process;
    private final BufferedWriter orders;
    private final Thread reader = new Thread(this::read);

    HostToKill(Path file) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx200m",
                        "-Dorg.sqlite.tmpdir=" + file.getParent(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DispatchingHost.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        orders = process.outputWriter(StandardCharsets.UTF_8);
        reader.start();
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            in.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException killed) {
            // Its end is what the test waits for.
            return;
        }
    }

    /** What a person says to it: {@code clear MACHINE}, {@code cancel JOB}. */
    void tell(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }

    /** Its next line; waits for it. */
    String next() throws InterruptedException {
        String line = within(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertThat(line).as("%s", log).isNotNull();
        return String.valueOf(line);
    }

    /** Its next line, if one comes in this time. */
    @Nullable
    String within(long millis) throws InterruptedException {
        String line = lines.poll(millis, TimeUnit.MILLISECONDS);
        if (line != null) {
            log.append(line).append('\n');
        }
        return line;
    }

    /** What it said by now and was not read. */
    List<String> rest() {
        List<String> rest = new ArrayList<>();
        lines.drainTo(rest);
        return rest;
    }

    @Override
    public void close() throws InterruptedException {
        boolean ended = process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(ended).isTrue();
        reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }
}
