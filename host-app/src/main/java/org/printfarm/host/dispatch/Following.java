package org.printfarm.host.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.Registration;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.host.job.store.Attempt;
import org.printfarm.host.job.store.DispatchStore.LastPrint;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.QueueStore;
import org.printfarm.host.job.store.StoreException;

/** What becomes of a print that one machine was told to begin, and of prints that did not come from here. */
final class Following {

    /** The longest name of a print that is kept, characters. */
    private static final int MAX_TITLE = 200;

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

    /** What would look for a print that is about to begin. */
    StartWatch watch(Work begun, MachineStatus status) {
        return StartWatch.of(begun.attempt.task(), begun.order.title(), patience(), status);
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
        Work resumed =
                new Work(attempt, parts.orders().make(job.get(), attempt.task(), Optional.empty()), Optional.empty());
        resumed.state = job.get().state();
        resumed.unconfirmed = resumed.state == State.HELD;
        book.take(resumed);
        begin(resumed, StartWatch.resumed(attempt.task(), resumed.order.title(), patience(), attempt.byHand()));
    }

    /** A start was published: its print is looked for from now on. */
    void begin(Work work, StartWatch watch) {
        work.begun = new Work.Begun(watch, System.nanoTime());
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
        if (now == null || now.begun == null) {
            foreign(status);
            return;
        }
        StartWatch.Verdict verdict =
                now.begun.watch().judge(status, Duration.ofNanos(System.nanoTime() - now.begun.since()), now.isBegun());
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

    /** A print that did not come from here, or came and went while nobody looked, has left something on the plate. */
    private void foreign(MachineStatus status) throws StoreException {
        boolean busy = status.activity().isBusy();
        boolean ended = status.activity() == Activity.FINISHED || status.activity() == Activity.FAILED;
        LastPrint print = named(status);
        boolean unseen = ended && print.isOtherThan(book.note().last());
        if ((unseen || busy) && book.machine().hasPlateGate()) {
            book.gate(true);
        }
        if ((ended || busy) && !print.equals(LastPrint.NONE)) {
            book.last(print);
        }
    }

    private static LastPrint named(MachineStatus status) {
        return new LastPrint(
                status.taskId(),
                status.title()
                        .filter(title -> !title.isEmpty())
                        .map(title -> title.substring(0, Math.min(title.length(), MAX_TITLE))));
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
        LastPrint print = named(book.reported());
        if (!print.equals(LastPrint.NONE)) {
            book.last(print);
        }
        if (to == State.FAILED && isOwed(now)) {
            book.end(now.attempt, State.QUEUED, Optional.of("a copy failed and is still owed: " + reason.orElse("")));
        } else {
            book.end(now.attempt, to, reason);
        }
        book.free();
    }

    /** Whether it is one of several prints that are owed, and was not tried often enough for a person to have a look. */
    private boolean isOwed(Work now) throws StoreException {
        return now.attempt.tries() < MachineDelivery.MAX_TRIES
                && parts.queues()
                        .entry(now.job())
                        .flatMap(QueueStore.Entry::copyOf)
                        .isPresent();
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
