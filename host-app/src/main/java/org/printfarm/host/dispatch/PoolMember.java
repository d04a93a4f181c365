package org.printfarm.host.dispatch;

import java.util.Optional;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.host.dispatch.match.Candidate;
import org.printfarm.host.dispatch.match.Code;
import org.printfarm.host.dispatch.match.Finding;
import org.printfarm.host.dispatch.match.TrayPlan;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A machine as its pools see it: whether it may be chosen, and how it takes what they give it. On the deciding thread. */
final class PoolMember {

    private static final Logger LOG = LoggerFactory.getLogger(PoolMember.class);

    private final MachineBook book;
    private final UnitParts parts;
    private final Pools pools;
    private final MachineDelivery sending;
    private final MachineUnit unit;
    private final TripWire wire = new TripWire();

    PoolMember(MachineBook book, UnitParts parts, Pools pools, MachineDelivery sending, MachineUnit unit) {
        this.book = book;
        this.parts = parts;
        this.pools = pools;
        this.sending = sending;
        this.unit = unit;
    }

    /** Notices what happens to it. */
    void trip(MachineStatus status) throws StoreException {
        Optional<String> happened = wire.happened(status, book.work().isPresent());
        if (happened.isPresent() && pools.trips(book.id())) {
            LOG.warn("machine={} tripped reason=\"{}\"", book.id(), happened.get());
            book.tripped(happened);
        }
    }

    /** Its pools choose it again. */
    void arm() throws StoreException {
        book.tripped(Optional.empty());
        unit.look();
    }

    /** As it is, for the choice of a pool. */
    Candidate candidate() {
        MachineStatus status = book.reported();
        Optional<Finding> waits = book.isClosed() ? Optional.of(Finding.of(Code.LEAVING)) : unit.reason(status);
        return book.candidate(waits.or(() -> sending.rests() ? Optional.of(Finding.of(Code.RESTS)) : Optional.empty())
                .or(() -> book.note()
                        .tripped()
                        .map(why ->
                                new Finding(Code.TRIPPED, "tripped: " + why + "; ./farm machines arm " + book.id()))));
    }

    /**
     * Takes a job that waits in one of its pools; false when it does not, or the job waits no more.
     *
     * @param plan which tray feeds which channel
     */
    boolean take(String id, Fitting fitting, TrayPlan plan) throws StoreException {
        Optional<Job> job = parts.orders().find(id);
        if (job.isEmpty() || candidate().waits().isPresent()) {
            return false;
        }
        Optional<String> trouble = OrderMaker.trouble(job.get());
        if (trouble.isPresent()) {
            book.hold(job.get(), trouble);
            return false;
        }
        boolean taken = sending.take(job.get(), Optional.of(fitting), Optional.of(plan));
        unit.tell(book.reported());
        return taken;
    }

    /** Why a job must not be printed here by the rules of its pool; empty text when nothing speaks against it, or it has none. */
    String trouble(Job job) throws StoreException {
        Optional<Fitting> fitting = pools.fitting(job);
        Candidate now = book.candidate(Optional.empty());
        return fitting.filter(one -> one.strict().plan(now).isEmpty())
                .map(one -> one.trouble(now))
                .orElse("");
    }

    /** Whether it is about to print a job of ours, or heats up. */
    boolean isBeginning() {
        return isHeating()
                || book.work()
                        .filter(now -> now.state == Job.State.ASSIGNED || now.state == Job.State.SENDING)
                        .isPresent();
    }

    /** Whether it was told to print a job of ours, or heats up. */
    boolean isHeating() {
        return book.reported().activity() == MachineStatus.Activity.PREPARING
                || book.work().filter(now -> now.state == Job.State.STARTING).isPresent();
    }
}
