package org.printfarm.bench.load;

import java.util.List;

/**
 * What exchanges are to be done.
 *
 * @param targets asked in turn
 * @param concurrency in flight, 1 or more
 * @param count at most so many
 * @param seconds none is started later
 * @param rate how many are started a second, their latency counted from when they were due; 0 = as many as go
 */
record ExchangePlan(List<Target> targets, int concurrency, long count, long seconds, long rate) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** When an exchange is due, on the clock of {@link System#nanoTime}. */
    long due(long begun, long number) {
        return rate == 0 ? System.nanoTime() : begun + (long) (number * NANOS_PER_SECOND / rate);
    }
}
