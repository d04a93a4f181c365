package org.printfarm.host.dispatch;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.host.dispatch.match.Candidate;
import org.printfarm.host.dispatch.match.Finding;
import org.printfarm.host.job.store.Attempt;
import org.printfarm.host.job.store.DispatchStore;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.DispatchStore.LastPrint;
import org.printfarm.host.job.store.DispatchStore.MachineNote;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of one machine, and what is written of it. On the deciding thread, but for what says otherwise. */
final class MachineBook {

    private static final Logger LOG = LoggerFactory.getLogger(MachineBook.class);
    private static final MachineStatus UNASKED =
            MachineStatus.of(MachineStatus.Connection.INITIALIZING, List.of(), Set.of());
    private static final Set<State> ON_ITS_WAY = onItsWay();

    private final DispatchStore store;
    private final Clock clock;
    private volatile Machine<?> machine;
    private volatile MachineStatus reported = UNASKED;
    private volatile List<String> introduction = List.of();
    private MachineNote note = MachineNote.NONE;
    private @Nullable Work work;
    private boolean closed;

    MachineBook(Machine<?> machine, DispatchStore store, Clock clock) {
        this.machine = machine;
        this.store = store;
        this.clock = clock;
    }

    private static Set<State> onItsWay() {
        Set<State> states = EnumSet.copyOf(State.ON_MACHINE);
        states.add(State.HELD);
        return states;
    }

    /** Any thread. */
    Machine<?> machine() {
        return machine;
    }

    /** Its words in the file have changed. */
    void machine(Machine<?> changed) {
        machine = changed;
    }

    String id() {
        return machine.id();
    }

    /** What the machine said last. Any thread. */
    MachineStatus reported() {
        return reported;
    }

    /** The machine said something. Any thread. */
    void reported(MachineStatus status) {
        reported = status;
    }

    /** What it is and can do, in words of its driver. Any thread. */
    List<String> introduction() {
        return introduction;
    }

    /** Its driver said what it is. Any thread. */
    void introduced(List<String> sentences) {
        if (!sentences.equals(introduction)) {
            introduction = sentences;
            LOG.info("machine={} {}", id(), String.join("; ", sentences));
        }
    }

    /** As it is now, for the choice of a machine. */
    Candidate candidate(Optional<Finding> waits) {
        MachineStatus status = reported;
        return new Candidate(
                id(),
                machine.description().model(),
                Set.copyOf(machine.entry().tags()),
                machine.kind().contains(Capability.OBSERVE),
                status.nozzles(),
                status.storageFreeBytes(),
                status.trays(),
                waits);
    }

    /** What it has from us. */
    Optional<Work> work() {
        return Optional.ofNullable(work);
    }

    boolean has(Work one) {
        return work == one;
    }

    void take(Work begun) {
        work = begun;
    }

    /** It has nothing from us any more. */
    void free() {
        work = null;
    }

    boolean isClosed() {
        return closed;
    }

    /** Nothing is decided any more. */
    void close() {
        closed = true;
    }

    MachineNote note() {
        return note;
    }

    void readNote() throws StoreException {
        note = store.note(id());
    }

    void gate(boolean up) throws StoreException {
        write(note.withGate(up));
    }

    void paused(Optional<String> because) throws StoreException {
        write(note.withPaused(because));
    }

    /** Its pools leave it out, for a reason, or not any more. */
    void tripped(Optional<String> because) throws StoreException {
        write(note.withTripped(because));
    }

    void last(LastPrint print) throws StoreException {
        write(note.withLast(print));
    }

    private void write(MachineNote now) throws StoreException {
        if (!now.equals(note)) {
            store.note(id(), now);
            note = now;
        }
    }

    /** Writes what became of a job and of its attempt, if the job was not cancelled before. Any thread. */
    boolean change(Work now, State to, Optional<String> reason) throws StoreException {
        boolean changed = store.move(
                now.attempt,
                now.unconfirmed || now.state == State.HELD ? Set.of(State.HELD, now.state) : State.ON_MACHINE,
                new Change(to, OptionalInt.of(now.attempt.task()), reason),
                clock.instant());
        if (changed) {
            now.state = to;
            log(now.attempt, to, reason);
        }
        return changed;
    }

    /**
     * Writes that the start is about to leave; false when the job was cancelled before.
     *
     * @param byHand what a person has to do to start it; empty when it starts from here
     */
    boolean publish(Work now, Optional<String> byHand) throws StoreException {
        boolean published = store.publish(now.attempt, byHand, clock.instant());
        if (published) {
            now.state = State.STARTING;
            log(now.attempt, State.STARTING, byHand);
        }
        return published;
    }

    /** Writes that an attempt is over. */
    void end(Attempt attempt, State to, Optional<String> reason) throws StoreException {
        store.end(attempt, ON_ITS_WAY, new Change(to, OptionalInt.of(attempt.task()), reason), clock.instant());
        log(attempt, to, reason);
    }

    /** Keeps a queued job from being tried again and again. */
    void hold(Job job, Optional<String> misfit) throws StoreException {
        store.change(
                job.id(), Set.of(State.QUEUED), new Change(State.HELD, OptionalInt.empty(), misfit), clock.instant());
        LOG.warn("job={} machine={} state=held reason=\"{}\"", job.id(), id(), misfit.orElse(""));
    }

    /** Says a step in the log. Any thread. */
    static void log(Attempt attempt, State to, Optional<String> reason) {
        LOG.info(
                "job={} machine={} attempt={} state={}{}",
                attempt.job(),
                attempt.machine(),
                attempt.task(),
                to.word(),
                reason.map(text -> " reason=\"" + text + "\"").orElse(""));
    }
}
