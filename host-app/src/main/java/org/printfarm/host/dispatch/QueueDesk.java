package org.printfarm.host.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.dispatch.match.Code;
import org.printfarm.host.dispatch.match.Finding;
import org.printfarm.host.dispatch.match.MachineMatch;
import org.printfarm.host.dispatch.match.MachineMatch.Answer;
import org.printfarm.host.dispatch.match.PoolChoice.Chosen;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.QueueStore.Entry;
import org.printfarm.host.job.store.StoreException;

/** What people ask about queues. Any thread. */
public final class QueueDesk {

    private static final Set<State> QUEUED = Set.of(State.QUEUED);
    private static final Set<State> IN_QUEUE = EnumSet.of(State.QUEUED, State.HELD);

    private final JobRepository repository;
    private final Fleet fleet;
    private final DispatchThreads threads;

    QueueDesk(JobRepository repository, Fleet fleet, DispatchThreads threads) {
        this.repository = repository;
        this.fleet = fleet;
        this.threads = threads;
    }

    /** What people do with queues. */
    public QueueChanges changes() {
        return new QueueChanges(repository, fleet, threads);
    }

    /** Why a job waits: what each machine that it could go to says to it. */
    public WhyReport why(String id) throws DispatchException {
        return threads.ask(() -> whyNow(id));
    }

    private WhyReport whyNow(String id) throws StoreException, DispatchException {
        Job job = repository.find(id).orElseThrow(() -> new DispatchException("there is no job " + id));
        Optional<Entry> entry = repository.queues().entry(id);
        Optional<String> goal = entry.flatMap(Entry::goal);
        List<MachineMatch> machines = goal.isPresent() ? machines(job, entry.get(), goal.get()) : List.of();
        if (job.state() != State.QUEUED) {
            String state = job.state().word() + goal.map(at -> " (" + at + ")").orElse("");
            return WhyReport.notWaiting(
                    job,
                    goal,
                    state + job.notes().reason().map(why -> ": " + why).orElse(""),
                    job.state() == State.HELD ? machines : List.of());
        }
        PoolDesk desk = fleet.pools().desks().get(goal.orElse(""));
        Optional<Finding> rule = desk == null ? Optional.empty() : desk.rule();
        return WhyReport.waiting(job, goal.orElse(""), rule, machines);
    }

    /** The members of a pool, or the one machine that it waits for. */
    private List<MachineMatch> machines(Job job, Entry entry, String goal) throws StoreException {
        PoolDesk desk = fleet.pools().desks().get(goal);
        List<MachineMatch> all = new ArrayList<>();
        if (desk != null) {
            Optional<Fitting> fitting = fleet.pools().fitting(job);
            if (fitting.isPresent()) {
                desk.members().forEach(member -> all.add(fitting.get().on(member)));
            }
            return all;
        }
        MachineUnit unit = fleet.units().get(goal);
        if (unit != null) {
            Optional<Fitting> fitting = entry.pool().isPresent() ? fleet.pools().fitting(job) : Optional.empty();
            Optional<Finding> waits = unit.reason(unit.report().status());
            all.add(
                    fitting.isPresent()
                            ? fitting.get().on(unit.member().candidate())
                            : new MachineMatch(
                                    goal,
                                    answer(waits),
                                    waits.map(List::of).orElse(List.of()),
                                    List.of(),
                                    Optional.empty()));
        }
        return all;
    }

    private static Answer answer(Optional<Finding> waits) {
        if (waits.isEmpty()) {
            return Answer.READY;
        }
        return waits.get().code().isUnknown() ? Answer.UNKNOWN : Answer.COMPATIBLE;
    }

    /** Which waiting jobs would go where now, held ones too, and at whatever hours; nothing is done. */
    public List<Chosen> dryRun() throws DispatchException {
        return threads.ask(() -> {
            List<Chosen> all = new ArrayList<>();
            for (PoolDesk desk : fleet.pools().desks().values()) {
                all.addAll(desk.dryRun());
            }
            return all;
        });
    }

    /**
     * The jobs that wait, whose turn it is first.
     *
     * @param goal of one pool or machine; empty for all of them, one after the other
     */
    public List<QueuePlace> list(Optional<String> goal) throws DispatchException {
        return threads.ask(() -> {
            Set<String> goals = goals();
            if (goal.isPresent() && !goals.contains(goal.get())) {
                throw new DispatchException(
                        "there is no pool or machine of that name; there are " + String.join(", ", goals));
            }
            List<QueuePlace> places = new ArrayList<>();
            for (String one : goal.map(Set::of).orElse(goals)) {
                addPlaces(one, places);
            }
            return places;
        });
    }

    private Set<String> goals() {
        Set<String> goals = new LinkedHashSet<>(fleet.pools().desks().keySet());
        goals.addAll(fleet.units().keySet());
        return goals;
    }

    private void addPlaces(String goal, List<QueuePlace> places) throws StoreException {
        int position = 0;
        boolean isFirst = true;
        for (Entry entry : inOrder(goal)) {
            Optional<Job> job = repository.find(entry.job());
            position++;
            if (job.isPresent()) {
                boolean isNext = isFirst && entry.state() == State.QUEUED;
                isFirst &= entry.state() == State.HELD;
                int owed = entry.copyOf().isPresent()
                        ? repository.queues().owed(entry.copyOf().get())
                        : 0;
                places.add(new QueuePlace(
                        job.get(), entry, position, isNext ? start(job.get(), entry, goal) : Optional.empty(), owed));
            }
        }
    }

    private List<Entry> inOrder(String goal) throws StoreException {
        List<Entry> entries = repository.queues().waiting(goal, IN_QUEUE);
        PoolDesk desk = fleet.pools().desks().get(goal);
        return desk == null ? entries : desk.inTurn(entries);
    }

    /**
     * Known only where all that could print it print something else now, tell when that ends, need nobody after it, and take
     * nothing else first; and where the pool lets prints begin then.
     */
    private Optional<Instant> start(Job job, Entry entry, String goal) throws StoreException {
        Optional<Instant> earliest = Optional.empty();
        PoolDesk desk = fleet.pools().desks().get(goal);
        if (desk != null && !desk.entry().start().equals(PoolEntry.Start.ANY)) {
            return earliest;
        }
        for (MachineMatch machine : machines(job, entry, goal)) {
            if (machine.answer() == Answer.COMPATIBLE || machine.answer() == Answer.READY) {
                Optional<Instant> free = free(machine, goal);
                if (free.isEmpty()) {
                    return free;
                }
                earliest = earliest.filter(at -> at.isBefore(free.get())).or(() -> free);
            }
        }
        return earliest;
    }

    private Optional<Instant> free(MachineMatch machine, String goal) throws StoreException {
        MachineUnit unit = fleet.units().get(machine.machine());
        boolean onlyPrints =
                machine.findings().size() == 1 && machine.findings().get(0).code() == Code.HAS_JOB;
        if (unit == null
                || !onlyPrints
                || unit.machine().hasPlateGate()
                || isWantedElsewhere(machine.machine(), goal)) {
            return Optional.empty();
        }
        MachineStatus status = unit.report().status();
        OptionalInt minutes = status.progress().remainingMinutes();
        return status.activity() == MachineStatus.Activity.PRINTING && minutes.isPresent()
                ? Optional.of(repository.clock().instant().plus(Duration.ofMinutes(minutes.getAsInt())))
                : Optional.empty();
    }

    /** Whether jobs wait for it that do not wait in this queue. */
    private boolean isWantedElsewhere(String machine, String goal) throws StoreException {
        for (String other : goals()) {
            PoolDesk desk = fleet.pools().desks().get(other);
            boolean mayTake = desk == null ? other.equals(machine) : desk.has(machine);
            if (mayTake
                    && !other.equals(goal)
                    && !repository.queues().waiting(other, QUEUED).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
