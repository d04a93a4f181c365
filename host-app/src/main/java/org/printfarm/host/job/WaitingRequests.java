package org.printfarm.host.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.RequestStore;
import org.printfarm.host.job.store.StoreException;
import org.printfarm.host.job.threemf.UploadName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One printer's requests that wait for their file: here and on the disk. Confined to the lock of {@link PrintRequestMatcher}. */
final class WaitingRequests {

    /** Requests of one printer that may wait. */
    static final int MAX_WAITING = 16;

    private static final Logger LOG = LoggerFactory.getLogger(WaitingRequests.class);

    private final String printer;
    private final RequestStore store;
    private final Semaphore room;
    private final List<WaitingRequest> waiting = new ArrayList<>();

    WaitingRequests(String printer, RequestStore store, Semaphore room) {
        this.printer = printer;
        this.store = store;
        this.room = room;
    }

    /** Lets one in that is on the disk already; false when there is no room for it. */
    boolean enter(WaitingRequest entry) {
        return waiting.size() < MAX_WAITING && room.tryAcquire() && waiting.add(entry);
    }

    /** Lets one in and keeps it on the disk, in place of what it says again; false when there is no room for it. */
    boolean keep(WaitingRequest entry) throws StoreException {
        waiting.stream().filter(entry::repeats).toList().forEach(this::drop);
        if (!enter(entry)) {
            return false;
        }
        boolean kept = false;
        try {
            entry.kept(store.keep(printer, entry.request(), entry.received()).number());
            kept = true;
        } finally {
            if (!kept) {
                leave(entry);
            }
        }
        return true;
    }

    /** One waits no more, and its job says so on the disk. */
    void leave(WaitingRequest entry) {
        if (waiting.remove(entry)) {
            entry.stop();
            room.release();
        }
    }

    /** One waits no more, and nothing came of it. */
    void drop(WaitingRequest entry) {
        leave(entry);
        try {
            if (entry.kept().isPresent()) {
                store.forget(entry.kept().getAsLong());
            }
        } catch (StoreException e) {
            LOG.error("printer={} request=not-forgotten reason=STORAGE", printer, e);
        }
    }

    boolean contains(WaitingRequest entry) {
        return waiting.contains(entry);
    }

    /** The one that a file is for: of those of its client before others, which only want it when they know its MD5. */
    Optional<WaitingRequest> wanting(UploadName name, Job job) {
        return first(one -> one.isFrom(job.from()) && one.wants(job.content()))
                .or(() -> first(one -> one.isFrom(job.from()) && one.means(name) && !one.hasMd5()))
                .or(() -> first(one -> one.wants(job.content())));
    }

    private Optional<WaitingRequest> first(Predicate<WaitingRequest> which) {
        return waiting.stream().filter(which).findFirst();
    }

    List<WaitingRequest> meaning(UploadName name) {
        return waiting.stream().filter(one -> one.means(name)).toList();
    }

    /** The one that asks for this. */
    Optional<WaitingRequest> of(PrintRequest request) {
        return first(one -> one.request().equals(request));
    }

    Optional<PrintRequest> newest() {
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(waiting.get(waiting.size() - 1).request());
    }

    /** Those that wait now, the oldest first. */
    List<WaitingRequest> all() {
        return List.copyOf(waiting);
    }

    /** Nobody waits any more; what waited stays on the disk. */
    void close() {
        List.copyOf(waiting).forEach(this::leave);
    }
}
