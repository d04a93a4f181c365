package org.printfarm.host.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.Registration;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.host.job.store.Attempt;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.StoreException;

/** What becomes of a print that one machine was told to begin, and of prints that did not come from here. */
final class Following {

    /** What a person has to do at a machine that takes no starts from here. */
    static final String BY_HAND = "press Print on the machine";

    private final MachineBook book;
    private final UnitParts parts;
    private final Runnable look;

    /**
     * Follows nothing yet.
     *
     * @param look looks at the machine anew, on the deciding thread
     */
    Following(MachineBook book, UnitParts parts, Runnable look) {
        this.book = book;
        this.parts = parts;
        this.look = look;
    }

    private Duration patience() {
        return parts.patience().apply(book.machine().description().model());
    }

    /** A start is about to leave. */
    StartWatch begin(Work begun, MachineStatus status) {
        StartWatch watch = StartWatch.of(begun.attempt.task(), begun.order.title(), patience(), status);
        watch(begun, watch);
        return watch;
    }

    /** Takes up what an earlier run left. */
    void takeUp() throws StoreException {
        for (Attempt attempt : parts.store().open(book.id())) {
            if (attempt.published().isEmpty()) {
                book.end(attempt, State.QUEUED, Optional.of("the farm was stopped before the start; it is sent again"));
            } else if (book.work().isEmpty()) {
                resume(attempt);
            } else {
                book.end(
                        attempt,
                        State.HELD,
                        Optional.of("the farm was stopped while it was printed; look at the machine"));
            }
        }
    }

    /** The start was published: whether the machine prints it is asked, and nothing is sent again. */
    private void resume(Attempt attempt) throws StoreException {
        Optional<Job> job = parts.orders().find(attempt.job());
        if (job.isEmpty()) {
            return;
        }
        Work resumed = new Work(attempt, parts.orders().make(job.get(), attempt.task()));
        resumed.state = job.get().state();
        boolean byHand = job.get()
                .notes()
                .reason()
                .filter(text -> text.endsWith(BY_HAND))
                .isPresent();
        resumed.unconfirmed = resumed.state == State.HELD;
        book.take(resumed);
        watch(resumed, StartWatch.resumed(attempt.task(), resumed.order.title(), patience(), byHand));
    }

    private void watch(Work work, StartWatch watch) {
        work.watch = watch;
        work.since = System.nanoTime();
        if (!watch.byHand()) {
            for (Duration due : List.of(watch.patience(), watch.patience().plus(StartWatch.AFTER_SIGN))) {
                Registration unused = parts.scheduler()
                        .after(due.plusMillis(1), () -> parts.threads().decide(look));
            }
        }
    }

    /** Judges what the machine says. */
    void see(MachineStatus status) throws StoreException {
        Work now = book.work().orElse(null);
        if (now == null || now.watch == null) {
            if (status.activity().isBusy()
                    && book.machine().hasPlateGate()
                    && !book.note().gate()) {
                book.gate(true);
            }
            return;
        }
        StartWatch.Verdict verdict =
                now.watch.judge(status, Duration.ofNanos(System.nanoTime() - now.since), now.isBegun());
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
                                + now.job()));
            case UNCONFIRMED -> unconfirmed(now);
        }
    }

    private void move(Work now, State to, Optional<String> reason) throws StoreException {
        if (now.state != to) {
            book.change(now, to, reason);
            now.unconfirmed = false;
        }
    }

    /** A print is over, and something lies on the plate. */
    void over(Work now, State to, Optional<String> reason) throws StoreException {
        if (book.machine().hasPlateGate()) {
            book.gate(true);
        }
        book.end(now.attempt, to, reason);
        book.free();
    }

    /** Nobody knows whether it began: the machine takes nothing until it says so, or a person does. */
    private void unconfirmed(Work now) throws StoreException {
        if (!now.unconfirmed) {
            now.unconfirmed = true;
            book.change(
                    now,
                    State.HELD,
                    Optional.of("unconfirmed: " + book.id()
                            + " gave no sign that it began; look at it, then ./farm jobs retry or cancel "
                            + now.job()));
        }
    }
}
