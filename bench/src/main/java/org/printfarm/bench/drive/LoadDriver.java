package org.printfarm.bench.drive;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.printfarm.bench.machine.Children;
import org.printfarm.bench.machine.Pinning;

/**
 * Starts load processes. The C program where it could be compiled, because it takes less of the machine; otherwise the one
 * in Java, which checks the same.
 */
public final class LoadDriver {

    private final Optional<Path> bindload;
    private final Path expectedIds;
    private final Pinning pinning;

    /**
     * Chooses the program.
     *
     * @param bindload the compiled C program, if there is one
     * @param expectedIds which address has which serial: lines {@code ADDRESS SERIAL}
     * @param pinning where load runs
     */
    public LoadDriver(Optional<Path> bindload, Path expectedIds, Pinning pinning) {
        this.bindload = bindload;
        this.expectedIds = expectedIds;
        this.pinning = pinning;
    }

    /**
     * The name of the program, for the report.
     *
     * @return short text
     */
    public String name() {
        return bindload.isPresent() ? "bindload (C)" : "Java";
    }

    /**
     * Runs exchanges to their end.
     *
     * @param spec which
     * @return what was found
     * @throws IOException when the load itself failed
     */
    public LoadResult run(LoadSpec spec) throws IOException, InterruptedException {
        return start(spec).await();
    }

    /**
     * Starts exchanges that run beside something else.
     *
     * @param spec which
     * @return the process
     * @throws IOException when it cannot be started
     */
    public Running start(LoadSpec spec) throws IOException {
        List<String> command = bindload.map(program -> LoadCommands.inC(program, expectedIds, spec))
                .orElseGet(() -> LoadCommands.inJava(spec));
        return new Running(Children.start(builder(pinning.load(command))));
    }

    /** Exchanges that are being done. */
    public static final class Running {

        private final Process process;

        private Running(Process process) {
            this.process = process;
        }

        /**
         * Waits for their end.
         *
         * @return what was found
         * @throws IOException when the load itself failed
         */
        public LoadResult await() throws IOException, InterruptedException {
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                List<String> lines = out.lines().toList();
                process.waitFor();
                return lines.stream()
                        .filter(line -> line.startsWith("{"))
                        .findFirst()
                        .map(Json::parse)
                        .map(LoadResult::of)
                        .orElseThrow(() -> new IOException("the load failed: " + String.join(" / ", lines)));
            } finally {
                Children.end(process);
            }
        }
    }

    /**
     * Starts a crowd of idle peers and waits until all are connected.
     *
     * @param options of {@code crowd}
     * @return the process
     * @throws IOException when they cannot connect
     */
    public Conversation crowd(List<String> options) throws IOException {
        return talk("crowd", options);
    }

    /**
     * Starts MQTT clients and waits until all are subscribed.
     *
     * @param options of {@code mqtt}
     * @return the process
     * @throws IOException when they cannot subscribe
     */
    public Conversation mqtt(List<String> options) throws IOException {
        return talk("mqtt", options);
    }

    private Conversation talk(String kind, List<String> options) throws IOException {
        List<String> command = LoadCommands.java(kind);
        command.addAll(options);
        return new Conversation(Children.start(builder(pinning.load(command))));
    }

    private static ProcessBuilder builder(List<String> command) {
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
