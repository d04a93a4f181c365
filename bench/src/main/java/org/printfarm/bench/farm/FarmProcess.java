package org.printfarm.bench.farm;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.printfarm.bench.machine.Children;
import org.printfarm.bench.machine.ProcStat;

/** A farm that runs, or is about to. */
public final class FarmProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    private static final String READY = "ready: ";
    private static final String ALL_UP = ", 0 degraded, 0 failed";
    private static final double NANOS = 1e9;
    private static final int LAST_LINES = 3;

    private final Process process;
    private final long begun;
    private final Optional<Path> log;
    private final CompletableFuture<Ready> ready = new CompletableFuture<>();

    private record Ready(String line, long at) {}

    private FarmProcess(Process process, long begun, Optional<Path> log) {
        this.process = process;
        this.begun = begun;
        this.log = log;
    }

    static FarmProcess start(ProcessBuilder builder) throws IOException {
        long begun = System.nanoTime();
        Process process = Children.start(builder);
        Optional<Path> log = Optional.ofNullable(builder.redirectError().file()).map(java.io.File::toPath);
        FarmProcess farm = new FarmProcess(process, begun, log);
        Thread reader = new Thread(farm::read, "farm-output");
        reader.setDaemon(true);
        reader.start();
        return farm;
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(READY)) {
                    ready.complete(new Ready(line, System.nanoTime()));
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IOException("it ended"));
    }

    /**
     * Waits until every service runs.
     *
     * @return this
     * @throws IOException when one does not
     */
    public FarmProcess awaitReady() throws IOException, InterruptedException {
        try {
            String line = ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS).line();
            if (!line.endsWith(ALL_UP)) {
                String said = lastWords();
                close();
                throw new IOException("not all services came up: " + line + "; it said: " + said);
            }
            return this;
        } catch (ExecutionException | TimeoutException e) {
            String said = lastWords();
            close();
            throw new IOException("the farm did not start; it said: " + said, e);
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = said().lines().toList();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /**
     * What it has logged so far.
     *
     * @return standard error
     * @throws IOException when it cannot be read
     */
    public String said() throws IOException {
        return log.isPresent() ? Files.readString(log.get(), StandardCharsets.ISO_8859_1) : "";
    }

    /**
     * When the process was started.
     *
     * @return on the clock of {@link System#nanoTime}
     */
    public long begun() {
        return begun;
    }

    /**
     * From process start to the ready line; only after {@link #awaitReady}.
     *
     * @return seconds
     */
    public double readySeconds() {
        return (ready.join().at() - begun) / NANOS;
    }

    /**
     * The virtual machine itself, in case the launcher stays around it.
     *
     * @return its process id
     */
    public long pid() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .map(ProcessHandle::pid)
                .orElse(process.pid());
    }

    /**
     * How the virtual machine was started.
     *
     * @return program and arguments
     * @throws IOException when it has ended
     */
    public List<String> commandLine() throws IOException {
        String line = Files.readString(Path.of("/proc", Long.toString(pid()), "cmdline"));
        return List.of(line.split("\0"));
    }

    /**
     * What it uses now.
     *
     * @return figures of the process
     * @throws IOException when it has ended
     */
    public ProcStat stat() throws IOException {
        return ProcStat.of(pid());
    }

    /**
     * Its open file descriptors.
     *
     * @return how many
     * @throws IOException when it has ended
     */
    public int descriptors() throws IOException {
        return ProcStat.descriptors(pid());
    }

    /**
     * What lives on its heap.
     *
     * @return bytes after a full collection
     * @throws IOException when it cannot be asked
     */
    public long liveHeapBytes() throws IOException, InterruptedException {
        return HeapProbe.liveBytes(pid());
    }

    @Override
    public void close() {
        Children.end(process);
    }
}
