package org.printfarm.host.dispatch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.printfarm.api.Registration;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.host.dispatch.match.TrayPlan;
import org.printfarm.host.job.store.Attempt;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of a job to one machine: it is given to it, delivered and started. On the deciding thread, but for what says otherwise. */
final class MachineDelivery {

    /** How often a job is tried by itself before a person has to look at it. */
    static final int MAX_TRIES = 3;

    /** What a person has to do at a machine that takes no starts from here. */
    private static final String BY_HAND = "press Print on the machine";

    /** How long a machine rests after an attempt that failed before its start. */
    static final Duration REST = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(MachineDelivery.class);

    private final MachineBook book;
    private final UnitParts parts;
    private final Driver driver;
    private final Following following;
    private final Pools pools;
    private final Runnable look;
    private boolean rests;

    /**
     * Sends nothing yet.
     *
     * @param look looks at the machine anew, on the deciding thread
     */
    MachineDelivery(MachineBook book, UnitParts parts, Driver driver, Following following, Pools pools, Runnable look) {
        this.book = book;
        this.parts = parts;
        this.driver = driver;
        this.following = following;
        this.pools = pools;
        this.look = look;
    }

    private void decide(Runnable work) {
        parts.threads().decide(work);
    }

    /** Whether it rests after an attempt that failed. */
    boolean rests() {
        return rests;
    }

    /** The machine takes a job: gives it the one of its own queue that comes next. */
    void next() throws StoreException {
        Optional<Job> next = rests ? Optional.empty() : parts.store().next(book.id());
        if (next.isEmpty()) {
            return;
        }
        Job job = next.get();
        Fit fit = pools.fit(job, book);
        if (fit.misfit().isPresent()) {
            book.hold(job, fit.misfit());
            decide(look);
        } else {
            boolean unused = take(job, fit.fitting(), fit.plan());
        }
    }

    /** Gives a job to the machine, which is free; false when it waits no more. */
    boolean take(Job job, Optional<Fitting> fitting, Optional<TrayPlan> plan) throws StoreException {
        int task = parts.numbers().next();
        PrintOrder order = parts.orders().make(job, task, plan);
        Optional<Attempt> attempt =
                parts.store().assign(job.id(), book.id(), task, parts.clock().instant());
        attempt.ifPresent(made -> {
            Work begun = new Work(made, order, fitting);
            MachineBook.log(made, State.ASSIGNED, Optional.empty());
            book.take(begun);
            begun.sending = parts.threads().send(() -> send(begun));
        });
        return attempt.isPresent();
    }

    /** On a thread that may block. */
    private void send(Work begun) {
        try {
            if (!book.change(begun, State.SENDING, Optional.empty())) {
                decide(() -> lost(begun, "it was cancelled", false));
                return;
            }
            driver.deliver(begun.order, sent -> begun.sent = sent);
            decide(() -> delivered(begun));
        } catch (DriverException e) {
            decide(() -> lost(begun, String.valueOf(e.getMessage()), e.isRetryable()));
        } catch (InterruptedException e) {
            decide(() -> lost(begun, "the farm was stopped while it was sent", true));
        } catch (StoreException e) {
            stuck(e);
            decide(() -> lost(begun, "its state could not be written to disk", true));
        } catch (Throwable fault) {
            LOG.error("machine={} job={} a fault of its driver", book.id(), begun.job(), fault);
            String type = book.machine().entry().driver().type();
            decide(() -> lost(begun, "a fault of the driver " + type + "; the log has more", false));
        }
    }

    private void stuck(StoreException e) {
        LOG.error("machine={} dispatch=stuck reason=STORAGE", book.id(), e);
    }

    private void delivered(Work begun) {
        MachineStatus status = book.reported();
        if (!book.has(begun)) {
            return;
        }
        try {
            if (begun.cancelled) {
                lost(begun, "it was cancelled", false);
            } else if (book.isClosed()) {
                lost(begun, "the farm was stopped before the start", true);
            } else if (!book.machine().kind().contains(Capability.START)) {
                book.end(begun.attempt, State.DONE, Optional.of("delivered"));
                book.free();
                look.run();
            } else if (Readiness.rest(status).isPresent()) {
                lost(begun, "not started: " + Readiness.rest(status).get().text(), true);
            } else if (begun.fitting.isPresent()) {
                start(begun, status, begun.fitting.get());
            } else {
                start(begun, following.watch(begun, status));
            }
        } catch (StoreException e) {
            stuck(e);
            lost(begun, "its state could not be written to disk", true);
        }
    }

    /** The trays may be others than when the machine was chosen, and other machines of its pool may be heating up. */
    private void start(Work begun, MachineStatus status, Fitting fitting) throws StoreException {
        Optional<TrayPlan> plan = fitting.plan(book.candidate(Optional.empty()));
        if (plan.isEmpty()) {
            lost(begun, "its trays have changed: " + fitting.refusal(book), true);
            return;
        }
        begun.order = OrderMaker.from(begun.order, plan.get());
        Optional<Duration> pause = pools.pause(fitting.pool());
        if (pause.isPresent()) {
            Registration unused = parts.scheduler().after(pause.get(), () -> decide(() -> delivered(begun)));
            return;
        }
        start(begun, following.watch(begun, status));
    }

    private void start(Work begun, StartWatch watch) throws StoreException {
        Optional<String> byHand = watch.byHand()
                ? Optional.of("delivered as " + begun.order.fileName() + "; " + BY_HAND)
                : Optional.empty();
        if (!book.publish(begun, byHand)) {
            lost(begun, "it was cancelled", false);
            return;
        }
        following.begin(begun, watch);
        if (!watch.byHand()) {
            start(begun);
        }
    }

    private void start(Work begun) {
        parts.threads().call(() -> {
            try {
                if (!parts.others().allow()) {
                    decide(() -> lost(begun, "this host was cut off before the start", true));
                    return;
                }
                if (!begun.cancelled) {
                    driver.start(begun.order);
                }
                if (begun.cancelled) {
                    control(MachineCommand.STOP);
                }
            } catch (DriverException e) {
                decide(() -> lost(begun, String.valueOf(e.getMessage()), e.isRetryable()));
            }
        });
    }

    /** An attempt ended without a start. */
    private void lost(Work begun, String reason, boolean again) {
        if (!book.has(begun)) {
            return;
        }
        boolean retried = again && !begun.cancelled && begun.attempt.tries() < MAX_TRIES;
        State to = begun.cancelled ? State.CANCELLED : retried ? State.QUEUED : State.HELD;
        try {
            book.end(begun.attempt, to, Optional.of(reason));
            pools.returned(begun.job());
        } catch (StoreException e) {
            LOG.error("machine={} job={} dispatch=stuck reason=STORAGE", book.id(), begun.job(), e);
            afterRest(() -> lost(begun, reason, again));
            return;
        }
        book.free();
        rests = true;
        afterRest(() -> {
            rests = false;
            look.run();
        });
    }

    private void afterRest(Runnable work) {
        Registration unused = parts.scheduler().after(REST, () -> decide(work));
    }

    /** Breaks off what was not started; a driver that is in the middle of it ends it itself. */
    void cancel(Work now) {
        now.cancelled = true;
        Future<?> sending = now.sending;
        if (sending != null && sending.cancel(true) && now.state == State.ASSIGNED) {
            lost(now, "it was cancelled", false);
        }
    }

    /** Passes a command on, when the machine takes any. */
    void control(MachineCommand command) {
        if (book.machine().kind().contains(Capability.CONTROL)) {
            parts.threads().call(() -> {
                try {
                    driver.control(command);
                } catch (DriverException e) {
                    LOG.warn("machine={} command={} refused: {}", book.id(), command, e.getMessage());
                }
            });
        }
    }
}
