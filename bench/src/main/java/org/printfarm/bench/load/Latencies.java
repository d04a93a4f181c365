package org.printfarm.bench.load;

import java.util.Arrays;

/** Counts times in buckets that are 1.6 % wide, so that any number of them fits. One thread. */
public final class Latencies {

    private static final int SUB_BITS = 6;
    private static final int SUB = 1 << SUB_BITS;
    private static final int BUCKETS = SUB * (Long.SIZE - SUB_BITS);
    private static final double NANOS_PER_MS = 1e6;

    private final long[] counts = new long[BUCKETS];
    private long longest;

    /**
     * Adds one.
     *
     * @param nanos 0 or more
     */
    public void add(long nanos) {
        counts[bucket(nanos)]++;
        longest = Math.max(longest, nanos);
    }

    /**
     * The time that so many percent did not exceed.
     *
     * @param percent above 0, up to 100
     * @return milliseconds, at most 1 % off; 0 when nothing was added
     */
    public double percentile(double percent) {
        long wanted = Math.max(1, Math.round(percent / 100 * count()));
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += counts[bucket];
            if (counts[bucket] > 0 && seen >= wanted) {
                return Math.min(middle(bucket), longest) / NANOS_PER_MS;
            }
        }
        return 0;
    }

    /**
     * How many were added.
     *
     * @return 0 or more
     */
    public long count() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The longest.
     *
     * @return milliseconds; 0 when nothing was added
     */
    public double max() {
        return longest / NANOS_PER_MS;
    }

    private static int bucket(long nanos) {
        if (nanos < SUB) {
            return (int) nanos;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        return (exponent - SUB_BITS + 1) * SUB + (int) (nanos >>> (exponent - SUB_BITS) & (SUB - 1));
    }

    private static long middle(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int shift = bucket / SUB - 1;
        return ((long) (SUB + bucket % SUB) << shift) + (1L << shift >> 1);
    }
}
