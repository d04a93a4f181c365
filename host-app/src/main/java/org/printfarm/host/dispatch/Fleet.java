package org.printfarm.host.dispatch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.printfarm.host.job.store.Attempt;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machines there are, while the file that names them changes. On the deciding thread, but for {@link #units}. */
final class Fleet {

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    private final UnitParts parts;
    private final MachineObserver observer;
    private final Pools pools;
    private volatile Map<String, MachineUnit> units = Map.of();

    /** No machine yet. */
    Fleet(UnitParts parts, MachineObserver observer) {
        this.parts = parts;
        this.observer = observer;
        this.pools = new Pools(parts, observer);
    }

    /** The pools of these machines. */
    Pools pools() {
        return pools;
    }

    /** By id, in the order of the file; those that go and are still busy come last. Any thread. */
    Map<String, MachineUnit> units() {
        return units;
    }

    /**
     * A machine. Any thread.
     *
     * @throws DispatchException when there is none of this id
     */
    MachineUnit unit(String machine) throws DispatchException {
        MachineUnit unit = units.get(machine);
        if (unit == null) {
            requireHere(machine);
            throw new DispatchException("there is no machine " + printable(machine)
                    + (units.isEmpty() ? ": farm.yaml has none" : "; there are " + String.join(", ", units.keySet())));
        }
        return unit;
    }

    /**
     * That jobs can wait for this machine or pool. Any thread.
     *
     * @throws DispatchException when there is none of this id
     */
    void requireGoal(String goal) throws DispatchException {
        requireHere(goal);
        Set<String> desks = pools.desks().keySet();
        if (!units.containsKey(goal) && !desks.contains(goal)) {
            List<String> there = new ArrayList<>(units.keySet());
            there.addAll(desks);
            throw new DispatchException("there is no machine or pool " + printable(goal)
                    + (there.isEmpty() ? ": farm.yaml has none" : "; there are " + String.join(", ", there)));
        }
    }

    /** That no other host has this machine or pool, or else names that host. Any thread. */
    void requireHere(String goal) throws DispatchException {
        String other = parts.others().have(goal).orElse("");
        if (!other.isEmpty()) {
            throw new DispatchException(printable(goal) + ": " + other + ", ask there");
        }
    }

    private static String printable(String id) {
        return id.matches("[a-z0-9-]{1,32}") ? id : "of that name";
    }

    /** A machine or a pool may have something to do. */
    void lookAt(String goal) {
        MachineUnit unit = units.get(goal);
        if (unit == null) {
            pools.jobsChanged(goal);
        } else {
            unit.look();
        }
    }

    /** Opens all machines, and holds the jobs of those that went while the farm was stopped. */
    void begin(List<Machine<?>> machines, PoolPlan plan) throws StoreException {
        Map<String, MachineUnit> all = new LinkedHashMap<>();
        machines.forEach(machine -> all.put(machine.id(), made(machine)));
        units = Collections.unmodifiableMap(all);
        pools.become(plan);
        holdOrphans();
        for (MachineUnit unit : all.values()) {
            unit.open();
        }
        parts.threads().decide(() -> pools.machines(units));
    }

    /** Has these machines from now on, as soon as the others and those that are to be reached in another way are free. */
    void become(List<Machine<?>> wanted, PoolPlan plan) throws StoreException {
        pools.become(plan);
        Map<String, MachineUnit> before = kept();
        Map<String, MachineUnit> next = new LinkedHashMap<>();
        List<MachineUnit> added = new ArrayList<>();
        for (Machine<?> machine : wanted) {
            MachineUnit unit = before.get(machine.id());
            if (unit == null) {
                unit = made(machine);
                added.add(unit);
            }
            next.put(machine.id(), unit);
        }
        before.forEach(next::putIfAbsent);
        units = Collections.unmodifiableMap(next);
        for (MachineUnit unit : added) {
            unit.open();
        }
        for (Machine<?> machine : wanted) {
            MachineUnit unit = before.get(machine.id());
            if (unit != null) {
                unit.become(machine, () -> replace(unit, Optional.of(machine)));
            }
        }
        Set<String> ids = Set.copyOf(wanted.stream().map(Machine::id).toList());
        before.forEach((id, unit) -> {
            if (!ids.contains(id)) {
                unit.leave(() -> replace(unit, Optional.empty()));
            }
        });
        holdOrphans();
        pools.machines(units);
    }

    /** Without those that another host has by now: nothing is written of them any more. */
    private Map<String, MachineUnit> kept() {
        Map<String, MachineUnit> kept = new LinkedHashMap<>(units);
        kept.keySet().removeIf(id -> parts.others().have(id).isPresent());
        for (MachineUnit unit : units.values()) {
            if (!kept.containsKey(unit.machine().id())) {
                unit.drop();
                parts.threads().call(unit::close);
            }
        }
        units = Collections.unmodifiableMap(kept);
        return kept;
    }

    /** A machine is free: its connections end, and then it is reached in another way, if at all. */
    private void replace(MachineUnit free, Optional<Machine<?>> by) {
        free.stop();
        Map<String, MachineUnit> next = new LinkedHashMap<>(units);
        Optional<MachineUnit> fresh = by.map(this::made);
        fresh.ifPresentOrElse(
                unit -> next.put(unit.machine().id(), unit),
                () -> next.remove(free.machine().id()));
        units = Collections.unmodifiableMap(next);
        pools.machines(units);
        LOG.info("machine={} {}", free.machine().id(), by.isPresent() ? "reached=anew" : "gone");
        parts.threads().call(() -> {
            free.close();
            fresh.ifPresent(unit -> parts.threads().decide(() -> open(unit)));
        });
    }

    private void open(MachineUnit unit) {
        try {
            unit.open();
        } catch (StoreException e) {
            LOG.error("machine={} dispatch=stuck reason=STORAGE", unit.machine().id(), e);
        }
    }

    private MachineUnit made(Machine<?> machine) {
        return new MachineUnit(machine, parts, pools, observer);
    }

    /** Jobs whose machine is not in the file any more, but for what it still prints. */
    private void holdOrphans() throws StoreException {
        hold(
                job -> {
                    String goal = job.notes().machine().orElse("");
                    if (job.state() == State.QUEUED && pools.desks().containsKey(goal)) {
                        return false;
                    }
                    MachineUnit unit = units.get(goal);
                    return (unit == null && parts.others().have(goal).isEmpty())
                            || (unit != null && unit.isLeaving() && job.state() == State.QUEUED);
                },
                job -> "its machine or pool, " + job.notes().machine().orElse("") + ","
                        + " is not in farm.yaml any more; ./farm jobs send " + job.id()
                        + " MACHINE sends it to another");
    }

    /** Jobs that wait and came from printers that are not in the file any more. */
    void holdJobsOf(Set<String> gone) throws StoreException {
        if (!gone.isEmpty()) {
            hold(
                    job -> gone.contains(job.printer()) && job.state() == State.QUEUED,
                    job -> "the printer " + job.printer() + " is not in farm.yaml any more; ./farm jobs release "
                            + job.id() + " sends it all the same");
        }
    }

    private void hold(Predicate<Job> which, Function<Job, String> why) throws StoreException {
        for (Job job : parts.store().unfinished()) {
            if (which.test(job)) {
                Change held = new Change(State.HELD, OptionalInt.empty(), Optional.of(why.apply(job)));
                String machine = job.notes().machine().orElse("");
                if (!units.containsKey(machine)) {
                    for (Attempt attempt : parts.store().open(machine)) {
                        parts.store()
                                .abandon(
                                        attempt,
                                        State.ON_MACHINE,
                                        held,
                                        parts.clock().instant());
                    }
                }
                parts.store()
                        .change(
                                job.id(),
                                Set.of(job.state()),
                                held,
                                parts.clock().instant());
                LOG.warn(
                        "job={} machine={} state=held reason=\"{}\"",
                        job.id(),
                        machine,
                        held.reason().orElse(""));
            }
        }
    }
}
