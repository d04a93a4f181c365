package org.printfarm.ftp.data;

import java.time.Duration;

/** A time that runs out, unless it begins anew. It runs from the beginning on. Any thread. */
final class Countdown {

    private final long nanos;
    private volatile long end;

    Countdown(Duration length) {
        this.nanos = length.toNanos();
        restart();
    }

    void restart() {
        end = System.nanoTime() + nanos;
    }

    /**
     * Whether it has run out.
     *
     * @param now {@link System#nanoTime()}
     */
    boolean isOver(long now) {
        return now - end >= 0;
    }
}
