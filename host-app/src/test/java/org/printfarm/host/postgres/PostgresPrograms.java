package org.printfarm.host.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The programs of Debian's package, the newest that is installed, run as the user that it makes.
 *
 * @param before what they run behind, for instance a program that enters a namespace
 */
record PostgresPrograms(List<String> before) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path FOLDER = newest();

    private static Path newest() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.max(Comparator.comparing(Path::toString))
                    .map(version -> version.resolve("bin"))
                    .orElse(Path.of("/nowhere"));
        } catch (IOException e) {
            return Path.of("/nowhere");
        }
    }

    static boolean areInstalled() {
        return Files.exists(FOLDER.resolve("initdb"));
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(before);
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(FOLDER.resolve(program).toString());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Its exit status. */
    int run(Path folder, String program, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(program, arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** What it says. */
    String ask(String password, String program, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(program, arguments)).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", password);
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
