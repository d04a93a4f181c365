package org.printfarm.host.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.printfarm.host.files.Uptime;

/**
 * How long this host's lease lasts, by a clock that nobody sets and that goes on while the machine sleeps. It counts from before the
 * lease was asked for and ends a margin before the database's does, so that this host has stopped when another one begins. Any thread.
 */
public final class LeaseClock {

    /** Of a lease, what is left unused at its end. */
    private static final int MARGIN = 5;

    private static final long MILLIS = 10;
    private static final long NEVER = Long.MIN_VALUE;

    private final LongSupplier time;
    private volatile long until = NEVER;

    /** By the machine's time since it was switched on. */
    public LeaseClock() {
        this(LeaseClock::uptime);
    }

    /** By another time, in milliseconds. */
    public LeaseClock(LongSupplier time) {
        this.time = time;
    }

    /** When the time cannot be read, no lease lasts. */
    private static long uptime() {
        try {
            return Uptime.now() * MILLIS;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Now, in milliseconds. */
    long now() {
        return time.getAsLong();
    }

    /**
     * A lease was given.
     *
     * @param asked when it was asked for
     */
    public void prolong(long asked, Duration lease) {
        until = asked + lease.toMillis() - lease.toMillis() / MARGIN;
    }

    /** There is none any more. */
    void end() {
        until = NEVER;
    }

    /** Whether this host may answer and begin anything at this instant. */
    public boolean lasts() {
        return now() < until;
    }

    /** For how long yet; zero when it does not. */
    public Duration left() {
        long end = until;
        return end == NEVER ? Duration.ZERO : Duration.ofMillis(Math.max(0, end - now()));
    }
}
