package org.printfarm.host.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.cluster.HostLeases;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.files.OwnerOnlyFile;
import org.printfarm.host.job.FarmBackup;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.Lease;
import org.printfarm.host.job.store.LeaseStore;

/**
 * The right of one host to work with a farm's record in PostgreSQL, as a lease on the whole farm. In SQLite there is none: whoever has
 * the data folder has the record. Any thread.
 */
final class RecordOwner implements AutoCloseable {

    private static final String FARM = "farm";
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** A host that was killed owns the farm until its lease ends. */
    private static final Duration PATIENCE = HostLeases.LENGTH.plusSeconds(1);

    private final @Nullable HostLeases leases;
    private final @Nullable Lease lease;

    private RecordOwner(@Nullable HostLeases leases, @Nullable Lease lease) {
        this.leases = leases;
        this.lease = lease;
    }

    /**
     * Takes a farm for this host, which has its data folder. A host that had it before has it again at once.
     *
     * @throws TakenException when another host works with it
     * @throws IOException when the database cannot be used
     */
    static RecordOwner take(Path data, Optional<StoreUrl> store) throws IOException {
        if (store.isEmpty()) {
            return new RecordOwner(null, null);
        }
        LeaseStore rows = LeaseStore.open(store.get());
        HostLeases leases = new HostLeases(rows, name(data), HostLeases.LENGTH);
        try {
            Lease lease = awaited(leases, store.get());
            return new RecordOwner(leases.start(), lease);
        } catch (IOException | RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private static Lease awaited(HostLeases leases, StoreUrl store) throws IOException {
        long began = System.nanoTime();
        while (true) {
            List<Lease> taken = leases.take(List.of(FARM));
            if (!taken.isEmpty()) {
                return taken.get(0);
            }
            Optional<String> other = leases.ownerOf(FARM);
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new TakenException("the host " + other.orElse("that was quicker") + " works with " + store
                        + ": one host at a time does; stop the farm there first");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** The machine's name for people, and what tells this data folder from all others. */
    private static String name(Path data) throws IOException {
        Path file = data.resolve(FarmBackup.HOST_ID);
        if (!Files.exists(file)) {
            OwnerOnlyFile.write(file, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        }
        String machine = Files.exists(HOST_NAME) ? Files.readString(HOST_NAME).strip() : "";
        return machine + " (" + Files.readString(file).strip() + ")";
    }

    /** Lets a record refuse what is written when another host has taken the farm. */
    void guard(JobRepository record) {
        if (lease != null) {
            record.writeUnder(lease);
        }
    }

    /** Tells that another host has taken the farm; must not wait. */
    void onLoss(Runnable listener) {
        if (leases != null) {
            leases.onLoss(lost -> listener.run());
        }
    }

    @Override
    public void close() {
        if (leases != null) {
            leases.close();
        }
    }

    /** Another host has it. */
    static final class TakenException extends IOException {

        private static final long serialVersionUID = 1L;

        TakenException(String message) {
            super(message);
        }
    }
}
