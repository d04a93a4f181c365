package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.address.NetworkCommands;

/**
 * Everything that can fail between a host, its database, its slicers and its machines, while slicers upload and print: whatever was
 * acknowledged is there, and no machine is told twice. With more than one host, another one answers for what one cannot serve, and no
 * address is at two hosts for longer than a lease. {@code -Dcluster.rounds=500} makes a long run of it, with
 * {@code -Dcluster.faults=KILLED,STOPPED} of these alone. Needs root, iproute2, arping
 * and PostgreSQL; without them it skips and says so.
 */
final class ClusterFaultsIT {

    private static final int ROUNDS = Integer.getInteger("cluster.rounds", 1);

    /** A long run has the machine to itself; the one that builds this has better things to do at the same time. */
    private static final Duration ANSWER = ROUNDS > 1 ? Duration.ofSeconds(10) : Duration.ofSeconds(20);

    /** What {@link LanProgram} calls its files, in the name that a machine has them under. */
    private static final Pattern JOB = Pattern.compile("bay-\\d+-\\d+");

    /** Of a single round, those that differ most in who notices what. */
    private static final List<ClusterFault> FAULTS = ROUNDS > 1
            ? faults(System.getProperty("cluster.faults", ""))
            : List.of(
                    ClusterFault.KILLED,
                    ClusterFault.STOPPED,
                    ClusterFault.CUT_FROM_DATABASE,
                    ClusterFault.DATABASE_RESTARTED);

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void whateverFailsAnotherHostAnswersAndNothingIsLostOrDoneTwice() throws Exception {
        assumeTrue(NetworkCommands.find().isPresent(), () -> "" + NetworkCommands.missing());
        try (ClusterFarm farm = new ClusterFarm(folder)) {
            farm.awaitWhole();
            int turn = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                for (ClusterFault fault : FAULTS) {
                    suffer(farm, fault, farm.hostOf(1 + turn++ % ClusterFarm.COUNT), round);
                }
            }
            farm.settle();
            assertNoAddressWasAtTwoHosts(farm);
            assertWhatWasAcknowledgedIsThere(farm);
            assertNothingWasStartedTwice(farm);
        }
    }

    private static void suffer(ClusterFarm farm, ClusterFault fault, HostAtWork host, int round) throws Exception {
        List<Integer> had = farm.printersOf(host);
        farm.slicers.begin();
        fault.begin(farm, host);
        if (fault.moves) {
            had.forEach(printer -> farm.awaitMoved(printer, host));
        }
        Duration answered = farm.slicers.sinceBegin();
        fault.end(farm, host);
        farm.awaitWhole();
        LanWatch.Silence silence = farm.slicers.longestSilence();
        System.out.printf(
                "round=%d fault=%s host=%d printers=%s another-answers=%.1f s silent=%.1f s (printer %d, until %.1f s) whole-again=%.1f s%n",
                round,
                fault,
                host.number,
                had,
                fault.moves ? seconds(answered) : 0,
                seconds(silence.length()),
                silence.printer(),
                seconds(silence.end()),
                seconds(farm.slicers.sinceBegin()));
        if (fault.moves) {
            assertThat(answered).as("%s: another host answers", fault).isLessThan(ANSWER);
        }
    }

    private static List<ClusterFault> faults(String names) {
        return names.isEmpty()
                ? List.of(ClusterFault.values())
                : Arrays.stream(names.split(",")).map(ClusterFault::valueOf).toList();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    /** And that it would have been seen. */
    private static void assertNoAddressWasAtTwoHosts(ClusterFarm farm) throws Exception {
        AddressOverlaps overlaps = farm.overlaps;
        System.out.printf(
                "one address at two hosts: %.2f s by the hosts, %.2f s by the LAN, which answered at least %d times%n",
                seconds(overlaps.longest()), seconds(overlaps.longestOnLan()), overlaps.answers());
        assertThat(overlaps.longest()).isLessThan(ClusterFarm.LEASE);
        assertThat(overlaps.longestOnLan()).isLessThan(ClusterFarm.LEASE);
        Duration before = overlaps.longest();
        Duration beforeOnLan = overlaps.longestOnLan();
        farm.makeAgain(1);
        await().atMost(FarmProcess.PATIENCE)
                .until(() -> overlaps.longest().compareTo(before) > 0
                        && overlaps.longestOnLan().compareTo(beforeOnLan) > 0);
    }

    private static void assertWhatWasAcknowledgedIsThere(ClusterFarm farm) throws Exception {
        Set<String> stored = farm.slicers.stored();
        Set<String> known =
                Set.of(farm.server.ask("farm", "SELECT DISTINCT file FROM job").split("\n"));
        assertThat(known).as("acknowledged uploads").containsAll(stored);
        for (String name : stored) {
            byte[] content = SlicedFile.named(name);
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            assertThat(Files.readAllBytes(
                            farm.files.resolve(sha256.substring(0, 2)).resolve(sha256)))
                    .as(name)
                    .isEqualTo(content);
        }
        System.out.println("acknowledged uploads that are there: " + stored.size());
    }

    private static void assertNothingWasStartedTwice(ClusterFarm farm) throws Exception {
        Map<String, Integer> starts = new HashMap<>();
        for (String line : farm.slicers.record()) {
            JsonNode entry = JSON.readTree(line);
            if (entry.path("kind").asText().equals("STARTED")) {
                Matcher job = JOB.matcher(entry.path("details").path("file").asText());
                assertThat(job.find()).as(line).isTrue();
                starts.merge(job.group(), 1, Integer::sum);
            }
        }
        assertThat(starts)
                .as("starts, by file")
                .isNotEmpty()
                .allSatisfy((file, times) -> assertThat(times).as(file).isEqualTo(1));
        String states = farm.server.ask("farm", "SELECT state, reason, count(*) FROM job GROUP BY 1, 2 ORDER BY 1, 2");
        System.out.println(
                "prints that machines began, each once: " + starts.size() + "; jobs: " + states.replace('\n', ' '));
    }
}
