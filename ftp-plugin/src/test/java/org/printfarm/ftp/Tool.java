package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the machine as a foreign client. A test whose program is missing is skipped, and says so loudly. */
final class Tool {

    private static final long LIMIT_SECONDS = 120;

    /** How a program ended and what it said. */
    record Result(int exit, String output) {}

    private Tool() {}

    static void needed(String program) {
        boolean there = isThere(program);
        if (!there) {
            System.err.println("SKIPPED: " + program + " is not installed; install it to run this test");
        }
        assumeTrue(there, program + " is not installed");
    }

    private static boolean isThere(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    static Result run(List<String> command) throws IOException, InterruptedException {
        return run(command, "");
    }

    static Result run(List<String> command, String input) throws IOException, InterruptedException {
        Path output = Files.createTempFile("tool", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String said = Files.readString(output, StandardCharsets.ISO_8859_1);
            assertThat(ended)
                    .as("%s ends in time; it said %s", command.get(0), said)
                    .isTrue();
            return new Result(process.exitValue(), said);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** curl with what every call needs. */
    static Result curl(String... arguments) throws IOException, InterruptedException {
        needed("curl");
        List<String> command = new ArrayList<>(List.of("curl", "-v", "-sS", "-k", "--ssl-reqd", "--max-time", "100"));
        command.addAll(List.of(arguments));
        return run(command);
    }
}
