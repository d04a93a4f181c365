package org.printfarm.host.dispatch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.printfarm.host.dispatch.PoolPlan.Sender;
import org.printfarm.host.dispatch.match.Requirements;
import org.printfarm.host.dispatch.match.RequirementsReader;
import org.printfarm.host.job.PlateCheck;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.QueueStore.Entry;
import org.printfarm.host.job.store.StoreException;

/** What jobs need: read from the record once by each pool, and kept while they wait in it. On the deciding thread. */
final class JobNeeds {

    private final OrderMaker orders;
    private final Map<String, Known> known = new HashMap<>();
    private Map<String, Sender> senders = Map.of();

    private record Known(Optional<String> wishes, Requirements needs) {}

    JobNeeds(OrderMaker orders) {
        this.orders = orders;
    }

    /** The printers have changed. */
    void become(Map<String, Sender> changed) {
        senders = changed;
        known.clear();
    }

    /** What a job of a queue needs; empty when it or its printer has gone. */
    Optional<Requirements> of(Entry entry) throws StoreException {
        Known before = known.get(entry.job());
        if (before != null && before.wishes.equals(entry.wishes())) {
            return Optional.of(before.needs);
        }
        Optional<Requirements> needs = read(entry);
        needs.ifPresent(read -> known.put(entry.job(), new Known(entry.wishes(), read)));
        return needs;
    }

    /** The same for a job that need not wait here: nothing of it is kept. */
    Optional<Requirements> read(Entry entry) throws StoreException {
        Optional<Job> job = orders.find(entry.job());
        Sender sender = senders.get(entry.printer());
        return job.isEmpty() || sender == null ? Optional.empty() : Optional.of(of(job.get(), sender, entry.wishes()));
    }

    private static Requirements of(Job job, Sender sender, Optional<String> wishes) {
        int plate = job.plate().orElseGet(() -> PlateCheck.first(job.content().contents()));
        return of(job, plate, sender, wishes);
    }

    /** What a plate of a job needs. Any thread. */
    static Requirements of(Job job, int plate, Sender sender, Optional<String> wishes) {
        Requirements needs = RequirementsReader.read(
                job.content().contents(),
                plate,
                sender.model(),
                sender.tags(),
                job.content().bytes());
        return wishes.map(Wishes::of).map(needs::wishing).orElse(needs);
    }

    /** Forgets all jobs but these. */
    void keep(Set<String> jobs) {
        known.keySet().retainAll(jobs);
    }
}
