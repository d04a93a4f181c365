package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A network of two: the farm's machine with {@code card}, 10.9.0.1/24, and a neighbour with {@code far}, 10.9.0.2/24, each a
 * namespace. Needs root and iproute2; without them, the test that wants it skips and says so.
 */
final class TwoMachines implements AutoCloseable {

    /** The farm's command line begins with it. */
    final List<String> inFarm;

    private final List<String> inNeighbour;
    private final List<Process> namespaces = new ArrayList<>();

    TwoMachines() throws Exception {
        Assumptions.assumeTrue(
                run(List.of("unshare", "-n", "ip", "link", "set", "lo", "up")).status() == 0, "no namespaces here");
        inFarm = namespace();
        inNeighbour = namespace();
        String neighbour = Long.toString(namespaces.get(1).pid());
        farm("link set lo up");
        farm("link add card type veth peer name far");
        farm("link set far netns " + neighbour);
        farm("address add 10.9.0.1/24 dev card");
        farm("link set card up");
        neighbour("address add 10.9.0.2/24 dev far");
        neighbour("link set far up");
    }

    private List<String> namespace() throws IOException {
        Process process = new ProcessBuilder("unshare", "-n", "sleep", "600").start();
        namespaces.add(process);
        Path mine = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
        Path its = Path.of("/proc", Long.toString(process.pid()), "ns", "net");
        await().until(() -> !Files.readSymbolicLink(its).equals(mine));
        return List.of("nsenter", "-t", Long.toString(process.pid()), "-n");
    }

    /** Runs {@code ip} on the farm's machine. */
    String farm(String arguments) throws Exception {
        return fine(inFarm, ("ip " + arguments).split(" "));
    }

    /** Runs {@code ip} on the neighbour's machine. */
    String neighbour(String arguments) throws Exception {
        return fine(inNeighbour, ("ip " + arguments).split(" "));
    }

    /** Runs another program on the neighbour's machine. */
    Said askNeighbour(String... command) throws Exception {
        return run(behind(inNeighbour, command));
    }

    private static String fine(List<String> namespace, String... command) throws Exception {
        Said said = run(behind(namespace, command));
        assertThat(said.status())
                .as("%s: %s", String.join(" ", command), said.words())
                .isZero();
        return said.words();
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
        namespaces.forEach(Process::destroyForcibly);
    }
}
