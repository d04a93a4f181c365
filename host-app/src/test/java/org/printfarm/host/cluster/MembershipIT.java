package org.printfarm.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.cluster.LocalReach.Network;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.ConfigLoader.Serials;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Ipv4;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.job.store.HostEpoch;
import org.printfarm.host.job.store.HostStore;
import org.printfarm.host.job.store.HostStore.Self;
import org.printfarm.host.postgres.PostgresServer;
import org.printfarm.host.postgres.RecordKind;

/** Hosts that come, go and are cut off, on a real database. */
final class MembershipIT {

    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Set<String> LEFT = Set.of("printer/one");
    private static final Set<String> RIGHT = Set.of("printer/two");
    private static final Set<String> ALL = Set.of("printer/one", "printer/two");

    @TempDir
    private Path folder;

    private StoreUrl url;
    private FarmConfig config;

    @BeforeEach
    void write() throws IOException {
        url = RecordKind.fresh();
        config = farm("127.1.0.1", "127.1.0.2");
    }

    private FarmConfig farm(String one, String two) throws IOException {
        Path file = Files.writeString(folder.resolve("farm.yaml"), """
                farm: {data: data, addresses: {interface: eth0, mode: external}}
                defaults: {model: P1S, access-code: Abcd1234}
                printers:
                  one: {serial: 01P00A000000001, address: %s}
                  two: {serial: 01P00A000000002, address: %s}
                """.formatted(one, two));
        return new ConfigLoader().load(file, Serials.PREVIEW, new Problems()).orElseThrow();
    }

    private Membership host(String id) throws Exception {
        return host(id, () -> true);
    }

    private Membership host(String id, BooleanSupplier link) throws Exception {
        return host(id, link, LEASE);
    }

    private Membership host(String id, BooleanSupplier link, Duration lease) throws Exception {
        return host(id, new LocalReach(new CardLink(card -> link.getAsBoolean()), List::of), lease);
    }

    private Membership host(String id, LocalReach reach, Duration lease) throws Exception {
        Self self = new Self(id, "host " + id, "1", lease);
        return new Membership(HostStore.open(url), self, false, new LeaseClock(), reach)
                .start(() -> Optional.of(config));
    }

    /** Does what the farm does. */
    private static Set<String> served(Membership host) {
        Set<String> due = host.due();
        host.serves(due);
        return due;
    }

    @Test
    void twoShareAndOneFollowsTheOther() throws Exception {
        News ofOne = new News();
        News ofTwo = new News();
        try (Membership one = host("1")) {
            one.onNews(ofOne);
            assertThat(served(one)).isEqualTo(ALL);
            String given;
            try (Membership two = host("2")) {
                two.onNews(ofTwo);
                await().until(() -> served(one).size() == 1 && served(two).size() == 1);
                Set<String> both = new HashSet<>(one.due());
                both.addAll(two.due());
                assertThat(both).isEqualTo(ALL);
                await().untilAsserted(() -> assertThat(one.others()).containsExactly("host 2"));
                assertThat(two.other(one.due().iterator().next())).contains("host 1");
                given = two.due().iterator().next();
                String told = given + " from host 1 to host 2: host 1 gave it away";
                await().untilAsserted(() -> assertThat(ofOne).containsExactly("host 2 works", told));
                assertThat(ofTwo).containsExactly(told);
            }
            await().until(() -> served(one).equals(ALL));
            assertThat(ofOne.subList(2, ofOne.size()))
                    .containsExactly("host 2 has gone", given + " from host 2 to host 1: host 2 has gone");
        }
    }

    /** In the order in which it came. */
    private static final class News extends CopyOnWriteArrayList<String> implements HostListener {

        private static final long serialVersionUID = 1L;

        @Override
        public void host(String name, boolean works) {
            add(name + (works ? " works" : " has gone"));
        }

        @Override
        public void moved(String what, String from, String to, String why) {
            add(what + " from " + from + " to " + to + ": " + why);
        }
    }

    @Test
    void whoLeavesIsFollowedLongBeforeTheNextRound() throws Exception {
        Duration minutes = Duration.ofMinutes(10);
        try (Membership one = host("1", () -> true, minutes);
                Membership two = host("2", () -> true, minutes)) {
            assertThat(served(one)).isEqualTo(ALL);
            assertThat(served(two)).isEmpty();
            one.close();
            await().until(() -> served(two).equals(ALL));
        }
    }

    @Test
    void whoWasShutOutHasNothingUntilItServesNothingAndEnteredAgain() throws Exception {
        List<HostEpoch> epochs = new CopyOnWriteArrayList<>();
        try (Membership one = host("1")) {
            one.onEpoch(epochs::add);
            assertThat(served(one)).isEqualTo(ALL);
            PostgresServer.shared().execute(url.database(), "UPDATE hosts SET epoch = epoch + 1");
            await().until(() -> one.due().isEmpty());
            assertThat(one.clock().lasts()).isFalse();
            assertThat(epochs).hasSize(1);
            await().until(() -> served(one).equals(ALL));
            assertThat(epochs).hasSize(2);
        }
    }

    @Test
    void whoHasNoLinkToThePrintersLeavesThemToOthersWhoHave() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        AtomicBoolean second = new AtomicBoolean(true);
        try (Membership one = host("1", first::get);
                Membership two = host("2", second::get)) {
            awaitServed(one, 1, two, 1);
            first.set(false);
            awaitServed(one, 0, two, 2);
            first.set(true);
            awaitServed(one, 1, two, 1);
            second.set(false);
            awaitServed(one, 2, two, 0);
            first.set(false);
            await("nobody is better off").during(LEASE).until(() -> served(one).equals(ALL));
        }
    }

    private static void awaitServed(Membership one, int ofOne, Membership two, int ofTwo) {
        await().until(() -> List.of(served(one).size(), served(two).size()).equals(List.of(ofOne, ofTwo)));
    }

    @Test
    void whoDoesNotReachAPrintersNetworkLeavesItToOthersUntilNobodyDoes() throws Exception {
        config = farm("10.1.0.1", "10.2.0.1");
        try (Membership left = host("1", "10.1.0.2")) {
            assertThat(served(left)).as("somebody must say why it cannot be").isEqualTo(ALL);
            try (Membership right = host("2", "10.2.0.2")) {
                await().until(() -> served(left).equals(LEFT) && served(right).equals(RIGHT));
            }
            await().until(() -> served(left).equals(ALL));
            try (Membership both = host("3", "10.1.0.3", "10.2.0.3")) {
                await().until(() -> served(left).equals(LEFT) && served(both).equals(RIGHT));
            }
        }
    }

    private Membership host(String id, String... addresses) throws Exception {
        List<Network> networks = Arrays.stream(addresses)
                .map(address -> new Network(Ipv4.parse(address).orElseThrow(), 24))
                .toList();
        return host(id, new LocalReach(new CardLink(card -> true), () -> networks), LEASE);
    }

    @Test
    void whoIsCutOffForALeaseServesNothingUntilTheDatabaseAnswers() throws Exception {
        try (Membership one = host("1")) {
            assertThat(served(one)).isEqualTo(ALL);
            Thread cut = new Thread(() -> PostgresServer.shared()
                    .execute(url.database(), "BEGIN; LOCK TABLE hosts; SELECT pg_sleep(1.8); COMMIT"));
            cut.start();
            await().until(() -> served(one).isEmpty());
            assertThat(one.clock().left()).isEqualTo(Duration.ZERO);
            cut.join();
            await().until(() -> served(one).equals(ALL));
        }
    }
}
