package org.printfarm.bench.claim;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.job.store.HostEpoch;
import org.printfarm.host.job.store.HostStore;
import org.printfarm.host.job.store.HostStore.Claim;
import org.printfarm.host.job.store.HostStore.Self;
import org.printfarm.host.job.store.HostStore.Word;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.StoreException;

/** A host that has machines, and prolongs its lease as hosts do, so that each write is fenced as theirs are. One thread. */
final class ClaimingHost implements AutoCloseable {

    private static final Self SELF = new Self("bench", "bench", "0", Duration.ofSeconds(5));
    private static final Word WORD = new Word("", "", 0, 0);
    private static final double NANOS = 1e9;

    private final HostStore hosts;
    private final HostEpoch own;
    private final JobRepository record;
    private final List<ClaimingMachine> machines = new ArrayList<>();
    private final ExecutorService pool;
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor();

    private ClaimingHost(HostStore hosts, HostEpoch own, JobRepository record, int count) {
        this.hosts = hosts;
        this.own = own;
        this.record = record;
        this.pool = Executors.newFixedThreadPool(count);
    }

    /** Enters, takes so many machines, and makes their jobs. */
    static ClaimingHost enter(StoreUrl url, Path folder, int count) throws IOException {
        HostStore hosts = HostStore.open(url);
        HostEpoch own = new HostEpoch(SELF.id(), hosts.enter(SELF, false).epoch());
        JobRepository record = JobRepository.open(InboxFolder.of(folder, Optional.of(url)), Clock.systemUTC());
        ClaimingHost host = new ClaimingHost(hosts, own, record, count);
        record.writeUnder(own, () -> true);
        long each = SELF.lease().toMillis() / 5;
        Future<?> unused = host.renewals.scheduleAtFixedRate(host::renew, each, each, TimeUnit.MILLISECONDS);
        for (int i = 0; i < count; i++) {
            host.machines.add(host.machine("m" + i));
        }
        return host;
    }

    private ClaimingMachine machine(String id) throws IOException {
        Claim claim = new Claim(Set.of(HostEpoch.MACHINE + id), Map.of(), "for the bench");
        if (hosts.take(own, List.of(claim)).isEmpty()) {
            throw new IOException(id + " could not be taken");
        }
        return ClaimingMachine.make(record, id);
    }

    /** What fails here makes the next write fail. */
    private void renew() {
        try {
            HostStore.Round unused = hosts.renew(own, SELF.lease(), WORD);
        } catch (StoreException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All machines at once: a line of JSON. */
    String window(Duration length) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        List<Future<Long>> running = new ArrayList<>();
        for (ClaimingMachine machine : machines) {
            running.add(pool.submit(() -> machine.work(begun + length.toNanos())));
        }
        long prints = 0;
        try {
            for (Future<Long> one : running) {
                prints += one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a machine's jobs do not go on", e);
        }
        return String.format(
                Locale.ROOT,
                "{\"claims\": %d, \"changes\": %d, \"seconds\": %.3f}",
                prints,
                prints * ClaimingMachine.CHANGES,
                (System.nanoTime() - begun) / NANOS);
    }

    @Override
    public void close() {
        pool.shutdownNow();
        renewals.shutdownNow();
        record.close();
        hosts.close();
    }
}
