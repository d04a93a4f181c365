package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.cluster.InTheWayException;
import org.printfarm.host.cluster.Membership;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.job.store.HostStore;

/**
 * The right of a command to work with a farm's record in PostgreSQL while no host does. In SQLite there is none: whoever has the data
 * folder has the record. Any thread.
 */
final class RecordOwner implements AutoCloseable {

    private final @Nullable Membership alone;

    private RecordOwner(@Nullable Membership alone) {
        this.alone = alone;
    }

    /**
     * Takes a farm's record for a command, with the data folder of its host; hosts that start meanwhile wait for it.
     *
     * @throws TakenException when hosts work with it, or another command does
     * @throws IOException when the database cannot be used
     */
    static RecordOwner take(Path data, Optional<StoreUrl> store, Duration lease) throws IOException {
        if (store.isEmpty()) {
            return new RecordOwner(null);
        }
        Membership alone = entered(store.get(), data, lease, true);
        try {
            return new RecordOwner(alone.start(Optional::empty));
        } catch (InTheWayException e) {
            alone.close();
            throw new TakenException("the host " + e.getMessage() + " works with " + store.get()
                    + ": ask there, or stop all hosts of the farm first");
        } catch (IOException | RuntimeException e) {
            alone.close();
            throw e;
        }
    }

    /** A host, or a command that works alone, among those of a farm; not started. */
    static Membership entered(StoreUrl store, Path data, Duration lease, boolean alone) throws IOException {
        HostStore rows = HostStore.open(store);
        try {
            return new Membership(rows, HostIdentity.of(data, lease), alone);
        } catch (IOException | RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (alone != null) {
            alone.close();
        }
    }

    /** Others work with it. */
    static final class TakenException extends IOException {

        private static final long serialVersionUID = 1L;

        TakenException(String message) {
            super(message);
        }
    }
}
