package org.printfarm.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.Lease;
import org.printfarm.host.job.store.LeaseStore;
import org.printfarm.host.postgres.RecordKind;

/** Several hosts in one process, each with connections of its own. */
final class HostLeasesIT {

    private static final int HOSTS = 4;
    private static final int PRINTERS = 1_000;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    private Path folder;

    private StoreUrl url;

    @BeforeEach
    void make() {
        url = RecordKind.fresh();
    }

    private HostLeases host(String name, Duration length) throws IOException {
        return new HostLeases(LeaseStore.open(url), name, length);
    }

    /** More than once: what goes wrong when all of them write the first row does so now and then. */
    @RepeatedTest(4)
    void ofManyHostsThatAskAtOnceEachPrinterHasOne() throws Exception {
        List<String> printers =
                IntStream.range(0, PRINTERS).mapToObj(i -> "printer " + i).toList();
        CyclicBarrier together = new CyclicBarrier(HOSTS);
        List<Callable<List<Lease>>> hosts = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            String name = "host " + i;
            hosts.add(() -> {
                try (LeaseStore store = LeaseStore.open(url)) {
                    assertThat(store.owner("nothing")).isEmpty();
                    int unused = together.await(1, TimeUnit.MINUTES);
                    List<Lease> taken = store.take(printers, name, LONG);
                    assertThat(store.renew(taken, LONG)).as("in one round trip").hasSameElementsAs(taken);
                    return taken;
                }
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(HOSTS);
        try {
            List<Lease> all = new ArrayList<>();
            for (Future<List<Lease>> taken : threads.invokeAll(hosts)) {
                all.addAll(taken.get());
            }
            assertThat(all).extracting(Lease::what).containsExactlyInAnyOrderElementsOf(printers);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatAHostDoesNotProlongIsTakenUnderANewEpochAndItsWritesAreRefused() throws Exception {
        InboxFolder inbox = InboxFolder.of(folder, Optional.of(url));
        List<Lease> lost = new CopyOnWriteArrayList<>();
        try (JobRepository record = JobRepository.open(inbox, Clock.systemUTC());
                HostLeases sleeper = host("sleeper", SHORT);
                HostLeases other = host("other", LONG)) {
            Lease old = sleeper.take(List.of("farm")).get(0);
            sleeper.onLoss(lost::add);
            record.writeUnder(old);
            int before = record.dispatch().takeNumbers(1, NOW);
            assertThat(other.take(List.of("farm"))).isEmpty();
            assertThat(other.ownerOf("farm")).contains("sleeper");

            await().until(() -> !other.take(List.of("farm")).isEmpty());
            assertThatThrownBy(() -> record.dispatch().takeNumbers(1, NOW)).hasStackTraceContaining("taken over");
            assertThat(lost).isEmpty();
            sleeper.renew();
            assertThat(lost).containsExactly(old);
            record.writeUnder(new Lease("farm", old.epoch() + 1));
            assertThat(record.dispatch().takeNumbers(1, NOW)).isEqualTo(before + 1);
        }
    }

    @Test
    void aHostThatStartsAgainHasItsOwnAtOnceAndNobodyWaitsForOneThatStopped() throws Exception {
        try (HostLeases killed = host("one", LONG);
                HostLeases other = host("other", LONG)) {
            Lease first = killed.take(List.of("farm")).get(0);
            try (HostLeases again = host("one", LONG)) {
                assertThat(again.take(List.of("farm")).get(0).epoch()).isGreaterThan(first.epoch());
                assertThat(other.take(List.of("farm"))).isEmpty();
            }
            assertThat(other.take(List.of("farm"))).hasSize(1);
        }
    }

    @Test
    void aLeaseIsProlongedWhileItsHostWrites() throws Exception {
        InboxFolder inbox = InboxFolder.of(folder, Optional.of(url));
        try (JobRepository record = JobRepository.open(inbox, Clock.systemUTC());
                HostLeases host = new HostLeases(LeaseStore.open(url), "one", SHORT)) {
            record.writeUnder(host.take(List.of("farm")).get(0));
            host.start();
            long end = System.nanoTime() + SHORT.toNanos() * 3;
            while (System.nanoTime() - end < 0) {
                assertThat(record.dispatch().takeNumbers(1, NOW)).isPositive();
            }
            assertThat(host.ownerOf("farm")).contains("one");
        }
    }
}
