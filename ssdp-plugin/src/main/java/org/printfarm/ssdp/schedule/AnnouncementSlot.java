package org.printfarm.ssdp.schedule;

import java.time.Duration;

/**
 * When one printer announces itself: at its phase of every interval.
 *
 * @param index which of the slots of that interval, from 0
 * @param interval from one announcement to the next
 */
public record AnnouncementSlot(int index, Duration interval) {

    /** Within this time every printer has announced itself, also when the interval is longer. */
    public static final Duration FIRST_WITHIN = Duration.ofSeconds(5);

    /** The fractional part of the golden ratio. */
    private static final double GOLDEN = 0.6180339887498949;

    /**
     * Where in the interval the slot lies. Multiples of the golden ratio put each further slot into one of the widest gaps
     * that are left, so however many slots are taken they lie evenly, and none moves when another comes or goes.
     *
     * @return 0 (included) to 1 (excluded)
     */
    public double phase() {
        double turns = index * GOLDEN;
        return turns - Math.floor(turns);
    }

    /**
     * The first announcement, on a grid of at most {@link #FIRST_WITHIN}.
     *
     * @param now nanoseconds since the common start of all slots
     * @return later than {@code now}, by 5 s at most
     */
    public long firstAfter(long now) {
        Duration period = interval.compareTo(FIRST_WITHIN) < 0 ? interval : FIRST_WITHIN;
        return next(now, period.toNanos());
    }

    /**
     * The next announcement. Missed ones are not made up for.
     *
     * @param now nanoseconds since the common start of all slots
     * @return later than {@code now}, by the interval at most
     */
    public long nextAfter(long now) {
        return next(now, interval.toNanos());
    }

    private long next(long now, long period) {
        long offset = (long) (phase() * period);
        return now + period - Math.floorMod(now - offset, period);
    }
}
