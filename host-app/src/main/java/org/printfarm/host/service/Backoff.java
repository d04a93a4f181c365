package org.printfarm.host.service;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How long to wait for the next retry: doubling up to a longest, and anew from the first after the service ran for that
 * long. A service that comes up and breaks again and again is thus retried as slowly as one that never comes up. Used by one
 * thread.
 */
final class Backoff {

    private final Duration first;
    private final Duration longest;
    private final LongSupplier nanoTime;
    private Duration next;
    private OptionalLong runningSince = OptionalLong.empty();

    Backoff(Limits limits, LongSupplier nanoTime) {
        this.first = limits.firstRetry();
        this.longest = limits.longestRetry();
        this.nanoTime = nanoTime;
        this.next = first;
    }

    /** The service runs. */
    void running() {
        if (runningSince.isEmpty()) {
            runningSince = OptionalLong.of(nanoTime.getAsLong());
        }
    }

    /** The service is in trouble: how long to wait. */
    Duration trouble() {
        if (runningSince.isPresent() && nanoTime.getAsLong() - runningSince.getAsLong() >= longest.toNanos()) {
            next = first;
        }
        runningSince = OptionalLong.empty();
        Duration delay = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return delay;
    }
}
