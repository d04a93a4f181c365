package org.printfarm.host.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.printfarm.api.Registration;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.PrintStatusPublisher.Shown;

/**
 * What one printer shows of its prints, in time: PREPARE, RUNNING with its progress, FINISH, each for long enough to be seen.
 * Prints are shown one after the other, in the order in which their files were found; after them the newest request that waits
 * for its file, and while there is none the last outcome.
 *
 * <p>Clients look every 1 to 3 s, and one that never sees RUNNING sends its job again; slicers and scripts wait 4 s for the end.
 *
 * <p>Any thread. Listeners are told by {@link PrintStatusPublisher#deliver}, on the inbox's thread.
 */
final class PrintWalk {

    /** How long PREPARE is shown at least; like every change it is reported at once. */
    static final Duration PREPARE_SHOWN = Duration.ofMillis(300);

    /** How long each step of RUNNING is shown. */
    static final Duration STEP = Duration.ofMillis(755);

    /** Steps of RUNNING, together a little over 3 s. */
    static final int STEPS = 4;

    /** How long an outcome is shown before the next print. */
    static final Duration OUTCOME_SHOWN = Duration.ofMillis(500);

    /** How long a failure is shown before the printer is idle again. */
    static final Duration FAILED_SHOWN = Duration.ofSeconds(5);

    /** Prints of one printer that are still to be shown; the oldest of more are not. */
    static final int MAX_UNSHOWN = 16;

    private static final int WHOLE = 100;

    private final PrintStatusPublisher publisher;
    private final InboxThread thread;
    private final Deque<Outcome> unshown = new ArrayDeque<>(1);
    private Optional<PrintRequest> waiting = Optional.empty();
    private Optional<Served> running = Optional.empty();
    private boolean busy;
    private Registration timer = () -> {};

    PrintWalk(PrintStatusPublisher publisher, InboxThread thread) {
        this.publisher = publisher;
        this.thread = thread;
    }

    /** What became of a request. */
    sealed interface Outcome {}

    /**
     * Its file was found.
     *
     * @param jobId what it became
     * @param length how long the print takes by the slicer's reckoning; zero when it does not say
     * @param layers its layers, 1 or more
     */
    record Served(PrintRequest request, String jobId, Duration length, int layers) implements Outcome {}

    /** It was acknowledged and cannot be served. */
    record Failed(PrintRequest request, PrintFailure why) implements Outcome {}

    /** Shows an outcome when those before it were shown. */
    synchronized void add(Outcome outcome) {
        if (unshown.size() == MAX_UNSHOWN) {
            unshown.removeFirst();
        }
        unshown.addLast(outcome);
        if (!busy) {
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
        Optional<String> seen =
                running.filter(served -> served.request().equals(request)).map(Served::jobId);
        if (seen.isPresent()) {
            running = Optional.empty();
        }
        return seen;
    }

    /** Shows nothing new any more. */
    synchronized void close() {
        busy = true;
        unshown.clear();
        timer.close();
    }

    private void next() {
        timer.close();
        Outcome outcome = unshown.poll();
        busy = outcome != null;
        if (outcome instanceof Served served) {
            prepare(Optional.of(served.request()));
            after(PREPARE_SHOWN, () -> step(served, 0));
        } else if (outcome instanceof Failed failed) {
            show(PrintPhase.FAILED, failed.request(), PrintProgress.NONE, Optional.of(failed.why()));
            after(OUTCOME_SHOWN, this::next);
        } else if (waiting.isPresent()) {
            prepare(waiting);
        } else if (publisher.shown().phase() == PrintPhase.FAILED) {
            after(FAILED_SHOWN, this::rest);
        }
    }

    private void prepare(Optional<PrintRequest> request) {
        request.filter(one -> !publisher.shown().is(PrintPhase.PREPARE, one))
                .ifPresent(one -> show(PrintPhase.PREPARE, one, PrintProgress.NONE, Optional.empty()));
    }

    private void step(Served served, int step) {
        if (step < STEPS) {
            running = step == 0 ? Optional.of(served) : running;
            show(PrintPhase.RUNNING, served.request(), progress(served, step), Optional.empty());
            after(STEP, () -> step(served, step + 1));
        } else {
            running = Optional.empty();
            show(PrintPhase.FINISH, served.request(), progress(served, STEPS), Optional.empty());
            after(OUTCOME_SHOWN, this::next);
        }
    }

    private static PrintProgress progress(Served served, int step) {
        int percent = step * WHOLE / STEPS;
        return new PrintProgress(
                percent,
                Math.max(step == 0 ? 0 : 1, (int) ((long) served.layers() * percent / WHOLE)),
                served.layers(),
                served.length().multipliedBy(WHOLE - percent).dividedBy(WHOLE));
    }

    private void rest() {
        if (!busy && waiting.isEmpty()) {
            publisher.show(Shown.IDLE);
        }
    }

    private void show(PrintPhase phase, PrintRequest request, PrintProgress progress, Optional<PrintFailure> failure) {
        publisher.show(new Shown(phase, Optional.of(request), progress, failure));
    }

    private void after(Duration delay, Runnable step) {
        timer = thread.after(delay, () -> {
            synchronized (this) {
                step.run();
            }
            publisher.deliver();
        });
    }
}
