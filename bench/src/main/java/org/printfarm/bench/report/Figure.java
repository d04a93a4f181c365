package org.printfarm.bench.report;

import java.util.OptionalDouble;

/** The figures that are to be reached, with what was found on the machine where the aims were set. */
public enum Figure {
    PLAIN_CPU_32("plain, server CPU s per 1,000, c = 32", 0.013, 0.024, 0.018, Aim.SCALES),
    PLAIN_CPU_256("plain, server CPU s per 1,000, c = 256", 0.013, 0.024, 0.018, Aim.SCALES),
    PLAIN_P99_256("plain p99 at c = 256, ms", 0, 30, 1.3, Aim.TIMES_FLOOR),
    TLS13_RSA_CPU("TLS 1.3 RSA-2048, server CPU s per 1,000, c = 32", 0.63, 1.1, 0.80, Aim.SCALES),
    TLS13_P256_CPU("TLS 1.3 P-256, server CPU s per 1,000, c = 32", 0.29, 0.40, 0.32, Aim.SCALES),
    FIRST_PLAIN_MS("start of the JVM to first plain reply, 3 printers, ms", 0, 500, 250, Aim.FIXED),
    FIRST_TLS_MS("start of the JVM to first TLS reply, 3 printers, ms", 0, 600, 300, Aim.FIXED),
    LAUNCHED_PLAIN_MS("./farm run to first plain reply, 3 printers, ms", 0, 500, 250, Aim.FIXED),
    LAUNCHED_TLS_MS("./farm run to first TLS reply, 3 printers, ms", 0, 600, 300, Aim.FIXED),
    READY_1000_S("1,000 printers, all services: ready after, s", 0, 8, 5, Aim.FIXED),
    RSS_1000_MB("1,000 printers, all services: RSS, MB", 0, 400, 300, Aim.FIXED),
    PRINTER_DESCRIPTORS("one more printer, bind only: file descriptors", 0, 2, 0, Aim.FIXED),
    PRINTER_HEAP_KB("one more printer, bind only: live heap, KB", 0, 6, 2, Aim.FIXED),
    PRINTER_RSS_KB("one more printer, bind only: RSS, KB", 0, 6, 2, Aim.FIXED),
    PRINTER_THREADS("one more printer, bind only: threads", 0, 0, 0, Aim.FIXED),
    LONG_RECORD_START("a farm of 1,000,000 jobs to an empty one: start", 0, 1.2, 1.05, Aim.FIXED),
    LONG_RECORD_HEAP_MB("a farm of 1,000,000 jobs: more live heap, MB", 0, 16, 16, Aim.FIXED),
    LONG_RECORD_PAGE_MS("a farm of 1,000,000 jobs: the slowest page, ms", 0, 50, 50, Aim.FIXED),
    FIRST_RELOAD_MS("1,000 printers: the first reload with one change, ms", 0, 500, 500, Aim.FIXED),
    RELOAD_MS("1,000 printers: a later reload with one change, ms", 0, 500, 500, Aim.FIXED),
    WALL_MS("1,000 printers: the wall's document, ms", 0, 100, 100, Aim.FIXED),
    WALL_KB("1,000 printers: the wall's document packed, KB", 0, 150, 150, Aim.FIXED),
    POOL_1000_MS("1,000 jobs, 100 machines of 16 trays: the slowest choice, ms", 0, 50, 50, Aim.FIXED),
    POOL_10000_MS("10,000 jobs, 500 machines: one choice, ms", 0, 2_000, 2_000, Aim.FIXED),
    POOL_NEXT_S("a pool: from a machine that is free to the next upload, the longest, s", 0, 1, 1, Aim.FIXED);

    private enum Aim {
        /** CPU time: a slower machine makes all of it slower. */
        SCALES,
        /** The aim is a multiple of the floor of the same run. */
        TIMES_FLOOR,
        FIXED
    }

    /** Counts of 5,000 printers are divided: a thread more or less in all is none for each. */
    private static final double TOLERANCE = 0.005;

    private final String label;
    private final double floorThere;
    private final double must;
    private final double aim;
    private final Aim kind;

    Figure(String label, double floorThere, double must, double aim, Aim kind) {
        this.label = label;
        this.floorThere = floorThere;
        this.must = must;
        this.aim = aim;
        this.kind = kind;
    }

    /**
     * Its name in the report.
     *
     * @return with its unit
     */
    public String label() {
        return label;
    }

    /**
     * What must be reached.
     *
     * @return the limit as it was set
     */
    public double must() {
        return must;
    }

    /**
     * What would be good.
     *
     * @param floor of this run
     * @return the limit; empty when it depends on a floor that was not measured
     */
    public OptionalDouble aim(OptionalDouble floor) {
        if (kind != Aim.TIMES_FLOOR) {
            return OptionalDouble.of(aim);
        }
        return floor.isPresent() ? OptionalDouble.of(aim * floor.getAsDouble()) : OptionalDouble.empty();
    }

    /**
     * How much slower this machine is than the one where the limits were set.
     *
     * @param floor of this run
     * @return floor here / floor there; empty where that says nothing
     */
    public OptionalDouble scale(OptionalDouble floor) {
        return kind == Aim.SCALES && floor.isPresent()
                ? OptionalDouble.of(floor.getAsDouble() / floorThere)
                : OptionalDouble.empty();
    }

    /**
     * Whether a limit is kept.
     *
     * @param value measured
     * @param limit the limit
     * @return true when it is not above
     */
    public boolean isMet(double value, double limit) {
        return value <= (kind == Aim.FIXED ? limit + TOLERANCE : limit);
    }
}
