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
import java.util.stream.Collectors;
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
    private static final Set<Job.State> WAITING = Set.of(Job.State.QUEUED, Job.State.HELD);

    private final PoolEntry entry;
    private final UnitParts parts;
    private final JobNeeds needs;
    private final PoolStarts starts;
    private final Map<String, PoolMember> units = new LinkedHashMap<>();
    private final Map<String, Candidate> seen = new LinkedHashMap<>();
    private final OpenQuestions open = new OpenQuestions();

    /** As it was looked at last. */
    private volatile List<Candidate> members = List.of();

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
        open.all();
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
        open.machineChanged(machine);
        members = List.copyOf(seen.values());
        return before == null || !now.trays().equals(before.trays());
    }

    /** Jobs have come, or wait in another order. */
    void jobsChanged() {
        open.jobsChanged();
    }

    /** Gives jobs to machines, if anything has changed. */
    void look() throws StoreException {
        if (open.isOpen(seen)) {
            List<Candidate> free =
                    seen.values().stream().filter(one -> one.waits().isEmpty()).toList();
            if (!free.isEmpty()) {
                decide(free);
            }
        }
        open.looked();
    }

    private void decide(List<Candidate> free) throws StoreException {
        List<Entry> entries = parts.queues().waiting(entry.id(), QUEUED);
        StartRule rule = starts.rule(units.values());
        OpenQuestions.Question asked = open.of(entries, free);
        List<Waiting> jobs = waiting(asked.jobs());
        needs.keep(ids(entries));
        List<Chosen> chosen = rule.waits().isPresent()
                ? List.of()
                : PoolChoice.choose(jobs, asked.machines(), entry.match(), rule.atMost());
        boolean again = !entries.isEmpty() && (rule.waits().isPresent() || chosen.size() == rule.atMost());
        Set<Entry> rest = new HashSet<>(entries);
        Set<String> begun = chosen.stream().map(Chosen::job).collect(Collectors.toSet());
        rest.removeIf(one -> begun.contains(one.job()));
        // Before they are given: a machine that takes one is looked at, and so is its pool.
        open.answered(rest, again);
        for (Chosen one : chosen) {
            if (!give(one)) {
                open.all();
                again = true;
            }
        }
        if (again) {
            starts.lookAgain();
        }
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

    /** What would be given to whom if held jobs were released, and prints might begin now. */
    List<Chosen> dryRun() throws StoreException {
        List<Waiting> waiting = waiting(parts.queues().waiting(entry.id(), WAITING));
        return PoolChoice.choose(waiting, List.copyOf(seen.values()), entry.match(), Integer.MAX_VALUE);
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
