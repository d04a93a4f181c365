package org.printfarm.host.dispatch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.Scheduler;
import org.printfarm.api.driver.CheckStep;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineSetting;
import org.printfarm.api.job.PrintControl;
import org.printfarm.host.job.JobRouting;
import org.printfarm.host.job.store.DispatchStore;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.QueueStore;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All machines of a running farm, and what people can ask of them. Any thread. */
public final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Set<State> WAITING = Set.of(State.QUEUED);
    private static final String HELD_AT_SLICER = "held at the slicer; go on there, or release it";

    private final JobRepository repository;
    private final DispatchStore store;
    private final Clock clock;
    private final DispatchThreads threads;
    private final Fleet fleet;
    private final MachineTester tester;
    private final MachinePanel panel;

    private Dispatcher(JobRepository repository, Clock clock, DispatchThreads threads, Fleet fleet) {
        this.repository = repository;
        this.store = repository.dispatch();
        this.clock = clock;
        this.threads = threads;
        this.fleet = fleet;
        this.tester = new MachineTester(threads);
        this.panel = new MachinePanel(threads);
    }

    private Map<String, MachineUnit> units() {
        return fleet.units();
    }

    /**
     * Begins to reach all machines, and takes up what an earlier run left. An unreachable machine delays nothing.
     *
     * @param machines all of the farm
     * @param pools what is said of its pools
     * @param repository its jobs
     * @param documents a job as the farm's documents show it, JSON
     * @param observer told how machines are
     * @param scheduler for what is due later
     * @param clock what time it is
     * @param sends deliveries at once, 1 to 16
     * @throws IOException when the record of jobs cannot be read
     */
    public static Dispatcher open(
            List<Machine<?>> machines,
            PoolPlan pools,
            JobRepository repository,
            Function<Job, String> documents,
            MachineObserver observer,
            Scheduler scheduler,
            Clock clock,
            int sends)
            throws IOException {
        return open(machines, pools, repository, documents, observer, scheduler, clock, sends, StartWatch::patience);
    }

    /** With other patience, for tests that cannot wait as long. */
    static Dispatcher open(
            List<Machine<?>> machines,
            PoolPlan pools,
            JobRepository repository,
            Function<Job, String> documents,
            MachineObserver observer,
            Scheduler scheduler,
            Clock clock,
            int sends,
            Function<Optional<PrinterModel>, Duration> patience)
            throws IOException {
        DispatchThreads threads = new DispatchThreads(sends);
        UnitParts parts = new UnitParts(
                repository.dispatch(),
                repository.queues(),
                new OrderMaker(repository, documents),
                new UnitContext.TaskNumbers(repository.dispatch(), clock),
                threads,
                scheduler,
                clock,
                patience);
        Dispatcher dispatcher = new Dispatcher(repository, clock, threads, new Fleet(parts, observer));
        dispatcher.fleet.begin(machines, pools);
        return dispatcher;
    }

    /**
     * Takes over the machines of a changed file. A machine that is busy is let finish and watched before it goes, or is reached
     * in another way; jobs that wait for one that goes, and those of printers that have gone, are held.
     *
     * @param machines all that there are to be
     * @param plan what is said of pools
     * @param gone the ids of printers that are not in the file any more
     */
    public void reload(List<Machine<?>> machines, PoolPlan plan, Set<String> gone) throws DispatchException {
        ask(() -> {
            fleet.become(machines, plan);
            fleet.holdJobsOf(gone);
            return true;
        });
    }

    /** A job was queued. */
    public void queued(Job job) {
        String goal = job.notes().machine().orElse("");
        threads.decide(() -> lookAt(goal));
    }

    /** A machine or a pool may have something to do. */
    private void lookAt(String goal) {
        MachineUnit unit = units().get(goal);
        if (unit == null) {
            fleet.pools().jobsChanged(goal);
        } else {
            unit.look();
        }
    }

    /** All machines, in the order of the file. */
    public List<MachineReport> machines() throws DispatchException {
        return ask(() -> {
            List<MachineReport> reports = new ArrayList<>();
            for (MachineUnit unit : units().values()) {
                reports.add(unit.report());
            }
            return reports;
        });
    }

    /** The plate of a machine is clear. */
    public void clear(String machine) throws DispatchException {
        MachineUnit unit = unit(machine);
        ask(() -> {
            unit.clear();
            return true;
        });
    }

    /**
     * A machine takes no jobs, or takes them again.
     *
     * @param because why not; empty to go on
     */
    public void pause(String machine, Optional<String> because) throws DispatchException {
        MachineUnit unit = unit(machine);
        ask(() -> {
            unit.pause(because);
            return true;
        });
    }

    /** The pools of a machine that something happened to choose it again. */
    public void arm(String machine) throws DispatchException {
        MachineUnit unit = unit(machine);
        ask(() -> {
            unit.member().arm();
            return true;
        });
    }

    /** Passes a command of a slicer's or a person's on to a machine. */
    public void control(String machine, MachineCommand command) throws DispatchException {
        MachineUnit unit = unit(machine);
        threads.decide(() -> unit.control(command));
    }

    /**
     * Sets something at a machine's panel, for a slicer. Returns at once.
     *
     * @param answer told once, on any thread, whether the machine does it all
     */
    public void set(String machine, List<MachineSetting> settings, Consumer<Boolean> answer) {
        MachineUnit unit = units().get(machine);
        if (unit == null) {
            answer.accept(false);
        } else {
            panel.set(unit.machine(), unit.driver(), settings, answer);
        }
    }

    /**
     * Tries each step of a print on a machine but its start. Waits for as long as the driver needs, about 10 s.
     *
     * @return in their order; never empty
     */
    public List<CheckStep> check(String machine) throws DispatchException {
        MachineUnit unit = unit(machine);
        return tester.test(machine, unit.driver(), ask(unit::report).status());
    }

    /**
     * Sends a stored job to a machine or a pool. A job that goes by the rules of a pool is sent only to a machine that can print it.
     *
     * @param to empty for where its printer sends to
     * @param anyway whether it is to be printed there whatever speaks against it
     */
    public void send(String id, Optional<String> to, boolean anyway) throws DispatchException {
        Job job = job(id);
        String goal = to.isPresent() ? to.get() : home(id);
        requireGoal(goal);
        ask(() -> {
            if (units().values().stream().anyMatch(one -> one.has(id))) {
                throw new DispatchException("a machine has job " + id + ", or may have it: ./farm jobs retry " + id
                        + " or cancel " + id + " first");
            }
            send(job, goal, anyway);
            lookAt(goal);
            return true;
        });
    }

    private void send(Job job, String goal, boolean anyway) throws StoreException, DispatchException {
        MachineUnit unit = units().get(goal);
        String trouble = "";
        if (unit == null) {
            repository.queues().enter(job.id(), goal);
        } else {
            trouble = unit.member().trouble(job);
            if (!trouble.isEmpty() && !anyway) {
                throw new DispatchException(goal + " cannot print job " + job.id() + ": " + trouble
                        + "; ./farm jobs send " + job.id() + " " + goal + " --anyway sends it all the same");
            }
            repository.queues().anyway(job.id(), anyway);
        }
        String reason = trouble.isEmpty() ? "sent by a person" : "sent by a person anyway, although: " + trouble;
        Queueing queueing = anyway ? store::release : store::queue;
        if (!queueing.queue(job.id(), State.AT_REST, goal, Optional.of(reason), clock.instant())) {
            throw new DispatchException(
                    "job " + job.id() + " is " + job(job.id()).state().word() + " already");
        }
    }

    /** Where a job waits when nobody names another place. */
    private String home(String id) throws DispatchException {
        try {
            return repository
                    .queues()
                    .entry(id)
                    .flatMap(QueueStore.Entry::home)
                    .orElseThrow(() -> new DispatchException("job " + id
                            + ": its printer sends to no machine; name one: ./farm jobs send " + id + " MACHINE"));
        } catch (StoreException e) {
            throw new DispatchException(String.valueOf(e.getMessage()));
        }
    }

    /** Keeps a waiting job from being sent. */
    public void hold(String id) throws DispatchException {
        Job job = job(id);
        ask(() -> {
            if (!store.change(id, WAITING, change(State.HELD, "held by a person"), clock.instant())) {
                throw new DispatchException(
                        "job " + id + " is " + job.state().word() + ", only one that is queued can be held");
            }
            return true;
        });
    }

    /** Lets a held job wait for its machine. */
    public void release(String id) throws DispatchException {
        requeue(id, Set.of(State.HELD), store::release, "released by a person", "released");
    }

    /** Prints a job that ended, or whose start is not known, once more. */
    public void retry(String id) throws DispatchException {
        requeue(
                id,
                Set.of(State.HELD, State.FAILED, State.CANCELLED, State.DONE),
                store::queue,
                "tried again by a person",
                "tried again");
    }

    /** How a job is queued. */
    private interface Queueing {
        boolean queue(String job, Set<State> from, String machine, Optional<String> reason, Instant now)
                throws StoreException;
    }

    private void requeue(String id, Set<State> from, Queueing queueing, String reason, String what)
            throws DispatchException {
        Job job = job(id);
        String goal = home(job.id());
        requireGoal(goal);
        ask(() -> {
            if (!retryNow(id) && !queueing.queue(id, from, goal, Optional.of(reason), clock.instant())) {
                throw new DispatchException(
                        "job " + id + " is " + job(id).state().word() + " and cannot be " + what);
            }
            lookAt(goal);
            return true;
        });
    }

    /** A start that nobody knows of did not happen, a person says. */
    private boolean retryNow(String id) throws StoreException {
        for (MachineUnit unit : units().values()) {
            if (unit.retry(id)) {
                return true;
            }
        }
        return false;
    }

    /** Ends a job: takes it out of the queue, breaks its delivery off, or stops its print. */
    public void cancel(String id) throws DispatchException {
        Job job = job(id);
        ask(() -> {
            if (!cancelNow(id)) {
                throw new DispatchException("job " + id + " is " + job.state().word() + " and cannot be cancelled");
            }
            return true;
        });
    }

    /** What somebody at a slicer does to a job, who does not wait for it. */
    public void steer(String id, PrintControl control) {
        threads.decide(() -> {
            try {
                boolean unused = switch (control) {
                    case STOP -> cancelNow(id);
                    case PAUSE ->
                        pauseNow(id, MachineCommand.PAUSE)
                                || store.change(id, WAITING, change(State.HELD, HELD_AT_SLICER), clock.instant());
                    case RESUME -> pauseNow(id, MachineCommand.RESUME) || resumeNow(id);
                };
            } catch (StoreException e) {
                LOG.error("job={} control={} lost reason=STORAGE", id, control, e);
            }
        });
    }

    private boolean pauseNow(String id, MachineCommand command) {
        Optional<MachineUnit> has =
                units().values().stream().filter(unit -> unit.has(id)).findFirst();
        has.ifPresent(unit -> unit.control(command));
        return has.isPresent();
    }

    /** Only what was held in the same way. */
    private boolean resumeNow(String id) throws StoreException {
        Optional<Job> job = repository.find(id);
        Optional<String> goal = repository.queues().entry(id).flatMap(QueueStore.Entry::home);
        boolean resumed = goal.isPresent()
                && job.flatMap(one -> one.notes().reason())
                        .filter(HELD_AT_SLICER::equals)
                        .isPresent()
                && store.queue(id, Set.of(State.HELD), goal.get(), Optional.empty(), clock.instant());
        goal.ifPresent(this::lookAt);
        return resumed;
    }

    /**
     * What a printer has of the pool that its jobs go to.
     *
     * @param pool the pool's id
     * @param printer the printer's
     */
    public JobRouting.Pooled front(String pool, String printer) {
        return new PoolFront(fleet.pools(), pool, printer);
    }

    private boolean cancelNow(String id) throws StoreException {
        for (MachineUnit unit : units().values()) {
            if (unit.cancel(id)) {
                return true;
            }
        }
        Set<State> from = Set.of(State.QUEUED, State.HELD);
        boolean cancelled = store.change(id, from, change(State.CANCELLED, "cancelled by a person"), clock.instant());
        units().values().forEach(MachineUnit::look);
        return cancelled;
    }

    private static Change change(State to, String reason) {
        return new Change(to, OptionalInt.empty(), Optional.of(reason));
    }

    private Job job(String id) throws DispatchException {
        try {
            return repository.find(id).orElseThrow(() -> new DispatchException("there is no job " + id));
        } catch (StoreException e) {
            throw new DispatchException(String.valueOf(e.getMessage()));
        }
    }

    private void requireGoal(String goal) throws DispatchException {
        if (!fleet.pools().desks().containsKey(goal)) {
            MachineUnit unused = unit(goal);
        }
    }

    private MachineUnit unit(String machine) throws DispatchException {
        MachineUnit unit = units().get(machine);
        if (unit == null) {
            throw new DispatchException("there is no machine "
                    + (machine.matches("[a-z0-9-]{1,32}") ? machine : "of that name")
                    + (units().isEmpty()
                            ? ": farm.yaml has none"
                            : "; there are " + String.join(", ", units().keySet())));
        }
        return unit;
    }

    private <T> T ask(DispatchThreads.Question<T> question) throws DispatchException {
        return threads.ask(question);
    }

    /** What is asked and said of queues. */
    public QueueDesk queues() {
        return new QueueDesk(repository, fleet, threads);
    }

    /** Breaks deliveries off and ends all connections. What was started goes on, and is followed after the next start. */
    @Override
    public void close() {
        threads.decide(() -> units().values().forEach(MachineUnit::stop));
        threads.close();
        units().values().forEach(MachineUnit::close);
    }
}
