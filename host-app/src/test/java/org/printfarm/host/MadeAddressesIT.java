package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.NetworkNamespace.Said;
import org.printfarm.host.address.AddressClient;
import org.printfarm.host.address.AddressKeeper;
import org.printfarm.host.address.AddressState;
import org.printfarm.host.address.AddressState.Kind;
import org.printfarm.host.address.NetworkCommands;
import org.printfarm.host.app.FarmStart;
import org.printfarm.host.config.AddressPool;
import org.printfarm.host.config.AddressRules;
import org.printfarm.host.config.FarmAddresses;
import org.printfarm.host.config.Ipv4;

/**
 * A farm that makes its addresses, through printfarm-net with its two rights, beside a neighbour that has one of the pool and an
 * operator who made another. Needs root, iproute2 and arping.
 */
final class MadeAddressesIT {

    private static final Pattern ADDRESS = Pattern.compile(" inet 10\\.9\\.0\\.(\\d+)/");

    @TempDir
    private Path folder;

    private TwoMachines machines;
    private Path file;

    @BeforeEach
    void network() throws Exception {
        Assumptions.assumeTrue(NetworkCommands.find().isPresent(), () -> "" + NetworkCommands.missing());
        machines = new TwoMachines();
        file = folder.resolve("farm.yaml");
    }

    @AfterEach
    void end() {
        if (machines != null) {
            machines.close();
        }
    }

    private void write(String rules, String printers) throws Exception {
        Files.writeString(
                file,
                "farm: {plugins: " + FarmFile.pluginsFolder() + ", services: {web: off}, reload: on-change,\n"
                        + "  addresses: {" + rules + "}}\n"
                        + "defaults: {access-code: '12345678', services: {bind: on}}\n"
                        + "printers: {" + printers + "}\n");
    }

    private FarmProcess net() throws Exception {
        return FarmProcess.startNet(machines.inFarm, folder);
    }

    private FarmProcess farm(String... arguments) throws Exception {
        return FarmProcess.startBehind(machines.inFarm, folder, arguments);
    }

    /** The last octets of all addresses that the card has. */
    private List<Integer> here() throws Exception {
        return ADDRESS.matcher(machines.farm("-o -4 address show dev card"))
                .results()
                .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                .sorted()
                .toList();
    }

    private void awaitHere(Integer... octets) {
        await().atMost(FarmProcess.PATIENCE)
                .untilAsserted(() -> assertThat(here()).containsExactly(octets));
    }

    @Test
    void addressesComeWithTheFarmAndGoWithIt() throws Exception {
        machines.neighbour("address add 10.9.0.52/32 dev far");
        machines.farm("address add 10.9.0.60/32 dev card");
        write(
                "interface: card, pool: 10.9.0.51-60",
                "bay-1: {address: auto}, bay-2: {address: auto}, bay-3: {address: auto}");
        try (FarmProcess check = farm("check", "-c", file.toString())) {
            check.awaitEnd();
            assertThat(check.err())
                    .contains(
                            "farm.addresses: the process that makes addresses does not answer; start it: sudo ./farm net")
                    .contains("printers.bay-2.address: 10.9.0.52: another machine (");
            assertThat(check.out()).contains("2 problems, 0 warnings");
        }
        try (FarmProcess net = net();
                FarmProcess farm = farm("run", "-c", file.toString())) {
            farm.awaitReady();
            assertThat(here()).containsExactly(1, 51, 53, 60);
            assertThat(farm.err()).contains("printer=bay-2 address=10.9.0.52 another machine has it: ");
            assertThat(machines.askNeighbour("arping", "-c", "1", "-w", "5", "-I", "far", "10.9.0.51")
                            .status())
                    .isZero();

            machines.farm("address del 10.9.0.1/24 dev card");
            assertThat(here()).as("a lost lease takes no /32 with it").containsExactly(51, 53, 60);
            machines.farm("address add 10.9.0.1/24 dev card");
            machines.farm("address del 10.9.0.51/32 dev card");
            awaitHere(1, 51, 53, 60);

            write("interface: card, pool: 10.9.0.51-60", "bay-1: {address: auto}");
            awaitHere(1, 51, 60);
            assertThat(net.out()).contains("ready: printfarm-net");
            // As when a machine stops: both at once.
            farm.kill();
            net.terminate();
            net.awaitEnd();
            assertThat(here()).containsExactly(1, 60);
        }
    }

    @Test
    void checkTellsWhatIsMissingAndTheCommandThatMendsIt() throws Exception {
        write("interface: none0, pool: 10.9.0.51-52", "bay-1: {address: auto}");
        assertThat(checked(machines.inFarm))
                .contains(
                        "farm.addresses.interface: there is no network card none0 here, only card, lo; write the one that"
                                + " this names behind dev: ip route get 10.9.0.51");
        write("interface: farm0, pool: 10.9.0.51-52, mode: macvlan", "bay-1: {address: auto}");
        assertThat(checked(machines.inFarm))
                .contains("there is no network card farm0 here, only card, lo; make it on the machine around this one")
                .contains("./farm net macvlan --parent CARD --namespace NAME");
        write("interface: card, pool: 10.9.0.51-52", "bay-1: {address: auto}");
        String hide = "for program in /usr/bin/ip /usr/sbin/ip /usr/bin/arping /usr/sbin/arping; do"
                + " [ ! -e $program ] || mount --bind /dev/null $program || exit 1; done; exec \"$@\"";
        assertThat(checked(NetworkNamespace.behind(machines.inFarm, "unshare", "-m", "sh", "-c", hide, "sh")))
                .contains("the program ip is missing; install it: sudo apt install iproute2")
                .contains("the program arping of iputils is missing; install it: sudo apt install iputils-arping");
        write("interface: card, pool: 10.9.0.51", "bay-1: {address: auto}, bay-2: {address: auto}");
        assertThat(checked(machines.inFarm)).contains("expected room for 1 more in farm.addresses.pool");
    }

    private String checked(List<String> before) throws Exception {
        try (FarmProcess check = FarmProcess.startBehind(before, folder, "check", "-c", file.toString())) {
            check.awaitEnd();
            return check.err();
        }
    }

    @Test
    void nothingButThePoolIsTouchedAndNobodyElseIsAnswered() throws Exception {
        machines.farm("address add 10.9.0.60/32 dev card");
        write("interface: card, pool: 10.9.0.51-60, at-end: keep", "bay-1: {address: auto}");
        Path socket = AddressClient.socketIn(folder.resolve("data"));
        try (FarmProcess net = net()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");
            try (AddressClient client = AddressClient.open(socket)) {
                assertThat(kinds(client.probe(addresses(54, 60, 99))))
                        .containsExactly(Kind.FREE, Kind.HERE, Kind.REFUSED);
                assertThat(here()).containsExactly(1, 60);
                assertThat(kinds(client.hold(addresses(54, 55, 60, 99))))
                        .containsExactly(Kind.HERE, Kind.HERE, Kind.HERE, Kind.REFUSED);
                assertThat(here()).containsExactly(1, 54, 55, 60);
            }
            assertThat(askedByAnother(socket)).isEqualTo("answer: ''\n");
            // Kept for the next farm, which removes what it does not want, but nothing that others made.
            try (AddressClient client = AddressClient.open(socket)) {
                assertThat(kinds(client.hold(addresses(55)))).containsExactly(Kind.HERE);
                assertThat(here()).containsExactly(1, 55, 60);
            }
            net.terminate();
            net.awaitEnd();
            assertThat(socket).doesNotExist();
            assertThat(here()).containsExactly(1, 55, 60);
        }
    }

    @Test
    void whatNobodyProlongsIsRemovedAndTakenByTheNextHostWithAWordToTheNeighbours() throws Exception {
        write("interface: card, pool: 10.9.0.51-60, at-end: keep", "bay-1: {address: auto}");
        AddressRules rules =
                new AddressRules(AddressRules.Mode.ALIAS, "card", AddressPool.EMPTY, AddressRules.AtEnd.KEEP, 0, 0);
        FarmAddresses wanted =
                new FarmAddresses(rules, Map.of("bay-1", addresses(51).get(0)));
        Path socket = AddressClient.socketIn(folder.resolve("data"));
        machines.neighbour("neigh replace 10.9.0.51 lladdr 02:00:00:00:00:99 dev far nud stale");
        try (FarmProcess net = net()) {
            try (AddressKeeper keeper = new AddressKeeper(socket, () -> wanted, "")) {
                keeper.prolong(FarmProcess.PATIENCE);
                keeper.look();
                assertThat(here()).containsExactly(1, 51);
                await().atMost(FarmProcess.PATIENCE)
                        .until(() -> !machines.neighbour("neigh show 10.9.0.51").contains("02:00:00:00:00:99"));
                keeper.prolong(Duration.ofMillis(500));
                awaitHere(1);
                keeper.look();
                assertThat(here()).as("the time is over").containsExactly(1);
                keeper.prolong(FarmProcess.PATIENCE);
                keeper.look();
                assertThat(here()).containsExactly(1, 51);
            }
            awaitHere(1);
            assertThat(net.err()).contains("addresses=removed [10.9.0.51]");
        }
    }

    /** What another user is told, where the socket's permissions would let him. */
    private String askedByAnother(Path socket) throws Exception {
        for (Path path :
                List.of(folder, folder.resolve("data"), folder.resolve("data").resolve("net"), socket)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        // What was not read when it closed is a reset.
        String ask = """
                import os, socket, sys
                os.setuid(65534)
                client = socket.socket(socket.AF_UNIX)
                client.settimeout(20)
                client.connect(sys.argv[1])
                try:
                    client.send(b'probe 10.9.0.54\\n')
                    print('answer:', repr(client.recv(99).decode()))
                except (ConnectionResetError, BrokenPipeError):
                    print('answer:', repr(''))
                """;
        return NetworkNamespace.run(List.of("python3", "-c", ask, socket.toString()))
                .words();
    }

    private static List<Inet4Address> addresses(int... octets) {
        return Arrays.stream(octets)
                .mapToObj(octet -> Ipv4.parse("10.9.0." + octet).orElseThrow())
                .toList();
    }

    private static List<Kind> kinds(Map<Inet4Address, AddressState> states) {
        return states.values().stream().map(AddressState::kind).toList();
    }

    @Test
    void aFarmInANamespaceIsReachedByTheNetworkAndByItsOwnMachine() throws Exception {
        String name = "farm" + ProcessHandle.current().pid();
        String trial = "ip netns add " + name + " && ip netns del " + name
                + " && ip link add trial link card type macvlan && ip link del trial";
        Assumptions.assumeTrue(
                NetworkNamespace.run(NetworkNamespace.behind(machines.inFarm, "sh", "-c", trial))
                                .status()
                        == 0,
                "no macvlan or no named namespaces here");
        write("interface: farm0, pool: 10.9.0.51-52, mode: macvlan", "bay-1: {address: auto}");
        String script = printed("net", "macvlan", "-c", file.toString(), "--parent", "card", "--namespace", name);
        try {
            run("sh", "-c", script);
            machines.farm("-n " + name + " address add 10.9.0.51/32 dev farm0");
            assertThat(machines.askNeighbour("arping", "-c", "1", "-w", "5", "-I", "far", "10.9.0.51")
                            .status())
                    .isZero();
            Said parent = NetworkNamespace.run(NetworkNamespace.behind(
                    machines.inFarm, "bash", "-c", "timeout 5 bash -c ': </dev/tcp/10.9.0.51/9'"));
            assertThat(parent.words()).contains("Connection refused");
            run("sh", "-c", script, "sh", "undo");
            assertThat(machines.farm("-o link show")).doesNotContain("farm-shim");
        } finally {
            NetworkNamespace.run(List.of("ip", "netns", "del", name));
        }
    }

    private static String printed(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(Main.execute(new FarmStart(), new PrintStream(out, true, StandardCharsets.UTF_8), arguments))
                .isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private void run(String... command) throws Exception {
        Said said = NetworkNamespace.run(NetworkNamespace.behind(machines.inFarm, command));
        assertThat(said.status()).as(said.words()).isZero();
    }
}
