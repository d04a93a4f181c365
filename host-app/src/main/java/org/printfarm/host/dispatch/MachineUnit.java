package org.printfarm.host.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.host.job.store.Attempt;
import org.printfarm.host.job.store.DispatchStore;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.DispatchStore.MachineNote;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One machine at work: takes its jobs one after the other, and follows what becomes of them. On the deciding thread, but for what
 * says otherwise.
 */
final class MachineUnit {

    /** How often a job is tried by itself before a person has to look at it. */
    static final int MAX_TRIES = 3;

    /** How long a machine rests after an attempt that failed before its start. */
    static final Duration REST = Duration.ofSeconds(2);

    /** What a person has to do at a machine that takes no starts from here. */
    private static final String BY_HAND = "press Print on the machine";

    private static final Logger LOG = LoggerFactory.getLogger(MachineUnit.class);
    private static final MachineStatus UNASKED =
            MachineStatus.of(MachineStatus.Connection.INITIALIZING, List.of(), Set.of());

    private volatile Machine<?> machine;
    private final DispatchStore store;
    private final OrderMaker orders;
    private final UnitContext.TaskNumbers numbers;
    private final DispatchThreads threads;
    private final Scheduler scheduler;
    private final Clock clock;
    private final MachineObserver observer;
    private final Duration patience;
    private volatile MachineStatus reported = UNASKED;
    private final Driver driver;
    private MachineNote note = MachineNote.NONE;
    private @Nullable Work work;
    private boolean rests;
    private boolean closed;
    private @Nullable Leaving leaving;

    /**
     * Opens nothing yet.
     *
     * @param observer told of each status
     */
    MachineUnit(Machine<?> machine, Parts parts, MachineObserver observer) {
        this.machine = machine;
        this.store = parts.store();
        this.orders = parts.orders();
        this.numbers = parts.numbers();
        this.threads = parts.threads();
        this.scheduler = parts.scheduler();
        this.clock = parts.clock();
        this.observer = observer;
        this.patience = parts.patience().apply(machine.description().model());
        this.driver = newDriver(machine, parts);
    }

    /** What all units share. */
    record Parts(
            DispatchStore store,
            OrderMaker orders,
            UnitContext.TaskNumbers numbers,
            DispatchThreads threads,
            Scheduler scheduler,
            Clock clock,
            Function<Optional<PrinterModel>, Duration> patience) {}

    /**
     * It takes no further job.
     *
     * @param mayBePrinting whether what it prints may be followed by another
     * @param then called once, when it may go
     */
    private record Leaving(boolean mayBePrinting, String reason, Runnable then) {}

    /** The attempt that the machine has. */
    private static final class Work {
        private final Attempt attempt;
        private final PrintOrder order;
        private @Nullable Future<?> sending;
        private @Nullable StartWatch watch;
        private long since;
        private volatile State state = State.ASSIGNED;
        private volatile boolean cancelled;
        private boolean unconfirmed;

        Work(Attempt attempt, PrintOrder order) {
            this.attempt = attempt;
            this.order = order;
        }

        /** Whether it is on the disk that it was begun and nothing else is to be done for it. */
        boolean canBeFollowed() {
            return watch != null && (state == State.PRINTING || state == State.PAUSED || state == State.HELD);
        }
    }

    private <S> Driver newDriver(Machine<S> one, Parts parts) {
        UnitContext context =
                new UnitContext(one.id(), parts.scheduler(), parts.store(), parts.numbers(), this::reported);
        try {
            return one.factory().create(context, one.settings());
        } catch (Throwable fault) {
            LOG.error("machine={} a fault of its driver", one.id(), fault);
            return new BrokenDriver(context);
        }
    }

    /** Any thread. Of several that come before the first was looked at, the last counts. */
    private void reported(MachineStatus status) {
        reported = status;
        threads.decide(this::look);
    }

    /** Takes up what an earlier run left, and opens the driver. */
    void open() throws StoreException {
        note = store.note(machine.id());
        for (Attempt attempt : store.open(machine.id())) {
            if (attempt.published().isEmpty()) {
                store.end(
                        attempt,
                        State.ON_MACHINE,
                        change(State.QUEUED, attempt, "the farm was stopped before the start; it is sent again"),
                        clock.instant());
            } else if (work == null) {
                follow(attempt);
            } else {
                end(attempt, State.HELD, Optional.of("the farm was stopped while it was printed; look at the machine"));
            }
        }
        threads.call(driver::open);
    }

    private void follow(Attempt attempt) throws StoreException {
        Optional<Job> job = orders.find(attempt.job());
        if (job.isEmpty()) {
            return;
        }
        Work resumed = new Work(attempt, orders.make(job.get(), attempt.task()));
        resumed.state = job.get().state();
        boolean byHand = job.get()
                .notes()
                .reason()
                .filter(text -> text.endsWith(BY_HAND))
                .isPresent();
        resumed.watch = StartWatch.resumed(attempt.task(), resumed.order.title(), patience, byHand);
        resumed.unconfirmed = resumed.state == State.HELD;
        resumed.since = System.nanoTime();
        work = resumed;
        after(resumed.watch.patience());
    }

    /** Looks at the machine anew: what it prints, and whether it takes a job. */
    void look() {
        if (closed) {
            return;
        }
        MachineStatus status = reported;
        try {
            watch(status);
            consider(status);
        } catch (StoreException e) {
            LOG.error("machine={} dispatch=stuck reason=STORAGE", machine.id(), e);
        }
        tell(status);
        goWhenFree();
    }

    /**
     * It is to be reached in another way, or its words have changed.
     *
     * @param changed as the file has it now
     * @param then called when nothing is being brought to it or begun, if it is to be reached anew
     */
    void become(Machine<?> changed, Runnable then) {
        if (machine.isReachedAs(changed)) {
            leaving = null;
            machine = changed;
            look();
        } else {
            leaving = new Leaving(true, "its settings have changed, and a job is on its way to it", then);
            goWhenFree();
        }
    }

    /**
     * It is not in the file any more.
     *
     * @param then called when its print is over, or at once
     */
    void leave(Runnable then) {
        leaving = new Leaving(false, "it is not in farm.yaml any more and goes when its print is over", then);
        goWhenFree();
    }

    /** Whether it goes when its print is over. */
    boolean isLeaving() {
        return leaving != null && !leaving.mayBePrinting();
    }

    private void goWhenFree() {
        Leaving going = leaving;
        Work now = work;
        if (going == null || closed || (now != null && !(going.mayBePrinting() && now.canBeFollowed()))) {
            return;
        }
        leaving = null;
        going.then().run();
    }

    private void tell(MachineStatus status) {
        Work now = work;
        try {
            observer.saw(
                    machine.id(),
                    status,
                    now == null ? Optional.empty() : Optional.of(now.attempt.job()),
                    store.queued(machine.id()));
        } catch (StoreException e) {
            LOG.error("machine={} mirror=stuck reason=STORAGE", machine.id(), e);
        }
    }

    private void watch(MachineStatus status) throws StoreException {
        Work now = work;
        if (now == null || now.watch == null) {
            if (status.activity().isBusy() && machine.hasPlateGate() && !note.gate()) {
                note(new MachineNote(true, note.paused()));
            }
            return;
        }
        StartWatch.Verdict verdict = now.watch.judge(
                status,
                Duration.ofNanos(System.nanoTime() - now.since),
                now.state == State.PRINTING || now.state == State.PAUSED);
        switch (verdict.kind()) {
            case WAITING -> {}
            case PRINTING -> move(now, State.PRINTING, Optional.empty());
            case PAUSED -> move(now, State.PAUSED, verdict.reason());
            case DONE -> over(now, State.DONE, Optional.empty());
            case FAILED -> over(now, State.FAILED, verdict.reason().or(() -> Optional.of("the machine ended it")));
            case OTHER ->
                over(
                        now,
                        State.HELD,
                        Optional.of("the machine prints something else; print it again with ./farm jobs retry "
                                + now.attempt.job()));
            case UNCONFIRMED -> unconfirmed(now);
        }
    }

    private void move(Work now, State to, Optional<String> reason) throws StoreException {
        if (now.state != to) {
            change(now, to, reason);
            now.unconfirmed = false;
        }
    }

    /** A print is over, and something lies on the plate. */
    private void over(Work now, State to, Optional<String> reason) throws StoreException {
        if (machine.hasPlateGate()) {
            note(new MachineNote(true, note.paused()));
        }
        end(now.attempt, to, reason);
        work = null;
    }

    /** Nobody knows whether it began: the machine takes nothing until it says so, or a person does. */
    private void unconfirmed(Work now) throws StoreException {
        if (!now.unconfirmed) {
            now.unconfirmed = true;
            change(
                    now,
                    State.HELD,
                    Optional.of("unconfirmed: " + machine.id()
                            + " gave no sign that it began; look at it, then ./farm jobs retry or cancel "
                            + now.attempt.job()));
        }
    }

    private void consider(MachineStatus status) throws StoreException {
        if (rests || reason(status).isPresent()) {
            return;
        }
        Optional<Job> next = store.next(machine.id());
        if (next.isEmpty()) {
            return;
        }
        Optional<String> misfit =
                orders.misfit(next.get(), machine.description().model());
        if (misfit.isPresent()) {
            store.change(
                    next.get().id(),
                    Set.of(State.QUEUED),
                    new Change(State.HELD, OptionalInt.empty(), misfit),
                    clock.instant());
            LOG.warn("job={} machine={} state=held reason=\"{}\"", next.get().id(), machine.id(), misfit.get());
            threads.decide(this::look);
            return;
        }
        int task = numbers.next();
        PrintOrder order = orders.make(next.get(), task);
        Optional<Attempt> attempt = store.assign(next.get().id(), machine.id(), task, clock.instant());
        if (attempt.isEmpty()) {
            return;
        }
        Work begun = new Work(attempt.get(), order);
        log(begun.attempt, State.ASSIGNED, Optional.empty());
        work = begun;
        begun.sending = threads.send(() -> send(begun));
    }

    /** On a thread that may block. */
    private void send(Work begun) {
        try {
            if (!change(begun, State.SENDING, Optional.empty())) {
                threads.decide(() -> lostBeforeStart(begun, "it was cancelled", false));
                return;
            }
            driver.deliver(begun.order, sent -> {});
            threads.decide(() -> delivered(begun));
        } catch (DriverException e) {
            threads.decide(() -> lostBeforeStart(begun, String.valueOf(e.getMessage()), e.isRetryable()));
        } catch (InterruptedException e) {
            threads.decide(() -> lostBeforeStart(begun, "the farm was stopped while it was sent", true));
        } catch (StoreException e) {
            LOG.error("machine={} dispatch=stuck reason=STORAGE", machine.id(), e);
            threads.decide(() -> lostBeforeStart(begun, "its state could not be written to disk", true));
        } catch (Throwable fault) {
            LOG.error("machine={} job={} a fault of its driver", machine.id(), begun.attempt.job(), fault);
            threads.decide(() -> lostBeforeStart(
                    begun, "a fault of the driver " + machine.entry().driver().type() + "; the log has more", false));
        }
    }

    private void delivered(Work begun) {
        MachineStatus status = reported;
        try {
            if (begun.cancelled) {
                lostBeforeStart(begun, "it was cancelled", false);
            } else if (closed) {
                lostBeforeStart(begun, "the farm was stopped before the start", true);
            } else if (!machine.kind().contains(Capability.START)) {
                end(begun.attempt, State.DONE, Optional.of("delivered"));
                work = null;
                look();
            } else if (Readiness.rest(status).isPresent()) {
                lostBeforeStart(begun, "the machine " + Readiness.rest(status).get(), true);
            } else if (store.publish(begun.attempt, clock.instant())) {
                begun.state = State.STARTING;
                log(begun.attempt, State.STARTING, Optional.empty());
                start(begun, status);
            } else {
                lostBeforeStart(begun, "it was cancelled", false);
            }
        } catch (StoreException e) {
            LOG.error("machine={} dispatch=stuck reason=STORAGE", machine.id(), e);
            lostBeforeStart(begun, "its state could not be written to disk", true);
        }
    }

    private void start(Work begun, MachineStatus status) throws StoreException {
        StartWatch watch = StartWatch.of(begun.attempt.task(), begun.order.title(), patience, status);
        begun.watch = watch;
        begun.since = System.nanoTime();
        if (watch.byHand()) {
            change(begun, State.STARTING, Optional.of("delivered as " + begun.order.fileName() + "; " + BY_HAND));
            return;
        }
        after(watch.patience());
        threads.call(() -> {
            try {
                if (!begun.cancelled) {
                    driver.start(begun.order);
                }
                if (begun.cancelled) {
                    control(MachineCommand.STOP);
                }
            } catch (DriverException e) {
                threads.decide(() -> lostBeforeStart(begun, String.valueOf(e.getMessage()), e.isRetryable()));
            }
        });
    }

    /** Looks again when a machine has had its time. */
    private void after(Duration patience) {
        for (Duration due : List.of(patience, patience.plus(StartWatch.AFTER_SIGN))) {
            Registration unused = scheduler.after(due.plusMillis(1), () -> threads.decide(this::look));
        }
    }

    /** An attempt ended without a start. */
    private void lostBeforeStart(Work begun, String reason, boolean again) {
        if (work != begun) {
            return;
        }
        boolean retried = again && !begun.cancelled && begun.attempt.number() % MAX_TRIES != 0;
        State to = begun.cancelled ? State.CANCELLED : retried ? State.QUEUED : State.HELD;
        try {
            end(begun.attempt, to, Optional.of(reason));
        } catch (StoreException e) {
            LOG.error("machine={} job={} dispatch=stuck reason=STORAGE", machine.id(), begun.attempt.job(), e);
            Registration unused =
                    scheduler.after(REST, () -> threads.decide(() -> lostBeforeStart(begun, reason, again)));
            return;
        }
        work = null;
        rests = true;
        Registration unused = scheduler.after(
                REST,
                () -> threads.decide(() -> {
                    rests = false;
                    look();
                }));
    }

    /** Why the machine takes no job now. */
    private Optional<String> reason(MachineStatus status) {
        Work now = work;
        Optional<String> busy = now == null ? Optional.empty() : Optional.of(now.attempt.job());
        if (leaving != null) {
            return Optional.of(leaving.reason());
        }
        return Readiness.reason(machine.id(), machine.kind(), status, note, busy);
    }

    private boolean change(Work now, State to, Optional<String> reason) throws StoreException {
        boolean changed = store.change(
                now.attempt.job(),
                now.unconfirmed || now.state == State.HELD ? Set.of(State.HELD, now.state) : State.ON_MACHINE,
                new Change(to, OptionalInt.of(now.attempt.task()), reason),
                clock.instant());
        if (changed) {
            now.state = to;
            log(now.attempt, to, reason);
        }
        return changed;
    }

    private void end(Attempt attempt, State to, Optional<String> reason) throws StoreException {
        Set<State> from =
                Set.of(State.ASSIGNED, State.SENDING, State.STARTING, State.PRINTING, State.PAUSED, State.HELD);
        store.end(attempt, from, new Change(to, OptionalInt.of(attempt.task()), reason), clock.instant());
        log(attempt, to, reason);
    }

    private void log(Attempt attempt, State to, Optional<String> reason) {
        LOG.info(
                "job={} machine={} attempt={} state={}{}",
                attempt.job(),
                machine.id(),
                attempt.task(),
                to.word(),
                reason.map(text -> " reason=\"" + text + "\"").orElse(""));
    }

    private static Change change(State to, Attempt attempt, String reason) {
        return new Change(to, OptionalInt.of(attempt.task()), Optional.of(reason));
    }

    private void note(MachineNote now) throws StoreException {
        store.note(machine.id(), now);
        note = now;
    }

    /** The plate is clear. */
    void clear() throws StoreException {
        note(new MachineNote(false, note.paused()));
        look();
    }

    /** Takes no jobs, for a reason, or takes them again. */
    void pause(Optional<String> because) throws StoreException {
        note(new MachineNote(note.gate(), because));
        look();
    }

    /**
     * Ends a job that this machine has; false when it has another.
     *
     * @param job its id
     */
    boolean cancel(String job) throws StoreException {
        Work now = work;
        if (now == null || !now.attempt.job().equals(job)) {
            return false;
        }
        now.cancelled = true;
        if (now.watch == null) {
            Future<?> sending = now.sending;
            if (sending != null && sending.cancel(true) && now.state == State.ASSIGNED) {
                lostBeforeStart(now, "it was cancelled", false);
            }
            return true;
        }
        MachineStatus status = reported;
        boolean mayBegin = now.state == State.STARTING && !status.activity().isBusy() && !now.watch.byHand();
        if (now.watch.isOurs(status) || mayBegin) {
            control(MachineCommand.STOP);
        }
        over(now, State.CANCELLED, Optional.of("it was cancelled"));
        look();
        return true;
    }

    /**
     * A person says that an unconfirmed start did not happen: the job waits again. False when it is not this machine's, or not
     * unconfirmed.
     */
    boolean retry(String job) throws StoreException {
        Work now = work;
        if (now == null || !now.attempt.job().equals(job) || !now.unconfirmed) {
            return false;
        }
        end(now.attempt, State.QUEUED, Optional.of("a person says that it did not begin"));
        work = null;
        look();
        return true;
    }

    /** Whether the machine has this job, or may have it. */
    boolean has(String job) {
        Work now = work;
        return now != null && now.attempt.job().equals(job);
    }

    /** Passes a command on, when the machine takes any. */
    void control(MachineCommand command) {
        if (machine.kind().contains(Capability.CONTROL)) {
            threads.call(() -> {
                try {
                    driver.control(command);
                } catch (DriverException e) {
                    LOG.warn("machine={} command={} refused: {}", machine.id(), command, e.getMessage());
                }
            });
        }
    }

    /** How it is now. */
    /** What reaches it. Any thread. */
    Driver driver() {
        return driver;
    }

    MachineReport report() throws StoreException {
        MachineStatus status = reported;
        Work now = work;
        return new MachineReport(
                machine,
                status,
                note.gate(),
                reason(status),
                now == null ? Optional.empty() : Optional.of(now.attempt.job()),
                store.queued(machine.id()));
    }

    Machine<?> machine() {
        return machine;
    }

    /** Nothing is decided any more. */
    void stop() {
        closed = true;
    }

    /** Ends its connections; after {@link #stop}. Any thread. */
    void close() {
        try {
            driver.close();
        } catch (Throwable fault) {
            LOG.error("machine={} a fault of its driver", machine.id(), fault);
        }
    }
}
