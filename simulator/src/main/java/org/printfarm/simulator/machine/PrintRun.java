package org.printfarm.simulator.machine;

import java.time.Duration;
import java.util.Locale;

/**
 * One print on a machine's clock: what it shows at which moment. Pure.
 *
 * @param task what the slicer or farm called it; empty when it was started at the machine
 * @param subtask as {@code task}
 * @param title what the machine shows
 * @param file the file it prints
 * @param late how long it takes until it leaves its last state
 * @param prepare how long it prepares
 * @param print how long it prints
 */
record PrintRun(
        String task, String subtask, String title, String file, Duration late, Duration prepare, Duration print) {

    static final int LAYERS = 120;

    /** What a machine shows. The names are those of the wire. */
    enum Phase {
        IDLE,
        PREPARE,
        RUNNING,
        PAUSE,
        FINISH,
        FAILED;

        boolean isBusy() {
            return this == PREPARE || this == RUNNING || this == PAUSE;
        }
    }

    /**
     * The phase at a moment.
     *
     * @param elapsed since the start, by the machine's clock, pauses left out
     * @param before what it showed before
     */
    Phase phase(Duration elapsed, Phase before) {
        if (elapsed.compareTo(late) < 0) {
            return before;
        }
        if (elapsed.compareTo(late.plus(prepare)) < 0) {
            return Phase.PREPARE;
        }
        return elapsed.compareTo(late.plus(prepare).plus(print)) < 0 ? Phase.RUNNING : Phase.FINISH;
    }

    /** 0 to 100. */
    int percent(Duration elapsed) {
        long printing = elapsed.minus(late).minus(prepare).toMillis();
        return (int) Math.max(0, Math.min(100, printing * 100 / Math.max(1, print.toMillis())));
    }

    int layer(Duration elapsed) {
        return percent(elapsed) * LAYERS / 100;
    }

    /** Minutes, rounded up. */
    int remainingMinutes(Duration elapsed) {
        Duration left = late.plus(prepare).plus(print).minus(elapsed);
        return left.isNegative() ? 0 : (int) ((left.toSeconds() + 59) / 60);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "task %s", task);
    }
}
