package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The host as its users meet it: a process of its own, made from the packaged jar, with its output in files. */
final class FarmProcess implements AutoCloseable {

    /** Generous, for slow machines; nothing is asserted about how fast it is. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String NET_RIGHTS = "-all,+net_admin,+net_raw";

    private static final Path ROOT = Path.of(System.getProperty("farm.root"));

    private final Process process;
    private final Path out;
    private final Path err;

    private FarmProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a command in a folder. */
    static FarmProcess start(Path folder, String... arguments) throws IOException {
        return start(folder, List.of(), arguments);
    }

    /** Starts a command in a folder, with options for the JVM. */
    static FarmProcess start(Path folder, List<String> jvmOptions, String... arguments) throws IOException {
        return start(folder, jvmOptions, Main.class, arguments);
    }

    /** Starts another class of the host than its main one. */
    static FarmProcess start(Path folder, List<String> jvmOptions, Class<?> main, String... arguments)
            throws IOException {
        return start(folder, command(jvmOptions, main, arguments));
    }

    /** Starts a command in a process that may open so many files and sockets and no more. */
    static FarmProcess startWithDescriptors(int most, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + most + "; exec \"$@\"", "sh"));
        command.addAll(command(List.of(), Main.class, arguments));
        return start(folder, command);
    }

    /** Starts a command behind another one, for instance one that enters a namespace. */
    static FarmProcess startBehind(List<String> before, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(command(List.of(), Main.class, arguments));
        return start(folder, command);
    }

    /** Starts printfarm-net in a namespace, with its two rights alone, for the farm.yaml of a folder. */
    static FarmProcess startNet(List<String> namespace, Path folder) throws IOException {
        List<String> before = NetworkNamespace.behind(
                namespace,
                "setpriv",
                "--inh-caps=" + NET_RIGHTS,
                "--ambient-caps=" + NET_RIGHTS,
                "--bounding-set=" + NET_RIGHTS,
                "--no-new-privs");
        return startBehind(before, folder, "net").awaitReady();
    }

    /** Puts {@code ./farm} into a folder, for scripts that are run there. */
    static void putLauncher(Path folder) throws IOException {
        Path launcher = Files.writeString(
                folder.resolve("farm"), "exec '" + String.join("' '", command(List.of(), Main.class)) + "' \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }

    private static List<String> command(List<String> jvmOptions, Class<?> main, String... arguments) {
        Path target = ROOT.resolve("host-app").resolve("target");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
        command.add("-Dfarm.home=" + ROOT);
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(target.resolve("host-app.jar") + File.pathSeparator + target.resolve("lib") + "/*");
        command.add(main.getName());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static FarmProcess start(Path folder, List<String> command) throws IOException {
        Path out = Files.createTempFile(folder, "stdout-", ".txt");
        Path err = Files.createTempFile(folder, "stderr-", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        // A test that fails before its try block must not leave a farm behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new FarmProcess(process, out, err);
    }

    /** Starts a command and waits for its end. */
    static FarmProcess run(Path folder, String... arguments) throws IOException, InterruptedException {
        FarmProcess farm = start(folder, arguments);
        farm.awaitEnd();
        return farm;
    }

    /** Waits for the ready line. */
    FarmProcess awaitReady() {
        awaitOutput("ready: ");
        return this;
    }

    /** Waits for a text on standard output. */
    void awaitOutput(String text) {
        await().atMost(PATIENCE).until(() -> !process.isAlive() || out().contains(text));
        assertThat(out()).as("standard output; standard error was:%n%s", err()).contains(text);
    }

    /** Waits for a text on standard error. */
    void awaitLog(String text) {
        await().atMost(PATIENCE).until(() -> !process.isAlive() || err().contains(text));
        assertThat(err()).contains(text);
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits until the process is gone. */
    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("the process ends; it said:%n%s%n%s", out(), err())
                .isTrue();
        return process.exitValue();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Sends a signal by its name, for instance STOP. */
    void signal(String name) throws Exception {
        NetworkNamespace.Said said = NetworkNamespace.run(List.of("kill", "-" + name, Long.toString(process.pid())));
        assertThat(said.status()).as(said.words()).isZero();
    }

    long pid() {
        return process.pid();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
