package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A machine of a test's network: a namespace for its cards. Needs root and iproute2. */
final class NetworkNamespace implements AutoCloseable {

    private final Process process;
    private final List<String> options;

    private NetworkNamespace(String... options) throws Exception {
        this.options = List.of(options);
        List<String> unshare = behind(List.of("unshare"), options);
        Assumptions.assumeTrue(
                run(behind(unshare, "ip", "link", "set", "lo", "up")).status() == 0, "no namespaces here");
        process = new ProcessBuilder(behind(unshare, "cat")).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Path mine = Path.of("/proc/self/ns/net");
        Path its = Path.of("/proc", id(), "ns", "net");
        await().until(() -> !Files.readSymbolicLink(its).equals(Files.readSymbolicLink(mine)));
        ip("link set lo up");
    }

    /** Skips the test where none can be made. */
    static NetworkNamespace make() throws Exception {
        return new NetworkNamespace("-n");
    }

    /** One whose mounts are its own, too. */
    static NetworkNamespace withMounts() throws Exception {
        return new NetworkNamespace("-m", "-n");
    }

    /** Names it to {@code ip}. */
    String id() {
        return Long.toString(process.pid());
    }

    /** What a command line begins with to run in it. */
    List<String> before() {
        return behind(List.of("nsenter", "-t", id()), options.toArray(String[]::new));
    }

    /** Runs {@code ip}, which must go well. */
    String ip(String arguments) throws Exception {
        return fine(("ip " + arguments).split(" "));
    }

    /** Runs a program, which must go well. */
    String fine(String... command) throws Exception {
        Said said = ask(command);
        assertThat(said.status())
                .as("%s: %s", String.join(" ", command), said.words())
                .isZero();
        return said.words();
    }

    /** Runs a program. */
    Said ask(String... command) throws Exception {
        return run(behind(before(), command));
    }

    /** Whether it has an address now. Takes some microseconds. */
    boolean has(String address) {
        // Source: fib_trie of the kernel: a line "|-- ADDRESS", and below it "/32 host LOCAL".
        try {
            String table = Files.readString(Path.of("/proc", id(), "net", "fib_trie"), StandardCharsets.US_ASCII);
            return table.matches("(?s).*\\|-- " + address.replace(".", "\\.") + "\\n\\s+/32 host LOCAL.*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> behind(List<String> before, String... command) {
        List<String> all = new ArrayList<>(before);
        all.addAll(Arrays.asList(command));
        return all;
    }

    /** What a program said; status -1 when it does not run here. */
    record Said(int status, String words) {}

    static Said run(List<String> command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Said(-1, "");
        }
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), words);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
