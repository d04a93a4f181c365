package org.printfarm.host.address;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The system's programs for addresses: {@code ip} of iproute2 and {@code arping} of iputils. Each runs by its whole path, with an
 * empty environment and no shell. Any thread.
 *
 * @param ip where it lies
 * @param arping where it lies
 */
public record NetworkCommands(Path ip, Path arping) {

    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");

    /** Far more than any of them takes; arping is told its own limit. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Of what a program says, so many bytes are read: 10,000 addresses of 150. */
    private static final int MAX_OUTPUT = 2 << 20;

    /**
     * What a program said.
     *
     * @param status its exit status; 0 is fine
     * @param output what it wrote, also to standard error
     */
    record Outcome(int status, String output) {}

    /**
     * Looks for them.
     *
     * @return empty when one is missing
     */
    public static Optional<NetworkCommands> find() {
        return missing().isEmpty()
                ? Optional.of(new NetworkCommands(
                        path("ip").orElseThrow(), path("arping").orElseThrow()))
                : Optional.empty();
    }

    /**
     * What has to be installed. The other arping, of the package of that name, has the same options with other meanings.
     *
     * @return a sentence for each that is missing, with its mend
     */
    public static List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (path("ip").isEmpty()) {
            missing.add("the program ip is missing; install it: sudo apt install iproute2");
        }
        if (path("arping").filter(NetworkCommands::isOfIputils).isEmpty()) {
            missing.add("the program arping of iputils is missing; install it: sudo apt install iputils-arping");
        }
        return missing;
    }

    private static Optional<Path> path(String program) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isOfIputils(Path arping) {
        try {
            return run("", List.of(arping.toString(), "-V")).output().contains("iputils");
        } catch (IOException e) {
            return false;
        }
    }

    Outcome ip(String input, String... arguments) throws IOException {
        return run(ip, input, arguments);
    }

    Outcome arping(String... arguments) throws IOException {
        return run(arping, "", arguments);
    }

    private static Outcome run(Path program, String input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, program.toString());
        return run(input, command);
    }

    /** What it reads is shorter than a pipe, or it writes nothing before it has read it. */
    private static Outcome run(String input, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            String output = new String(process.getInputStream().readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(command.get(0) + " does not end");
            }
            return new Outcome(process.exitValue(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(command.get(0) + " was not waited for");
        } finally {
            process.destroyForcibly();
        }
    }
}
