package org.printfarm.bench.report;

import java.util.Locale;

/** Writes figures with as many digits as they are worth. */
public final class Numbers {

    private static final double MEGABYTE = 1 << 20;

    private Numbers() {}

    /**
     * Three significant digits.
     *
     * @param value any
     * @return plain decimal text
     */
    public static String of(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return size >= 1 ? String.format(Locale.ROOT, "%.2f", value) : String.format(Locale.ROOT, "%.4f", value);
    }

    /**
     * Median and spread.
     *
     * @param statistics of some rounds
     * @return for instance {@code 0.024 (0.022-0.027)}
     */
    public static String of(Statistics statistics) {
        return of(statistics.median()) + " (" + of(statistics.least()) + "-" + of(statistics.greatest()) + ")";
    }

    /**
     * A whole number.
     *
     * @param value any
     * @return digits in groups
     */
    public static String of(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /**
     * An amount of memory.
     *
     * @param bytes any
     * @return megabytes
     */
    public static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE);
    }
}
