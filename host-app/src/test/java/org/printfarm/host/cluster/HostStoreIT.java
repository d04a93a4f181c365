package org.printfarm.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.job.store.Attempt;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.DispatchStore.MachineNote;
import org.printfarm.host.job.store.HostEpoch;
import org.printfarm.host.job.store.HostStore;
import org.printfarm.host.job.store.HostStore.Claim;
import org.printfarm.host.job.store.HostStore.Owner;
import org.printfarm.host.job.store.HostStore.Self;
import org.printfarm.host.job.store.HostStore.Word;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.IncomingUpload;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.threemf.UploadName;
import org.printfarm.host.postgres.RecordKind;

/** Several hosts in one process, each with connections of its own, on a real server. */
final class HostStoreIT {

    private static final int HOSTS = 4;
    private static final int PRINTERS = 1_000;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Word WORD = new Word("abc", "", 7, 3);
    private static final String LEFT = "machine/left";

    @TempDir
    private Path folder;

    private StoreUrl url;

    @BeforeEach
    void make() {
        url = RecordKind.fresh();
    }

    private static HostEpoch enter(HostStore store, String id, Duration lease) throws IOException {
        return new HostEpoch(
                id, store.enter(new Self(id, "host " + id, "1", lease), false).epoch());
    }

    private static boolean isHeld(HostStore store, String what) throws IOException {
        return Optional.ofNullable(store.owners().get(what))
                .filter(Owner::isHeld)
                .isPresent();
    }

    private static boolean lives(HostStore store, String what) throws IOException {
        return Optional.ofNullable(store.owners().get(what))
                .filter(Owner::lives)
                .isPresent();
    }

    private static Claim claim(HostStore store, String... what) throws IOException {
        return new Claim(Set.of(what), store.owners(), "it was free");
    }

    private static List<Claim> take(HostStore store, HostEpoch own, String... what) throws IOException {
        return store.take(own, List.of(claim(store, what)));
    }

    /** More than once: what goes wrong when all of them write the first row does so now and then. */
    @RepeatedTest(3)
    void ofManyHostsThatAskAtOnceEachGroupHasOneAsAWhole() throws Exception {
        CyclicBarrier together = new CyclicBarrier(HOSTS);
        List<Callable<Integer>> hosts = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            String id = "h" + i;
            hosts.add(() -> {
                try (HostStore store = HostStore.open(url)) {
                    HostEpoch own = enter(store, id, LONG);
                    List<Claim> claims = IntStream.range(0, PRINTERS)
                            .mapToObj(n -> new Claim(Set.of("printer/" + n, "machine/" + n), Map.of(), "free"))
                            .toList();
                    int unused = together.await(1, TimeUnit.MINUTES);
                    return store.take(own, claims).size();
                }
            });
        }
        assertThat(inParallel(hosts).stream().mapToInt(size -> size).sum()).isLessThanOrEqualTo(PRINTERS);
        try (HostStore store = HostStore.open(url)) {
            Map<String, Owner> owners = store.owners();
            for (int n = 0; n < PRINTERS; n++) {
                Owner printer = owners.get("printer/" + n);
                Owner machine = owners.get("machine/" + n);
                assertThat(printer == null ? "" : printer.host()).isEqualTo(machine == null ? "" : machine.host());
            }
        }
    }

    private static <T> List<T> inParallel(List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> done : threads.invokeAll(work)) {
                results.add(done.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoIsNotProlongedIsShutOutAndWritesNothingAnyMore() throws Exception {
        try (HostStore one = HostStore.open(url);
                HostStore two = HostStore.open(url);
                JobRepository record =
                        JobRepository.open(InboxFolder.of(folder, Optional.of(url)), Clock.systemUTC())) {
            HostEpoch sleeper = enter(one, "one", SHORT);
            HostEpoch other = enter(two, "two", LONG);
            record.writeUnder(sleeper, () -> true);
            assertThat(take(one, sleeper, LEFT, "printer/a")).hasSize(1);
            record.dispatch().note("left", MachineNote.NONE.withGate(true));
            assertThatThrownBy(() -> record.dispatch().note("right", MachineNote.NONE))
                    .hasStackTraceContaining("another host has machine/right");
            assertThat(take(two, other, LEFT, "printer/a")).as("while it lives").isEmpty();
            await().until(() -> !lives(two, LEFT));
            assertThatThrownBy(() -> record.dispatch().takeNumbers(1, NOW)).hasStackTraceContaining("has ended");
            assertThat(take(two, other, LEFT, "printer/a")).hasSize(1);
            assertThat(one.renew(sleeper, LONG, WORD).isMine()).isFalse();
            assertThat(take(one, sleeper, "printer/b"))
                    .as("under the old epoch")
                    .isEmpty();

            HostEpoch again = enter(one, "one", LONG);
            assertThat(again.epoch()).isGreaterThan(sleeper.epoch());
            record.writeUnder(again, () -> true);
            assertThat(record.dispatch().takeNumbers(1, NOW)).isPositive();
            assertThatThrownBy(() -> record.dispatch().note("left", MachineNote.NONE))
                    .hasStackTraceContaining("another host has machine/left");
            AtomicBoolean lasts = new AtomicBoolean(false);
            record.writeUnder(again, lasts::get);
            assertThatThrownBy(() -> record.dispatch().takeNumbers(1, NOW)).hasMessageContaining("cut off");
        }
    }

    @Test
    void oneRoundTripProlongsAndTellsOfAll() throws Exception {
        try (HostStore one = HostStore.open(url);
                HostStore two = HostStore.open(url)) {
            HostEpoch first = enter(one, "one", LONG);
            HostEpoch second = enter(two, "two", SHORT);
            assertThat(take(two, second, "printer/a")).hasSize(1);
            HostStore.Round round = one.renew(first, LONG, WORD);
            assertThat(round.isMine()).isTrue();
            assertThat(round.hosts()).extracting(HostStore.Peer::id).containsExactlyInAnyOrder("one", "two");
            assertThat(round.clockMillis()).isPositive();
            await().until(() -> one.renew(first, LONG, WORD).hosts().stream()
                    .anyMatch(peer -> !peer.lives() && peer.id().equals("two") && peer.moves() == 2));
            assertThat(two.renew(second, LONG, WORD).isMine())
                    .as("nobody took it since")
                    .isTrue();
        }
    }

    @Test
    void aHostThatStartsAgainHasItsOwnAndOneThatLeftHasNothing() throws Exception {
        try (HostStore one = HostStore.open(url);
                HostStore two = HostStore.open(url)) {
            assertThat(take(one, enter(one, "one", LONG), "printer/a")).hasSize(1);
            HostEpoch again = enter(one, "one", LONG);
            assertThat(isHeld(one, "printer/a")).isTrue();
            HostEpoch other = enter(two, "two", LONG);
            assertThat(take(two, other, "printer/a", "printer/b")).isEmpty();
            assertThat(two.owners()).doesNotContainKey("printer/b");
            one.release(again, Set.of("printer/a"));
            assertThat(take(two, other, "printer/a")).hasSize(1);
            two.leave(other);
            assertThat(isHeld(one, "printer/a")).isFalse();
            assertThat(take(one, again, "printer/a")).hasSize(1);
        }
    }

    @Test
    void whoWorksAloneWaitsForHostsAndHostsWaitForIt() throws Exception {
        Self command = new Self("cmd", "anvil", "1", LONG);
        try (HostStore one = HostStore.open(url);
                HostStore two = HostStore.open(url)) {
            HostEpoch host = enter(one, "one", LONG);
            assertThat(two.enter(command, true).inTheWay()).containsExactly("host one");
            one.leave(host);
            HostEpoch alone = new HostEpoch("cmd", two.enter(command, true).epoch());
            assertThat(one.enter(new Self("one", "host one", "1", LONG), false).inTheWay())
                    .containsExactly("anvil");
            two.leave(alone);
            assertThat(enter(one, "one", LONG).epoch()).isGreaterThan(host.epoch());
        }
    }

    @Test
    void ofManyThatClaimJobsEachJobHasOneAttempt() throws Exception {
        try (HostStore store = HostStore.open(url);
                JobRepository record =
                        JobRepository.open(InboxFolder.of(folder, Optional.of(url)), Clock.systemUTC())) {
            HostEpoch own = enter(store, "one", LONG);
            record.writeUnder(own, () -> true);
            take(store, own, "machine/m0", "machine/m1", "machine/m2", "machine/m3");
            List<String> jobs = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                jobs.add(upload(record, "job " + i));
            }
            for (String job : jobs) {
                assertThat(record.dispatch().queue(job, EnumSet.of(State.RECEIVED), "pool", Optional.empty(), NOW))
                        .isTrue();
            }
            CyclicBarrier together = new CyclicBarrier(4);
            List<Callable<List<Attempt>>> machines = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String machine = "m" + i;
                machines.add(() -> {
                    List<Attempt> made = new ArrayList<>();
                    int unused = together.await(1, TimeUnit.MINUTES);
                    for (String job : jobs) {
                        int task = record.dispatch().takeNumbers(1, NOW);
                        record.dispatch().assign(job, machine, task, NOW).ifPresent(made::add);
                    }
                    return made;
                });
            }
            List<Attempt> all = new ArrayList<>();
            inParallel(machines).forEach(all::addAll);
            assertThat(all).extracting(Attempt::job).containsExactlyInAnyOrderElementsOf(jobs);
            Attempt first = all.get(0);
            store.release(own, Set.of(HostEpoch.MACHINE + first.machine()));
            assertThatThrownBy(() -> record.dispatch().move(first, State.ON_MACHINE, change(State.SENDING, first), NOW))
                    .hasStackTraceContaining("another host has");
        }
    }

    private static Change change(State to, Attempt attempt) {
        return new Change(to, OptionalInt.of(attempt.task()), Optional.empty());
    }

    private static String upload(JobRepository record, String text) throws Exception {
        UploadName name = new UploadName(text + ".gcode");
        IncomingUpload.Sender sender =
                new IncomingUpload.Sender("bay-1", name, name, 100_000, InetAddress.getByName("127.0.0.9"));
        try (IncomingUpload upload = new IncomingUpload(record, sender, job -> {}, () -> {})) {
            upload.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            return upload.commit().jobId().orElseThrow();
        }
    }
}
