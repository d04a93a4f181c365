package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools as the file says them. */
final class PoolReaderTest {

    @TempDir
    private Path folder;

    private Farms farm(String machines, String pools) {
        return new Farms(folder).load("""
                farm: {name: workshop}
                printers: {bay-1: {access-code: '%s', address: 192.168.1.51}}
                machines: {%s}
                pools:
                  %s
                """.formatted(Farms.SECRET, machines, pools));
    }

    private Farms farm(String pools) {
        return farm("left: {driver: bambu}, right: {driver: bambu, plate-gate: off}", pools);
    }

    @Test
    void aPoolThatSaysItAll() {
        Farms farms = farm("p1: {machines: [right, left], order: shortest, plate-gate: on, hold: on, trip: on,"
                + " match: {colour: similar, delta-e: 5, material: family, preset: any, source: ams, refill: on},"
                + " start: {at-once: 2, every: 60s, between: 22:00-07:30}}");
        assertThat(farms.messages()).isEmpty();
        assertThat(farms.config().pools())
                .containsExactly(new PoolEntry(
                        "p1",
                        List.of("right", "left"),
                        PoolEntry.Order.SHORTEST,
                        Optional.of(true),
                        new MatchRules(
                                MatchRules.Colour.SIMILAR,
                                5,
                                MatchRules.MaterialRule.FAMILY,
                                MatchRules.Preset.ANY,
                                MatchRules.Source.AMS,
                                true),
                        true,
                        new PoolEntry.Start(
                                2,
                                Duration.ofSeconds(60),
                                Optional.of(new PoolEntry.Hours(LocalTime.of(22, 0), LocalTime.of(7, 30)))),
                        true));
        assertThat(farms.config().machines())
                .extracting(MachineEntry::plateGate)
                .as("the pool speaks for a machine that does not")
                .containsExactly(Optional.of(true), Optional.of(false));
    }

    @Test
    void aPoolThatSaysNothing() {
        Farms farms = farm("p1: {machines: [left]}");
        assertThat(farms.messages()).isEmpty();
        assertThat(farms.config().pools())
                .containsExactly(new PoolEntry(
                        "p1",
                        List.of("left"),
                        PoolEntry.Order.FIFO,
                        Optional.empty(),
                        MatchRules.DEFAULT,
                        false,
                        PoolEntry.Start.ANY,
                        false));
        assertThat(farms.config().machines().get(0).plateGate()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p1: {} | pools.p1.machines: expected the ids of at least one machine, got nothing",
                "p1: {machines: []} | pools.p1.machines: expected the ids of at least one machine, got an empty list",
                "p1: {machines: [lefd]} | pools.p1.machines[0]: expected the id of a machine, got \"lefd\" (did you mean left?)",
                "p1: {machines: [left, left]} | pools.p1.machines[1]: expected each machine once, got left again",
                "left: {machines: [left]} | pools.left: expected an id of its own, got that of machines.left",
                "bay-1: {machines: [left]} | expected an id of its own, got that of printers.bay-1",
                "p1: {machines: [left], ordr: fifo} | pools.p1.ordr: unknown key (did you mean order?)",
                "p1: {machines: [left], match: {colour: exactly}} | pools.p1.match.colour: expected exact, similar or any,"
                        + " got \"exactly\" (did you mean exact?)",
                "p1: {machines: [left], match: {colour: exact, delta-e: 5}} | pools.p1.match.delta-e: cannot go with"
                        + " colour: exact, which takes no other colour",
                "p1: {machines: [left], match: {material: family, preset: exact}} | pools.p1.match.preset: exact cannot go"
                        + " with material: family, for a preset is of one material",
                "p1: {machines: [left], match: {delta-e: 0}} | pools.p1.match.delta-e: expected a whole number from 1 to 50,"
                        + " got \"0\"",
                "p1: {machines: [left], start: {between: 7-22}} | pools.p1.start.between: expected hours like 07:00-22:00,"
                        + " got \"7-22\"",
                "p1: {machines: [left], start: {between: 07:00-07:00}} | pools.p1.start.between: expected hours like"
                        + " 07:00-22:00, got \"07:00-07:00\"",
                "p1: {machines: [left], start: {at-once: 0}} | pools.p1.start.at-once: expected a whole number from 1 to"
                        + " 1000, got \"0\""
            })
    void everyMistakeNamesItsPlace(String pools, String message) {
        assertThat(farm(pools).messages())
                .singleElement()
                .asString()
                .contains(message)
                .startsWith("farm.yaml:5:");
    }

    @Test
    void aMachineOfTwoPoolsGoesByOneRule() {
        String pools =
                "p1: {machines: [left, right], plate-gate: on}\n  p2: {machines: [left, right], plate-gate: off}";
        assertThat(farm(pools).messages())
                .containsExactly(
                        "farm.yaml:6:19 pools.p2.machines[0]: expected one plate-gate for left, which is in p1 too"
                                + " (farm.yaml:5:19) with another: write plate-gate at the machine itself");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p1 | ",
                "p1, show: configured, tags: [pla-room] | ",
                "p2, show: mirror | ",
                "p3 | expected the id of a machine or a pool, got \"p3\" (did you mean p1 or p2?)",
                "p1, show: mirror | cannot be shown mirror: the pool p1 has 2 machines, and a printer mirrors one",
                "p1, show: ready | cannot be shown ready: a pool is shown merged, mirror or configured",
                "left, show: merged | cannot be shown merged: a machine is shown mirror or ready",
                "left, tags: [pla-room] | cannot go with tags, which are asked of the machines of a pool",
                "p1, tags: [pla-rom] | expected tags that a machine of p1 has, got \"pla-rom\" (did you mean pla-room?)",
                "p2, tags: [pla-room] | expected tags that a machine of p2 has, got \"pla-room\" (none has any)"
            })
    void aPrinterSendsToAPoolAndShowsWhatThatCanShow(String goal, @Nullable String message) {
        List<String> messages =
                new Farms(folder).load("""
                farm: {name: workshop}
                printers: {bay-1: {access-code: '%s', address: 192.168.1.51, send-to: %s}}
                machines: {left: {driver: bambu, tags: [pla-room]}, right: {driver: bambu}}
                pools: {p1: {machines: [left, right]}, p2: {machines: [right]}}
                """.formatted(Farms.SECRET, goal)).messages();
        if (message == null) {
            assertThat(messages).isEmpty();
        } else {
            assertThat(messages).singleElement().asString().contains(message).startsWith("farm.yaml:2:");
        }
    }

    @Test
    void hoursGoOnPastMidnight() {
        PoolEntry.Hours night = new PoolEntry.Hours(LocalTime.of(22, 0), LocalTime.of(7, 0));
        assertThat(night.contain(LocalTime.of(22, 0))).isTrue();
        assertThat(night.contain(LocalTime.of(3, 0))).isTrue();
        assertThat(night.contain(LocalTime.of(7, 0))).isFalse();
        PoolEntry.Hours day = new PoolEntry.Hours(LocalTime.of(7, 0), LocalTime.of(22, 0));
        assertThat(day.contain(LocalTime.of(6, 59))).isFalse();
        assertThat(day.contain(LocalTime.of(21, 59))).isTrue();
    }
}
