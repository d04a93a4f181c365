package org.printfarm.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the machine. */
public final class Program {

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    /** Where distributions put servers, outside of the path of ordinary users. */
    private static final List<String> MORE_FOLDERS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private Program() {}

    /**
     * Looks for a program in the search path and among the servers.
     *
     * @param name its file name
     * @return where it is; empty when it is not installed
     */
    public static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse(DEFAULT_PATH);
        return Stream.concat(Stream.of(path.split(":")), MORE_FOLDERS.stream())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * What a program said.
     *
     * @param exit its exit status
     * @param output standard output and standard error
     */
    public record Result(int exit, String output) {}

    /**
     * Runs a program to its end.
     *
     * @param seconds how long it may take
     * @param command program and arguments
     * @return what it said
     * @throws IOException when it cannot be started, or does not end in time
     */
    public static Result run(long seconds, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("farm-bench-", ".out");
        try {
            Process process = Children.start(
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()));
            process.getOutputStream().close();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            Children.end(process);
            if (!ended) {
                throw new IOException(command.get(0) + " did not end within " + seconds + " s");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
