package org.printfarm.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.ConfigLoader.Serials;
import org.printfarm.host.config.Problems;
import org.printfarm.host.job.store.HostStore.Owner;

/** Who should have what, and for how long. */
final class SpreadTest {

    @TempDir
    private Path folder;

    private static Group group(String... what) {
        return new Group(new TreeSet<>(Set.of(what)));
    }

    private static List<Group> printers(int count) {
        return IntStream.range(0, count).mapToObj(i -> group("printer/p" + i)).toList();
    }

    /** As the database would have it. */
    private static final class Farm {

        private final List<Group> groups;
        private final Map<String, String> owners = new HashMap<>();
        private final Map<String, Boolean> live = new HashMap<>();

        Farm(List<Group> groups, String... hosts) {
            this.groups = groups;
            Set.of(hosts).forEach(host -> live.put(host, true));
        }

        Spread at(String self, String... waited) {
            return at(self, true, Set.of(waited), Set.of());
        }

        Spread at(String self, boolean isSettled, Set<String> waited, Set<String> leaving) {
            Map<String, Owner> rows = new HashMap<>();
            owners.forEach((what, host) -> rows.put(
                    what, new Owner(what, host, 1, live.containsKey(host), live.getOrDefault(host, false), "")));
            Map<String, Boolean> others = new HashMap<>();
            live.forEach((host, lives) -> {
                if (lives && !host.equals(self)) {
                    others.put(host, true);
                }
            });
            return Spread.of(
                    new Spread.Known(List.of(new Candidates(groups, others)), rows, self, isSettled), waited, leaving);
        }

        int take(String self, String... waited) {
            Spread spread = at(self, waited);
            spread.free().forEach(group -> group.what().forEach(name -> owners.put(name, self)));
            return spread.free().size();
        }

        Farm has(String host, String... what) {
            Set.of(what).forEach(name -> owners.put(name, host));
            return this;
        }
    }

    @Test
    void eachHostTakesItsShareAtOnceAndTheRestWhenAllHadTheirTurn() {
        Farm farm = new Farm(printers(10), "a", "b", "c");
        assertThat(farm.at("a").free()).doesNotContainAnyElementsOf(farm.at("b").free());
        assertThat(farm.take("a")).isEqualTo(4);
        assertThat(farm.take("a")).isZero();
        assertThat(farm.take("b")).isEqualTo(4);
        String[] left = farm.groups.stream()
                .map(Group::id)
                .filter(id -> !farm.owners.containsKey(id))
                .toArray(String[]::new);
        assertThat(farm.take("a", left)).isEqualTo(2);
    }

    @Test
    void whatADeadHostHadIsSharedButNotRightAfterACut() {
        Farm farm = new Farm(printers(6), "a", "b", "c");
        List.of("a", "b", "c").forEach(farm::take);
        farm.live.put("c", false);
        assertThat(farm.at("a", false, Set.of(), Set.of()).free()).isEmpty();
        assertThat(farm.take("a")).isEqualTo(1);
        assertThat(farm.take("b")).isEqualTo(1);
        assertThat(farm.owners.values()).doesNotContain("c");
    }

    @Test
    void whoHasMoreThanItsShareGivesOneAwayAtATimeToOneOfTheSameFile() {
        Farm farm = new Farm(printers(2), "a").has("a", "printer/p0", "printer/p1");
        assertThat(farm.at("a").surplus()).isEmpty();
        farm.live.put("b", true);
        assertThat(farm.at("a").surplus()).hasSize(2);
        assertThat(farm.at("a", true, Set.of(), Set.of("printer/p0")).surplus()).isEmpty();
        farm.owners.remove("printer/p0");
        assertThat(farm.at("a").free()).as("it is for the other").isEmpty();
        assertThat(farm.take("b")).isEqualTo(1);
        assertThat(farm.at("a").surplus()).isEmpty();
        Map<String, Owner> rows = new HashMap<>();
        printers(2).forEach(one -> rows.put(one.id(), new Owner(one.id(), "a", 1, true, true, "")));
        Spread.Known known =
                new Spread.Known(List.of(new Candidates(printers(2), Map.of("b", false))), rows, "a", true);
        assertThat(Spread.of(known, Set.of(), Set.of()).surplus())
                .as("of another file")
                .isEmpty();
    }

    @Test
    void aGroupIsServedAsAWholeAndOneThatWasTornIsMended() {
        List<Group> groups = List.of(group("machine/m", "printer/p"));
        Farm torn = new Farm(groups, "a", "b").has("a", "machine/m").has("b", "printer/p");
        assertThat(torn.at("a").mine()).isEmpty();
        assertThat(torn.at("a").stray()).isEmpty();
        assertThat(torn.at("b").stray()).containsExactly("printer/p");
        torn.owners.remove("printer/p");
        assertThat(torn.at("a").free()).containsExactlyElementsOf(groups);
        torn.has("a", "printer/p");
        assertThat(torn.at("a").mine()).containsExactlyElementsOf(groups);
    }

    @Test
    void whatNoFileNamesIsLetGoOf() {
        Farm farm = new Farm(printers(1), "a").has("a", "printer/p0", "printer/gone");
        assertThat(farm.at("a").stray()).containsExactly("printer/gone");
    }

    @Test
    void whatIsConnectedIsOneGroup() throws IOException {
        Path file = Files.writeString(folder.resolve("farm.yaml"), """
                farm: {data: data}
                defaults: {model: P1S, access-code: Abcd1234}
                printers:
                  alone: {serial: 01P00A000000001, address: 127.1.0.1}
                  one: {serial: 01P00A000000002, address: 127.1.0.2, send-to: m1}
                  two: {serial: 01P00A000000003, address: 127.1.0.3, send-to: many}
                machines:
                  m1: {driver: x}
                  m2: {driver: x}
                  m3: {driver: x}
                  m4: {driver: x}
                pools:
                  many: {machines: [m2, m3]}
                """);
        Problems problems = new Problems();
        List<Group> groups = Group.of(
                new ConfigLoader().load(file, Serials.PREVIEW, problems).orElseThrow());
        assertThat(groups)
                .containsExactlyInAnyOrder(
                        group("printer/alone"),
                        group("printer/one", "machine/m1"),
                        group("printer/two", "pool/many", "machine/m2", "machine/m3"),
                        group("machine/m4"));
    }

    @Test
    void theOwnClockCountsFromTheAskingAndEndsBeforeTheDatabases() {
        AtomicLong time = new AtomicLong(1_000);
        LeaseClock clock = new LeaseClock(time::get);
        assertThat(clock.lasts()).isFalse();
        assertThat(clock.left()).isEqualTo(Duration.ZERO);
        time.set(2_000);
        clock.prolong(1_000, Duration.ofSeconds(5));
        assertThat(clock.left()).isEqualTo(Duration.ofSeconds(3));
        time.set(4_999);
        assertThat(clock.lasts()).isTrue();
        time.set(5_000);
        assertThat(clock.lasts()).isFalse();
        clock.prolong(5_000, Duration.ofSeconds(5));
        assertThat(clock.lasts()).isTrue();
        clock.end();
        assertThat(clock.lasts()).isFalse();
    }
}
