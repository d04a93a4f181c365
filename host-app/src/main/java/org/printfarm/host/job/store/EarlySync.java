package org.printfarm.host.job.store;

import java.io.IOException;
import java.util.Optional;
import org.printfarm.host.job.store.HashExecutor.Started;
import org.printfarm.host.job.store.HashExecutor.Step;

/**
 * Syncs a growing file now and then while the rest of it comes, so that the sync at its end, for which a client waits, finds little
 * left to do.
 *
 * <p>A system tells a file's failed write-back to one sync only, so a failure here is one of the whole file. One thread at a time.
 */
public final class EarlySync {

    /** How much comes between two syncs, bytes: less than a usual plate has, so that it helps with these too. */
    public static final long STEP_BYTES = 8L << 20;

    private final HashExecutor threads;
    private final Step sync;
    private Optional<Begun> last = Optional.empty();

    /** A sync that began when the file had so many bytes. */
    private record Begun(long bytes, Started sync) {}

    /**
     * Not begun.
     *
     * @param sync brings what was written so far to the disk
     */
    EarlySync(HashExecutor threads, Step sync) {
        this.threads = threads;
        this.sync = sync;
    }

    /**
     * Begins a sync when enough was written since the last one, and that one is over.
     *
     * @param bytes the file's size
     * @throws IOException when the last one failed
     */
    void written(long bytes) throws IOException {
        long before = last.map(Begun::bytes).orElse(0L);
        if (bytes - before >= STEP_BYTES && last.map(one -> one.sync.isDone()).orElse(true)) {
            await();
            last = Optional.of(new Begun(bytes, threads.start(sync)));
        }
    }

    /**
     * Waits for the sync that is under way, if any.
     *
     * @throws IOException when the last one failed
     */
    void await() throws IOException {
        if (last.isPresent()) {
            last.get().sync.await();
        }
    }
}
