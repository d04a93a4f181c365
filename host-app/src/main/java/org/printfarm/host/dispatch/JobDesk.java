package org.printfarm.host.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.job.PrintControl;
import org.printfarm.host.job.store.DispatchStore;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.QueueStore;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people ask of a job: send it, hold it, let it go on, print it again, end it. Any thread. */
public final class JobDesk {

    private static final Logger LOG = LoggerFactory.getLogger(JobDesk.class);
    private static final Set<State> WAITING = Set.of(State.QUEUED);
    private static final String HELD_AT_SLICER = "held at the slicer; go on there, or release it";

    private final JobRepository repository;
    private final DispatchStore store;
    private final Fleet fleet;
    private final DispatchThreads threads;
    private final Clock clock;

    JobDesk(JobRepository repository, Fleet fleet, DispatchThreads threads, Clock clock) {
        this.repository = repository;
        this.store = repository.dispatch();
        this.fleet = fleet;
        this.threads = threads;
        this.clock = clock;
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
        fleet.requireGoal(goal);
        threads.ask(() -> {
            requireHere(job);
            if (fleet.units().values().stream().anyMatch(one -> one.has(id))) {
                throw new DispatchException("a machine has job " + id + ", or may have it: ./farm jobs retry " + id
                        + " or cancel " + id + " first");
            }
            send(job, goal, anyway);
            fleet.lookAt(goal);
            return true;
        });
    }

    private void send(Job job, String goal, boolean anyway) throws StoreException, DispatchException {
        MachineUnit unit = fleet.units().get(goal);
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

    /** That no other host's machine has a job, or may have it. */
    private void requireHere(Job job) throws StoreException, DispatchException {
        String machine = job.notes().machine().orElse("");
        if (store.open(machine).stream().anyMatch(attempt -> attempt.job().equals(job.id()))) {
            fleet.requireHere(machine);
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
        threads.ask(() -> {
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
        fleet.requireGoal(goal);
        threads.ask(() -> {
            if (!retryNow(id) && !queueing.queue(id, from, goal, Optional.of(reason), clock.instant())) {
                throw new DispatchException(
                        "job " + id + " is " + job(id).state().word() + " and cannot be " + what);
            }
            fleet.lookAt(goal);
            return true;
        });
    }

    /** A start that nobody knows of did not happen, a person says. */
    private boolean retryNow(String id) throws StoreException {
        for (MachineUnit unit : fleet.units().values()) {
            if (unit.retry(id)) {
                return true;
            }
        }
        return false;
    }

    /** Ends a job: takes it out of the queue, breaks its delivery off, or stops its print. */
    public void cancel(String id) throws DispatchException {
        Job job = job(id);
        threads.ask(() -> {
            requireHere(job);
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
                fleet.units().values().stream().filter(unit -> unit.has(id)).findFirst();
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
        goal.ifPresent(fleet::lookAt);
        return resumed;
    }

    private boolean cancelNow(String id) throws StoreException {
        for (MachineUnit unit : fleet.units().values()) {
            if (unit.cancel(id)) {
                return true;
            }
        }
        Set<State> from = Set.of(State.QUEUED, State.HELD);
        boolean cancelled = store.change(id, from, change(State.CANCELLED, "cancelled by a person"), clock.instant());
        fleet.units().values().forEach(MachineUnit::look);
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
}
