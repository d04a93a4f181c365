package org.printfarm.host.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.dispatch.match.Candidate;
import org.printfarm.host.dispatch.match.Finding;
import org.printfarm.host.dispatch.match.PoolChoice;
import org.printfarm.host.dispatch.match.PoolChoice.Chosen;
import org.printfarm.host.dispatch.match.Requirements;
import org.printfarm.host.dispatch.match.StartRule;
import org.printfarm.host.dispatch.match.Waiting;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.QueueStore.Entry;
import org.printfarm.host.job.store.StoreException;

/**
 * One pool: gives the jobs that wait in it to its machines. Decides when something has changed, and only about what that can
 * change: machines that changed are asked for all jobs, jobs that came for all machines. On the deciding thread, but for {@link
 * #members}.
 */
final class PoolDesk {

    private static final Set<Job.State> QUEUED = Set.of(Job.State.QUEUED);

    private final PoolEntry entry;
    private final UnitParts parts;
    private final JobNeeds needs;
    private final PoolStarts starts;
    private final Map<String, PoolMember> units = new LinkedHashMap<>();
    private final Map<String, Candidate> seen = new LinkedHashMap<>();
    private final Set<String> changed = new HashSet<>();
    private Set<Entry> decided = Set.of();

    /** As it was looked at last. */
    private volatile List<Candidate> members = List.of();

    private boolean jobsChanged = true;

    /** Whether something that fitted was not begun, so that all is to be asked again. */
    private boolean left = true;

    PoolDesk(PoolEntry entry, UnitParts parts, Runnable look) {
        this.entry = entry;
        this.parts = parts;
        this.needs = new JobNeeds(parts.orders());
        this.starts = new PoolStarts(entry.start(), parts, look);
    }

    PoolEntry entry() {
        return entry;
    }

    /** What the jobs need that wait in it. */
    JobNeeds needs() {
        return needs;
    }

    /** Its machines, in the order of the file, as they were looked at last. Any thread. */
    List<Candidate> members() {
        return members;
    }

    boolean has(String machine) {
        return entry.machines().contains(machine);
    }

    /** The machines there are, which may be others than before. */
    void become(Map<String, MachineUnit> all) {
        units.clear();
        seen.clear();
        for (String id : entry.machines()) {
            MachineUnit unit = all.get(id);
            if (unit != null) {
                units.put(id, unit.member());
                seen.put(id, unit.member().candidate());
            }
        }
        members = List.copyOf(seen.values());
        jobsChanged = true;
        left = true;
    }

    /** One of its machines was looked at; whether its trays are others than before. */
    boolean saw(String machine) {
        PoolMember unit = units.get(machine);
        if (unit == null) {
            return false;
        }
        Candidate now = unit.candidate();
        Candidate before = seen.put(machine, now);
        if (now.equals(before)) {
            return false;
        }
        changed.add(machine);
        members = List.copyOf(seen.values());
        return before == null || !now.trays().equals(before.trays());
    }

    /** Jobs have come, or wait in another order. */
    void jobsChanged() {
        jobsChanged = true;
    }

    /** Gives jobs to machines, if anything has changed. */
    void look() throws StoreException {
        boolean machineFreed = changed.stream()
                .map(seen::get)
                .anyMatch(one -> one != null && one.waits().isEmpty());
        if (!jobsChanged && !machineFreed && !left) {
            changed.clear();
            return;
        }
        List<Candidate> free =
                seen.values().stream().filter(one -> one.waits().isEmpty()).toList();
        if (!free.isEmpty()) {
            decide(free);
        }
        changed.clear();
    }

    private void decide(List<Candidate> free) throws StoreException {
        List<Entry> entries = parts.queues().waiting(entry.id(), QUEUED);
        StartRule rule = starts.rule(units.values());
        List<Waiting> asked = waiting(!changed.isEmpty() || left ? entries : fresh(entries));
        List<Candidate> machines = asksAll(entries) ? free : onlyChanged(free);
        decided = new HashSet<>(entries);
        needs.keep(ids(entries));
        List<Chosen> chosen =
                rule.waits().isPresent() ? List.of() : PoolChoice.choose(asked, machines, entry.match(), rule.atMost());
        jobsChanged = false;
        left = !entries.isEmpty() && (rule.waits().isPresent() || chosen.size() == rule.atMost());
        for (Chosen one : chosen) {
            decided.removeIf(entry -> entry.job().equals(one.job()));
            left |= !give(one);
        }
        if (left) {
            starts.lookAgain();
        }
    }

    private boolean asksAll(List<Entry> entries) {
        return left || !fresh(entries).isEmpty();
    }

    private List<Entry> fresh(List<Entry> entries) {
        return entries.stream().filter(one -> !decided.contains(one)).toList();
    }

    private List<Candidate> onlyChanged(List<Candidate> free) {
        return free.stream().filter(one -> changed.contains(one.id())).toList();
    }

    private static Set<String> ids(Collection<Entry> entries) {
        Set<String> ids = new HashSet<>();
        entries.forEach(one -> ids.add(one.job()));
        return ids;
    }

    /** In the order in which they may begin. */
    List<Waiting> waiting(List<Entry> entries) throws StoreException {
        List<Waiting> waiting = new ArrayList<>();
        for (Entry one : entries) {
            Optional<Requirements> its = needs.of(one);
            if (its.isPresent()) {
                waiting.add(new Waiting(one.job(), waiting.size(), one.priority(), its.get(), Optional.empty()));
            }
        }
        waiting.sort(Waiting.order(entry.order()));
        return waiting;
    }

    /** What would be given to whom. */
    List<Chosen> dryRun() throws StoreException {
        List<Waiting> waiting = waiting(parts.queues().waiting(entry.id(), QUEUED));
        return PoolChoice.choose(
                waiting,
                List.copyOf(seen.values()),
                entry.match(),
                starts.rule(units.values()).atMost());
    }

    /** Why no print may begin now; empty when some may. */
    Optional<Finding> rule() {
        return starts.rule(units.values()).waits();
    }

    /** The same jobs, whose turn it is first. */
    List<Entry> inTurn(List<Entry> entries) throws StoreException {
        Map<String, Entry> byJob = new LinkedHashMap<>();
        entries.forEach(one -> byJob.put(one.job(), one));
        List<Entry> ordered = new ArrayList<>();
        waiting(entries)
                .forEach(one -> ordered.addAll(
                        Optional.ofNullable(byJob.remove(one.id())).stream().toList()));
        ordered.addAll(byJob.values());
        return ordered;
    }

    private boolean give(Chosen chosen) throws StoreException {
        PoolMember unit = units.get(chosen.machine());
        Optional<Entry> entryOf = parts.queues().entry(chosen.job());
        Optional<Requirements> its = entryOf.isPresent() ? needs.of(entryOf.get()) : Optional.empty();
        if (unit == null || its.isEmpty()) {
            return true;
        }
        Fitting fitting = new Fitting(entry.id(), its.get(), entry.match(), false);
        boolean given = unit.take(chosen.job(), fitting, chosen.plan());
        if (given) {
            starts.chosen();
        }
        seen.put(chosen.machine(), unit.candidate());
        members = List.copyOf(seen.values());
        return given;
    }

    /** How long a job that was brought to its machine has to wait for its start. */
    Optional<Duration> pause() {
        return starts.pause(units.values());
    }
}
