package org.printfarm.bench.drive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.printfarm.bench.machine.Children;
import org.printfarm.bench.machine.Pinning;

/**
 * Starts load processes. The C program where it could be compiled, because it takes less of the machine; otherwise the one
 * in Java, which checks the same.
 */
public final class LoadDriver {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String MAIN = "org.printfarm.bench.load.LoadMain";
    private static final String ECDSA_ONLY = "ECDSA+SHA256";
    private static final String RSA_ONLY = "RSA-PSS+SHA256:RSA+SHA256";

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
        List<String> command = bindload.map(program -> inC(program, spec)).orElseGet(() -> inJava(spec));
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
                        .map(LoadDriver::parse)
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
        List<String> command = java(kind);
        command.addAll(options);
        return new Conversation(Children.start(builder(pinning.load(command))));
    }

    /** A load process that answers each question with a line. */
    public static final class Conversation implements AutoCloseable {

        private final Process process;
        private final BufferedReader out;
        private final JsonNode first;

        private Conversation(Process process) throws IOException {
            this.process = process;
            this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            this.first = next();
        }

        /**
         * What it said when it was ready.
         *
         * @return JSON
         */
        public JsonNode first() {
            return first;
        }

        /**
         * Asks how things are.
         *
         * @return JSON
         * @throws IOException when it has ended
         */
        public JsonNode ask() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return next();
        }

        private JsonNode next() throws IOException {
            String line = out.readLine();
            if (line == null) {
                Children.end(process);
                throw new IOException("a load process ended before it was ready");
            }
            return parse(line);
        }

        @Override
        public void close() {
            Children.end(process);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException("a load process printed something else than JSON", e);
        }
    }

    private static ProcessBuilder builder(List<String> command) {
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private List<String> inC(Path program, LoadSpec spec) {
        LoadSpec.Transport transport = spec.transport();
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.add(!transport.isTls() ? "--plain" : transport.isTls12() ? "--tls12" : "--tls13");
        if (transport.isTls()) {
            command.addAll(List.of("--sigalgs", transport.isP256() ? ECDSA_ONLY : RSA_ONLY));
        }
        command.addAll(List.of("--expect-id-map", expectedIds.toString(), "--timeout", "10000", "--json"));
        command.addAll(common(spec));
        return command;
    }

    private static List<String> inJava(LoadSpec spec) {
        LoadSpec.Transport transport = spec.transport();
        List<String> command = java("exchanges");
        if (transport.isTls()) {
            command.add(transport.isTls12() ? "--tls12" : "--tls13");
        }
        if (transport.isP256()) {
            command.add("--ecdsa");
        }
        command.addAll(common(spec));
        return command;
    }

    private static List<String> common(LoadSpec spec) {
        List<String> options = new ArrayList<>(List.of("--targets", spec.targets()));
        option(options, "--concurrency", spec.concurrency());
        option(options, "--warmup", spec.warmUp());
        option(options, "--count", spec.count());
        option(options, "--duration", spec.seconds());
        if (spec.rate() > 0) {
            option(options, "--rate", spec.rate());
        }
        return options;
    }

    private static void option(List<String> options, String name, long value) {
        options.addAll(List.of(name, Long.toString(value)));
    }

    private static List<String> java(String kind) {
        return Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MAIN,
                        kind)
                .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
    }
}
