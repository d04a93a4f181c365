package org.printfarm.host.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.PrintOutcome.Failed;
import org.printfarm.host.job.PrintOutcome.Served;
import org.printfarm.host.job.PrintStatusPublisher.Shown;

/**
 * What one printer shows of its prints, in time: PREPARE, RUNNING with its progress, FINISH. Prints are shown one after the
 * other, in the order in which their files were found; after them the newest request that waits for its file, and while there
 * is none the last outcome.
 *
 * <p>How long, follows from who watches. Every change goes at once to every session, so whoever stays connected is told of each
 * phase by a report of its own; while a print is shown a change comes with each {@link #STEP}, which therefore is the interval
 * of reports, and no phase is shorter. A client that asks every 3 s, with a connection of its own each time, must meet RUNNING,
 * for one that never does sends its job again: all steps together are longer than that. Scripts wait 4 s from their request to
 * the end, some of which a busy machine needs and some of which the outcome before is still shown: steps are short.
 *
 * <p>Any thread. Listeners are told by {@link PrintStatusPublisher#deliver}, on the inbox's thread.
 */
final class PrintWalk {

    /** The interval of reports while a print is shown: how long PREPARE, each step of RUNNING and an outcome are at least. */
    static final Duration STEP = Duration.ofMillis(253);

    /** Steps of RUNNING, together a little over 3 s. */
    static final int STEPS = 12;

    /** How long a failure is shown before the printer is idle again. */
    static final Duration FAILED_SHOWN = Duration.ofSeconds(5);

    /** Prints of one printer that are still to be shown; the oldest of more are not. */
    static final int MAX_UNSHOWN = 16;

    private final PrintStatusPublisher publisher;
    private final DueSteps due;
    private final Deque<PrintOutcome> unshown = new ArrayDeque<>(1);
    private Optional<PrintRequest> waiting = Optional.empty();

    /** The print that is shown or paused; empty while the request that is shown waits for its file. */
    private Optional<Walking> current = Optional.empty();

    /** What was shown when somebody paused it. */
    private Optional<Shown> paused = Optional.empty();

    private boolean busy;

    /**
     * How far a print is shown.
     *
     * @param step the step of RUNNING that comes next, 0 to {@link #STEPS}
     * @param isUntold whether it runs and nobody was told that it does
     */
    private record Walking(Served print, int step, boolean isUntold) {

        Walking next() {
            return new Walking(print, step + 1, isUntold || step == 0);
        }

        Walking told() {
            return new Walking(print, step, false);
        }
    }

    PrintWalk(PrintStatusPublisher publisher, InboxThread thread) {
        this.publisher = publisher;
        this.due = new DueSteps(thread, this, publisher::deliver);
    }

    /** Shows an outcome when those before it were shown. */
    synchronized void add(PrintOutcome outcome) {
        if (current.isEmpty() && isPaused(outcome.request())) {
            pausedCame(outcome);
            return;
        }
        if (unshown.size() == MAX_UNSHOWN) {
            unshown.removeFirst();
        }
        unshown.addLast(outcome);
        if (!busy) {
            next();
        }
    }

    /** Its file was waited for when somebody paused it. */
    private void pausedCame(PrintOutcome outcome) {
        if (outcome instanceof Served served) {
            begin(served);
        } else {
            paused = Optional.empty();
            unshown.addFirst(outcome);
            next();
        }
    }

    /** Tells which request waits for its file; empty when none does. */
    synchronized void waits(Optional<PrintRequest> newest) {
        waiting = newest;
        if (!busy) {
            prepare(newest);
        }
    }

    /** The job whose print is shown as running, the first time that this is asked for its request. */
    synchronized Optional<String> takeSeen(PrintRequest request) {
        Optional<Walking> seen = current.filter(
                walking -> walking.isUntold && walking.print.request().equals(request));
        if (seen.isPresent()) {
            current = seen.map(Walking::told);
        }
        return seen.map(walking -> walking.print.jobId());
    }

    /** Stops the print that is shown for a while; false when none is. */
    synchronized boolean pause() {
        Shown now = publisher.shown();
        if (now.phase() == PrintPhase.PREPARE || now.phase() == PrintPhase.RUNNING) {
            paused = Optional.of(now);
            busy = true;
            due.clear();
            publisher.show(new Shown(PrintPhase.PAUSE, now.request(), now.progress(), Optional.empty()));
        }
        return isPrinting();
    }

    /** Goes on with what was paused; false when no print is shown. */
    synchronized boolean resume() {
        boolean printing = isPrinting();
        paused.ifPresent(before -> {
            paused = Optional.empty();
            publisher.show(before);
            current.ifPresentOrElse(this::goOn, this::next);
        });
        return printing;
    }

    /**
     * Gives up the print that is shown.
     *
     * @return what was given up, and the job that it has; empty when no print is shown
     */
    synchronized Optional<Stopped> stop() {
        if (!isPrinting()) {
            return Optional.empty();
        }
        PrintRequest request = publisher.shown().request().orElseThrow();
        Optional<String> job = current.map(walking -> walking.print.jobId());
        paused = Optional.empty();
        current = Optional.empty();
        busy = true;
        show(PrintPhase.FAILED, request, PrintProgress.NONE, Optional.of(PrintFailure.STOPPED));
        after(STEP, this::next);
        return Optional.of(new Stopped(request, job));
    }

    /** A print that was given up. */
    record Stopped(PrintRequest request, Optional<String> jobId) {}

    /** Shows nothing new any more. */
    synchronized void close() {
        busy = true;
        unshown.clear();
        due.clear();
    }

    private boolean isPaused(PrintRequest request) {
        return paused.flatMap(Shown::request).filter(request::equals).isPresent();
    }

    private boolean isPrinting() {
        return switch (publisher.shown().phase()) {
            case PREPARE, RUNNING, PAUSE -> true;
            case IDLE, FINISH, FAILED -> false;
        };
    }

    private void next() {
        PrintOutcome outcome = unshown.poll();
        busy = outcome != null;
        if (outcome instanceof Served served) {
            begin(served);
            prepare(Optional.of(served.request()));
            current.ifPresent(this::goOn);
        } else if (outcome instanceof Failed failed) {
            show(PrintPhase.FAILED, failed.request(), PrintProgress.NONE, Optional.of(failed.why()));
            after(STEP, this::next);
        } else if (waiting.isPresent()) {
            prepare(waiting);
        } else if (publisher.shown().phase() != PrintPhase.FINISH) {
            after(FAILED_SHOWN, this::rest);
        }
    }

    private void begin(Served served) {
        current = Optional.of(new Walking(served, 0, false));
    }

    private void prepare(Optional<PrintRequest> request) {
        request.filter(one -> !publisher.shown().is(PrintPhase.PREPARE, one))
                .ifPresent(one -> show(PrintPhase.PREPARE, one, PrintProgress.NONE, Optional.empty()));
    }

    /** All steps that are left, each due by its own time: on a busy machine no step adds to how late the next one is. */
    private void goOn(Walking walking) {
        due.clear();
        for (int left = 1; left <= STEPS + 1 - walking.step; left++) {
            due.add(STEP.multipliedBy(left), () -> current.ifPresent(this::step));
        }
    }

    private void step(Walking walking) {
        Served print = walking.print;
        if (walking.step < STEPS) {
            Walking next = walking.next();
            current = Optional.of(next);
            show(PrintPhase.RUNNING, print.request(), print.progress(walking.step, STEPS), Optional.empty());
            if (next.step == 1) {
                goOn(next);
            }
        } else {
            current = Optional.empty();
            show(PrintPhase.FINISH, print.request(), print.progress(STEPS, STEPS), Optional.empty());
            after(STEP, this::next);
        }
    }

    private void rest() {
        if (!busy && waiting.isEmpty()) {
            publisher.show(Shown.IDLE);
        }
    }

    private void show(PrintPhase phase, PrintRequest request, PrintProgress progress, Optional<PrintFailure> failure) {
        publisher.show(new Shown(phase, Optional.of(request), progress, failure));
    }

    /** In place of what was due before. */
    private void after(Duration delay, Runnable step) {
        due.clear();
        due.add(delay, step);
    }
}
