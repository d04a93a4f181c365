package org.printfarm.host.event;

import java.time.Duration;

/** Lets so many log lines through in each stretch of time and counts those it holds back. Any thread. */
final class LineBudget {

    private final int lines;
    private final long stretchNanos;
    private long stretchBegin;
    private int used;
    private long heldBack;

    LineBudget(int lines, Duration stretch, long now) {
        this.lines = lines;
        this.stretchNanos = stretch.toNanos();
        this.stretchBegin = now;
    }

    /** Whether a line may be written now. */
    synchronized boolean take(long now) {
        if (now - stretchBegin >= stretchNanos) {
            stretchBegin = now;
            used = 0;
        }
        if (used < lines) {
            used++;
            return true;
        }
        heldBack++;
        return false;
    }

    /** How many lines were held back since the last call, once their stretch is over; 0 before. */
    synchronized long takeHeldBack(long now) {
        if (now - stretchBegin < stretchNanos) {
            return 0;
        }
        long count = heldBack;
        heldBack = 0;
        return count;
    }

    /** How many lines were held back since the last call, whenever that was. */
    synchronized long takeAllHeldBack() {
        long count = heldBack;
        heldBack = 0;
        return count;
    }
}
