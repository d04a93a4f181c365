package org.printfarm.ssdp.schedule;

import java.time.Duration;

/** Lets through a burst and after it one thing per period. Not for several threads. */
public final class TokenBucket {

    private final long capacityNanos;
    private final long periodNanos;
    private long savedNanos;
    private long lastNanos;

    /**
     * A full bucket.
     *
     * @param burst how many may pass at once after a rest, 1 or more
     * @param period the time after which one more may pass
     * @param now nanoseconds on any clock that does not go back
     */
    public TokenBucket(int burst, Duration period, long now) {
        periodNanos = period.toNanos();
        capacityNanos = Math.multiplyExact(periodNanos, (long) burst);
        savedNanos = capacityNanos;
        lastNanos = now;
    }

    /**
     * Asks to pass.
     *
     * @param now nanoseconds on the same clock
     * @return true when it may pass, which is then counted
     */
    public boolean take(long now) {
        long passed = Math.max(0, now - lastNanos);
        savedNanos = Math.min(capacityNanos, savedNanos + Math.min(passed, capacityNanos));
        lastNanos = Math.max(lastNanos, now);
        if (savedNanos < periodNanos) {
            return false;
        }
        savedNanos -= periodNanos;
        return true;
    }
}
