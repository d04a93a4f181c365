package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A farm in a network namespace of its own, with a neighbour in another. Needs root and iproute2. */
final class AddressesIT {

    @TempDir
    private Path folder;

    private final List<Process> namespaces = new ArrayList<>();
    private List<String> inFarm = List.of();
    private List<String> inNeighbour = List.of();

    @BeforeEach
    void network() throws Exception {
        Assumptions.assumeTrue(
                run(List.of("unshare", "-n", "ip", "link", "set", "lo", "up")) == 0, "no namespaces here");
        inFarm = namespace();
        inNeighbour = namespace();
        String neighbour = Long.toString(namespaces.get(1).pid());
        ip(inFarm, "link set lo up");
        ip(inFarm, "link add card type veth peer name far");
        ip(inFarm, "link set far netns " + neighbour);
        ip(inFarm, "address add 10.9.0.1/24 dev card");
        ip(inFarm, "link set card up");
        ip(inNeighbour, "address add 10.9.0.2/24 dev far");
        ip(inNeighbour, "link set far up");
    }

    @AfterEach
    void end() {
        namespaces.forEach(Process::destroyForcibly);
    }

    private List<String> namespace() throws IOException {
        Process process = new ProcessBuilder("unshare", "-n", "sleep", "600").start();
        namespaces.add(process);
        Path mine = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
        Path its = Path.of("/proc", Long.toString(process.pid()), "ns", "net");
        await().until(() -> !Files.readSymbolicLink(its).equals(mine));
        return List.of("nsenter", "-t", Long.toString(process.pid()), "-n");
    }

    private static void ip(List<String> namespace, String arguments) throws Exception {
        List<String> command = new ArrayList<>(namespace);
        command.add("ip");
        command.addAll(List.of(arguments.split(" ")));
        assertThat(run(command)).as(arguments).isZero();
    }

    private static int run(List<String> command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void whatBecomesOfAnAddressIsTold() throws Exception {
        ip(inFarm, "address add 10.9.0.51/32 dev card");
        ip(inNeighbour, "address add 10.9.0.52/32 dev far");
        Path file = Files.writeString(
                folder.resolve("farm.yaml"),
                "farm: {plugins: " + FarmFile.pluginsFolder() + ", services: {web: off}}\n"
                        + "defaults: {access-code: '12345678', services: {bind: on}}\n"
                        + "printers: {bay-1: {address: 10.9.0.51}, bay-2: {address: 10.9.0.52}}\n");
        try (FarmProcess check = FarmProcess.startBehind(inFarm, folder, "check", "-c", file.toString())) {
            check.awaitEnd();
            assertThat(check.err())
                    .contains("printers.bay-2.services.bind: another machine (")
                    .contains("has the address 10.9.0.52");
        }
        try (FarmProcess farm = FarmProcess.startBehind(inFarm, folder, "run", "-c", file.toString())) {
            farm.awaitReady();
            ip(inFarm, "address del 10.9.0.51/32 dev card");
            ip(inNeighbour, "address add 10.9.0.51/32 dev far");
            farm.awaitLog("printer=bay-2 address=10.9.0.52 another machine has it: ");
            farm.awaitLog("printer=bay-1 address=10.9.0.51 this machine does not have it any more");
            farm.awaitLog("event=fault printer=bay-1 service=address port=0 peer=-:0 code=ADDRESS_GONE");
            farm.awaitLog("printer=bay-1 address=10.9.0.51 another machine has it: ");
            await().atMost(FarmProcess.PATIENCE)
                    .until(() -> bindOfBay1(farm).matches("(?s).*reason=ADDRESS_MISSING.*"));
            ip(inNeighbour, "address del 10.9.0.51/32 dev far");
            ip(inFarm, "address add 10.9.0.51/32 dev card");
            await().atMost(FarmProcess.PATIENCE)
                    .until(() -> bindOfBay1(farm).matches("(?s).*reason=ADDRESS_MISSING.*status=running.*"));
        }
    }

    private static String bindOfBay1(FarmProcess farm) throws IOException {
        return String.join(
                "\n",
                farm.err()
                        .lines()
                        .filter(line -> line.contains("printer=bay-1 service=bind"))
                        .toList());
    }
}
