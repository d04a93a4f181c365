package org.printfarm.host.dispatch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.Scheduler;
import org.printfarm.api.driver.CheckStep;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineSetting;
import org.printfarm.host.job.JobRouting;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobRepository;

/** All machines of a running farm, and what people ask of a machine. Any thread. */
public final class Dispatcher implements AutoCloseable {

    private final JobRepository repository;
    private final Clock clock;
    private final DispatchThreads threads;
    private final Fleet fleet;
    private final MachineTester tester;
    private final MachinePanel panel;

    private Dispatcher(JobRepository repository, Clock clock, DispatchThreads threads, Fleet fleet) {
        this.repository = repository;
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
     * @param sends deliveries at once, 1 to 32
     * @param others who have the machines and pools of the farm that are left out here
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
            int sends,
            Others others)
            throws IOException {
        return open(
                machines,
                pools,
                repository,
                documents,
                observer,
                scheduler,
                clock,
                sends,
                others,
                StartWatch::patience);
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
            Others others,
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
                others,
                patience);
        Dispatcher dispatcher = new Dispatcher(repository, clock, threads, new Fleet(parts, observer));
        dispatcher.fleet.begin(machines, pools);
        return dispatcher;
    }

    /**
     * Takes over the machines of a changed file. A machine that is busy is let finish and watched before it goes, or is reached
     * in another way; jobs that wait for one that goes, and those of printers that have gone, are held. What another host has by
     * now is let go of at once.
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
        threads.decide(() -> fleet.lookAt(goal));
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
        MachineUnit unit = fleet.unit(machine);
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
        MachineUnit unit = fleet.unit(machine);
        ask(() -> {
            unit.pause(because);
            return true;
        });
    }

    /** The pools of a machine that something happened to choose it again. */
    public void arm(String machine) throws DispatchException {
        MachineUnit unit = fleet.unit(machine);
        ask(() -> {
            unit.member().arm();
            return true;
        });
    }

    /** Passes a command of a slicer's or a person's on to a machine. */
    public void control(String machine, MachineCommand command) throws DispatchException {
        MachineUnit unit = fleet.unit(machine);
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
        MachineUnit unit = fleet.unit(machine);
        return tester.test(machine, unit.driver(), ask(unit::report).status());
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

    /** What people ask of jobs. */
    public JobDesk jobs() {
        return new JobDesk(repository, fleet, threads, clock);
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
