package org.printfarm.host.dispatch;

import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.host.job.store.Attempt;
import org.printfarm.host.job.store.Job.State;

/** The attempt that a machine has. On the deciding thread, but for what is volatile. */
final class Work {

    private static final int WHOLE = 100;

    final Attempt attempt;

    /** Which job of its pool it is; empty for one that is of none, or that an earlier run began. */
    final Optional<Fitting> fitting;

    /** What its driver is to do. */
    volatile PrintOrder order;

    /** The delivery; null for one that an earlier run made. */
    @Nullable
    Future<?> sending;

    /** Null until its start is about to leave. */
    @Nullable
    Begun begun;

    volatile State state = State.ASSIGNED;
    volatile boolean cancelled;

    /** Bytes of its file that the machine has. */
    volatile long sent;

    /** Whether nobody knows if it began. */
    boolean unconfirmed;

    /**
     * A start that left.
     *
     * @param watch looks for its print
     * @param since when it was about to leave, or the machine was asked again after a restart; {@link System#nanoTime}
     */
    record Begun(StartWatch watch, long since) {}

    Work(Attempt attempt, PrintOrder order, Optional<Fitting> fitting) {
        this.attempt = attempt;
        this.order = order;
        this.fitting = fitting;
    }

    String job() {
        return attempt.job();
    }

    /** For people, for instance {@code job 17, 42 % of its file sent}. */
    String words() {
        boolean isSending = state == State.SENDING && order.bytes() > 0;
        return "job " + job() + (isSending ? ", " + sent * WHOLE / order.bytes() + " % of its file sent" : "");
    }

    boolean isBegun() {
        return state == State.PRINTING || state == State.PAUSED;
    }

    /** Whether it is on the disk that it was begun and nothing else is to be done for it. */
    boolean canBeFollowed() {
        return begun != null && (isBegun() || state == State.HELD);
    }

    /** Whether a machine that says this prints it, or may yet begin. */
    boolean isOn(MachineStatus status) {
        return begun != null
                && (begun.watch.isOurs(status)
                        || (state == State.STARTING && !status.activity().isBusy() && !begun.watch.byHand()));
    }
}
