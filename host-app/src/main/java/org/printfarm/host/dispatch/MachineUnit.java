package org.printfarm.host.dispatch;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.host.dispatch.match.Code;
import org.printfarm.host.dispatch.match.Finding;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One machine at work: takes its jobs one after the other, and follows what becomes of them. On the deciding thread, but for what
 * says otherwise.
 */
final class MachineUnit {

    private static final Logger LOG = LoggerFactory.getLogger(MachineUnit.class);

    private final MachineBook book;
    private final UnitParts parts;
    private final Pools pools;
    private final PoolMember member;
    private final MachineObserver observer;
    private final Driver driver;
    private final Following following;
    private final MachineDelivery sending;
    private @Nullable Leaving leaving;

    /**
     * Opens nothing yet.
     *
     * @param observer told of each status
     */
    MachineUnit(Machine<?> machine, UnitParts parts, Pools pools, MachineObserver observer) {
        this.book = new MachineBook(machine, parts.store(), parts.clock());
        this.parts = parts;
        this.pools = pools;
        this.observer = observer;
        this.driver = BrokenDriver.orOf(machine, parts, this::reported, book::introduced);
        this.following = new Following(book, parts, this::look);
        this.sending = new MachineDelivery(book, parts, driver, following, pools, this::look);
        this.member = new PoolMember(book, parts, pools, sending, this);
    }

    /** Any thread. Of several that come before the first was looked at, the last counts. */
    private void reported(MachineStatus status) {
        book.reported(status);
        parts.threads().decide(this::look);
    }

    /** Takes up what an earlier run left, and opens the driver. */
    void open() throws StoreException {
        book.readNote();
        following.takeUp();
        parts.threads().call(driver::open);
    }

    /** Looks at the machine anew: what it prints, and whether it takes a job. */
    void look() {
        if (book.isClosed()) {
            return;
        }
        MachineStatus status = book.reported();
        try {
            Optional<Work> before = book.work();
            following.see(status);
            member.trip(status);
            if (before.isPresent() && book.work().isEmpty()) {
                pools.returned(before.get().job());
            }
            if (reason(status).isEmpty()) {
                sending.next();
            }
        } catch (StoreException e) {
            LOG.error("machine={} dispatch=stuck reason=STORAGE", book.id(), e);
        }
        tell(status);
        goWhenFree();
        pools.saw(book.id());
    }

    /** As its pools see it. */
    PoolMember member() {
        return member;
    }

    /**
     * It is to be reached in another way, or its words have changed.
     *
     * @param changed as the file has it now
     * @param then called when nothing is being brought to it or begun, if it is to be reached anew
     */
    void become(Machine<?> changed, Runnable then) {
        if (book.machine().isReachedAs(changed)) {
            leaving = null;
            book.machine(changed);
            look();
        } else {
            leaving = Leaving.toBeReachedAnew(then);
            goWhenFree();
        }
    }

    /**
     * It is not in the file any more.
     *
     * @param then called when its print is over, or at once
     */
    void leave(Runnable then) {
        leaving = Leaving.forGood(then);
        goWhenFree();
    }

    /** Whether it goes when its print is over. */
    boolean isLeaving() {
        return leaving != null && !leaving.mayBePrinting();
    }

    private void goWhenFree() {
        Leaving going = leaving;
        if (going != null && going.mayGo(book)) {
            leaving = null;
            going.then().run();
        }
    }

    /** Tells how it is and what it has. */
    void tell(MachineStatus status) {
        try {
            observer.saw(book.id(), status, book.work().map(Work::job), pools.waitingFor(book.id()));
        } catch (StoreException e) {
            LOG.error("machine={} mirror=stuck reason=STORAGE", book.id(), e);
        }
    }

    /** Why the machine takes no job now. */
    Optional<Finding> reason(MachineStatus status) {
        if (leaving != null) {
            return Optional.of(new Finding(Code.LEAVING, leaving.reason()));
        }
        return Readiness.reason(
                book.id(),
                book.machine().kind(),
                status,
                book.note(),
                book.work().map(Work::words));
    }

    /** The plate is clear. */
    void clear() throws StoreException {
        book.gate(false);
        look();
    }

    /** Takes no jobs, for a reason, or takes them again. */
    void pause(Optional<String> because) throws StoreException {
        book.paused(because);
        look();
    }

    /** What it has from us, if that is this job. */
    private Optional<Work> work(String job) {
        return book.work().filter(now -> now.job().equals(job));
    }

    /** Whether the machine has this job, or may have it. */
    boolean has(String job) {
        return work(job).isPresent();
    }

    /** Ends a job that this machine has; false when it has another. */
    boolean cancel(String job) throws StoreException {
        Work now = work(job).orElse(null);
        if (now == null) {
            return false;
        }
        if (now.begun == null) {
            sending.cancel(now);
            return true;
        }
        now.cancelled = true;
        if (now.isOn(book.reported())) {
            sending.control(MachineCommand.STOP);
        }
        following.over(now, State.CANCELLED, Optional.of("it was cancelled"));
        look();
        return true;
    }

    /** A person says that an unconfirmed start did not happen: the job waits again. False when it is none, or another machine's. */
    boolean retry(String job) throws StoreException {
        Work now = work(job).filter(one -> one.unconfirmed).orElse(null);
        if (now == null) {
            return false;
        }
        book.end(now.attempt, State.QUEUED, Optional.of("a person says that it did not begin"));
        book.free();
        pools.returned(job);
        look();
        return true;
    }

    /** Passes a command on, when the machine takes any. */
    void control(MachineCommand command) {
        sending.control(command);
    }

    /** What reaches it. Any thread. */
    Driver driver() {
        return driver;
    }

    /** How it is now. */
    MachineReport report() throws StoreException {
        return MachineReport.of(book, reason(book.reported()), parts.store().queued(book.id()));
    }

    /** As the file has it. Any thread. */
    Machine<?> machine() {
        return book.machine();
    }

    /** Another host has it: what is on its way breaks off, and is that host's to tell of. */
    void drop() {
        stop();
        book.work().map(now -> now.sending).ifPresent(sent -> sent.cancel(true));
        book.free();
    }

    /** Nothing is decided any more. */
    void stop() {
        book.close();
    }

    /** Ends its connections; after {@link #stop}. Any thread. */
    void close() {
        try {
            driver.close();
        } catch (Throwable fault) {
            LOG.error("machine={} a fault of its driver", book.id(), fault);
        }
    }
}
