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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.Scheduler;
import org.printfarm.api.driver.CheckStep;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineSetting;
import org.printfarm.host.job.store.DispatchStore;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All machines of a running farm, and what people can ask of them. Any thread. */
public final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long ANSWER_SECONDS = 20;
    private static final Set<State> WAITING = Set.of(State.QUEUED);

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
            JobRepository repository,
            Function<Job, String> documents,
            MachineObserver observer,
            Scheduler scheduler,
            Clock clock,
            int sends)
            throws IOException {
        return open(machines, repository, documents, observer, scheduler, clock, sends, StartWatch::patience);
    }

    /** With other patience, for tests that cannot wait as long. */
    static Dispatcher open(
            List<Machine<?>> machines,
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
                new OrderMaker(repository, documents),
                new UnitContext.TaskNumbers(repository.dispatch(), clock),
                threads,
                scheduler,
                clock,
                patience);
        Dispatcher dispatcher = new Dispatcher(repository, clock, threads, new Fleet(parts, observer));
        dispatcher.fleet.begin(machines);
        return dispatcher;
    }

    /**
     * Takes over the machines of a changed file. A machine that is busy is let finish and watched before it goes, or is reached
     * in another way; jobs that wait for one that goes, and those of printers that have gone, are held.
     *
     * @param machines all that there are to be
     * @param gone the ids of printers that are not in the file any more
     */
    public void reload(List<Machine<?>> machines, Set<String> gone) throws DispatchException {
        ask(() -> {
            fleet.become(machines);
            fleet.holdJobsOf(gone);
            return true;
        });
    }

    /** A job was queued. */
    public void queued(Job job) {
        MachineUnit unit = units().get(job.notes().machine().orElse(""));
        if (unit != null) {
            threads.decide(unit::look);
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
     * Sends a stored job to a machine.
     *
     * @param machine empty for the one that its printer sends to
     */
    public void send(String id, Optional<String> machine) throws DispatchException {
        Job job = job(id);
        String to = machine.or(() -> job.notes().machine())
                .orElseThrow(() -> new DispatchException("job " + id
                        + ": its printer sends to no machine; name one: ./farm jobs send " + id + " MACHINE"));
        MachineUnit unit = unit(to);
        ask(() -> {
            if (units().values().stream().anyMatch(one -> one.has(id))) {
                throw new DispatchException("a machine has job " + id + ", or may have it: ./farm jobs retry " + id
                        + " or cancel " + id + " first");
            }
            if (!store.queue(id, State.AT_REST, to, Optional.of("sent by a person"), clock.instant())) {
                throw new DispatchException(
                        "job " + id + " is " + job(id).state().word() + " already");
            }
            unit.look();
            return true;
        });
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
        String machine = job.notes()
                .machine()
                .orElseThrow(() -> new DispatchException("job " + id
                        + ": its printer sends to no machine; name one: ./farm jobs send " + id + " MACHINE"));
        MachineUnit unit = unit(machine);
        ask(() -> {
            if (!unit.retry(id) && !queueing.queue(id, from, machine, Optional.of(reason), clock.instant())) {
                throw new DispatchException(
                        "job " + id + " is " + job(id).state().word() + " and cannot be " + what);
            }
            unit.look();
            return true;
        });
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

    /** The same, for a slicer that does not wait for it. */
    public void cancelSoon(String id) {
        threads.decide(() -> {
            try {
                boolean unused = cancelNow(id);
            } catch (StoreException e) {
                LOG.error("job={} cancelled=no reason=STORAGE", id, e);
            }
        });
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

    /** What is done on the deciding thread. */
    private interface Question<T> {
        T answer() throws StoreException, DispatchException;
    }

    private <T> T ask(Question<T> question) throws DispatchException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        threads.decide(() -> {
            try {
                answer.complete(question.answer());
            } catch (StoreException | DispatchException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new DispatchException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        } catch (TimeoutException e) {
            throw new DispatchException("the farm is busy or stopping; ask again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DispatchException("interrupted");
        }
    }

    /** Breaks deliveries off and ends all connections. What was started goes on, and is followed after the next start. */
    @Override
    public void close() {
        threads.decide(() -> units().values().forEach(MachineUnit::stop));
        threads.close();
        units().values().forEach(MachineUnit::close);
    }
}
