package org.printfarm.host.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.dispatch.match.Requirements;
import org.printfarm.host.dispatch.match.TrayPlan;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.QueueStore.Entry;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pools there are, while the file that names them changes. On the deciding thread, but for what says otherwise. */
final class Pools {

    private static final Logger LOG = LoggerFactory.getLogger(Pools.class);

    private final UnitParts parts;
    private final JobNeeds needs;
    private final MachineObserver observer;
    private volatile Now now = new Now(PoolPlan.NONE, Map.of());
    private final Map<String, MergedView> views = new ConcurrentHashMap<>();

    /**
     * Which pools there are.
     *
     * @param plan as the configuration says
     * @param desks the same by id, in the order of the file
     */
    private record Now(PoolPlan plan, Map<String, PoolDesk> desks) {}

    /**
     * No pool yet.
     *
     * @param observer told what they have loaded
     */
    Pools(UnitParts parts, MachineObserver observer) {
        this.parts = parts;
        this.needs = new JobNeeds(parts.orders());
        this.observer = observer;
    }

    /** By id, in the order of the file. Any thread. */
    Map<String, PoolDesk> desks() {
        return now.desks;
    }

    /** What the configuration says. Any thread. */
    PoolPlan plan() {
        return now.plan;
    }

    JobNeeds needs() {
        return needs;
    }

    /** Has these pools from now on. */
    void become(PoolPlan wanted) {
        needs.become(wanted.senders());
        Map<String, PoolDesk> next = new LinkedHashMap<>();
        for (PoolEntry entry : wanted.pools()) {
            PoolDesk before = desks().get(entry.id());
            next.put(
                    entry.id(),
                    before != null && before.entry().equals(entry)
                            ? before
                            : new PoolDesk(entry, parts, () -> look(entry.id())));
        }
        next.values().forEach(desk -> desk.needs().become(wanted.senders()));
        now = new Now(wanted, next);
    }

    /** The machines there are, which may be others than before. */
    void machines(Map<String, MachineUnit> units) {
        desks().values().forEach(desk -> {
            desk.become(units);
            loaded(desk);
        });
        desks().keySet().forEach(this::look);
    }

    /** A machine was looked at. */
    void saw(String machine) {
        for (PoolDesk desk : desks().values()) {
            if (desk.has(machine)) {
                if (desk.saw(machine)) {
                    loaded(desk);
                }
                look(desk.entry().id());
            }
        }
    }

    private void loaded(PoolDesk desk) {
        String id = desk.entry().id();
        views.computeIfAbsent(id, pool -> new MergedView(pool, parts.store()))
                .loaded(desk.members())
                .ifPresent(trays -> observer.loaded(id, trays));
    }

    /** What a pool's printers show of its machines. Any thread. */
    Optional<MergedView> view(String pool) {
        return Optional.ofNullable(views.get(pool));
    }

    /** Jobs of a pool have come, or wait in another order. */
    void jobsChanged(String pool) {
        PoolDesk desk = desks().get(pool);
        if (desk != null) {
            desk.jobsChanged();
            look(pool);
        }
    }

    /** A job is with no machine any more: it may wait in its pool again. */
    void returned(String job) throws StoreException {
        parts.queues().entry(job).flatMap(Entry::home).ifPresent(this::jobsChanged);
    }

    private void look(String pool) {
        PoolDesk desk = desks().get(pool);
        try {
            if (desk != null) {
                desk.look();
            }
        } catch (StoreException e) {
            LOG.error("pool={} dispatch=stuck reason=STORAGE", pool, e);
        }
    }

    /** How long a job of a pool that lies on its machine has to wait for its start; empty when it may begin now. */
    Optional<Duration> pause(String pool) {
        PoolDesk desk = desks().get(pool);
        return desk == null ? Optional.empty() : desk.pause();
    }

    /** By which rules a job goes; empty for one that is of no pool, and is printed as its slicer said. */
    Optional<Fitting> fitting(Job job) throws StoreException {
        Optional<Entry> entry = parts.queues().entry(job.id());
        PoolDesk desk = desks().get(entry.flatMap(Entry::pool).orElse(""));
        if (desk == null) {
            return Optional.empty();
        }
        Optional<Requirements> its = needs.read(entry.get());
        return its.map(one -> new Fitting(
                desk.entry().id(), one, desk.entry().match(), entry.get().anyway()));
    }

    /** Whether a job of its own queue may begin on a machine. */
    Fit fit(Job job, MachineBook book) throws StoreException {
        Optional<Fitting> fitting = fitting(job);
        if (fitting.isEmpty()) {
            return new Fit(
                    fitting,
                    Optional.empty(),
                    parts.orders().misfit(job, book.machine().description().model()));
        }
        Optional<TrayPlan> plan = fitting.get().plan(book.candidate(Optional.empty()));
        Optional<String> misfit = OrderMaker.trouble(job)
                .or(() -> plan.isPresent()
                        ? Optional.empty()
                        : Optional.of(fitting.get().refusal(book)));
        return new Fit(fitting, plan, misfit);
    }

    /** Whether a machine is left out of a pool after something happened to it. */
    boolean trips(String machine) {
        return desks().values().stream().anyMatch(desk -> desk.entry().trip() && desk.has(machine));
    }

    /** The ids of the jobs that wait for a machine, also in a pool where it is alone, the next one first. */
    List<String> waitingFor(String machine) throws StoreException {
        List<String> waiting = new ArrayList<>(parts.store().waiting(machine));
        for (PoolDesk desk : desks().values()) {
            if (desk.entry().machines().equals(List.of(machine))) {
                waiting.addAll(parts.store().waiting(desk.entry().id()));
            }
        }
        return waiting;
    }
}
