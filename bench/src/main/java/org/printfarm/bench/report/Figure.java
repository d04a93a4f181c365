package org.printfarm.bench.report;

/** The figures that are to be reached. What is compared with another server is measured beside it in the same run. */
public enum Figure {
    PLAIN_CPU_32("plain, c = 32: server CPU to the floor's", 1.40, 1.25),
    PLAIN_CPU_256("plain, c = 256: server CPU to the floor's", 1.40, 1.25),
    PLAIN_P99_256("plain p99 at c = 256, ms", 30, 17),
    TLS13_ALL_CPU("TLS 1.3, a client that offers everything, c = 32: server CPU to the floor's", 1.25, 1.10),
    TLS12_ALL_CPU("TLS 1.2, a client that offers everything, c = 32: server CPU to the floor's", 1.25, 1.10),
    TLS13_RSA_CPU("TLS 1.3, a client that takes RSA only, c = 32: server CPU to the floor's", 1.50, 1.25),
    FIRST_PLAIN_MS("start of the JVM to first plain reply, 3 printers, ms", 1_200, 500),
    FIRST_TLS_MS("start of the JVM to first TLS reply, 3 printers, ms", 1_200, 600),
    LAUNCHED_PLAIN_MS("./farm run to first plain reply, 3 printers, ms", 1_200, 500),
    LAUNCHED_TLS_MS("./farm run to first TLS reply, 3 printers, ms", 1_200, 600),
    READY_1000_S("1,000 printers, all services: ready after, s", 8, 5),
    RSS_1000_MB("1,000 printers, all services: RSS, MB", 400, 300),
    PRINTER_DESCRIPTORS("one more printer, bind only: file descriptors", 2, 0),
    PRINTER_HEAP_KB("one more printer, bind only: live heap, KB", 6, 2),
    PRINTER_RSS_KB("one more printer, bind only: RSS, KB", 6, 2),
    PRINTER_THREADS("one more printer, bind only: threads", 0, 0),
    LONG_RECORD_START("a farm of 1,000,000 jobs to an empty one: start", 1.2, 1.05),
    LONG_RECORD_HEAP_MB("a farm of 1,000,000 jobs: more live heap, MB", 16, 16),
    LONG_RECORD_PAGE_MS("a farm of 1,000,000 jobs: the slowest page, ms", 50, 50),
    UPLOAD_TIME("one upload: its time to vsftpd's", 1 / 1.3, 1 / 1.5),
    UPLOAD_CPU("one upload: server CPU to vsftpd's", 1, 0.8),
    UPLOADS_TIME("40 uploads at once: the time of all to vsftpd's", 1 / 1.2, 1 / 1.5),
    UPLOADS_SPREAD("40 uploads at once: the slowest to the fastest", 1.5, 1.2),
    UPLOAD_STORED("an upload of 30 MB: from its last byte to its 226, to vsftpd's and sync", 1.3, 1.1),
    STATUS_CPU("status to two clients of each printer: server CPU of a message to mosquitto's", 1, 0.7),
    FIRST_RELOAD_MS("1,000 printers: the first reload with one change, ms", 500, 500),
    RELOAD_MS("1,000 printers: a later reload with one change, ms", 500, 500),
    WALL_MS("1,000 printers: the wall's document, ms", 100, 100),
    WALL_KB("1,000 printers: the wall's document packed, KB", 150, 150),
    POOL_1000_MS("1,000 jobs, 100 machines of 16 trays: the slowest choice, ms", 50, 50),
    POOL_10000_MS("10,000 jobs, 500 machines: one choice, ms", 2_000, 2_000),
    POOL_NEXT_S("a pool: from a machine that is free to the next upload, the longest, s", 1, 1),
    CLAIMS("the record in PostgreSQL: transactions of pgbench -N to claims and changes of jobs", 2, 1),
    OWNERSHIP_CPU("1,000 printers of a host among several: its CPU for that, % of a core", 2, 1),
    OWNERSHIP_TRIPS("1,000 printers of a host among several: statements a second for that", 1, 1),
    SHARED_UPLOAD("one upload with the record in PostgreSQL: its time to that with SQLite", 1.25, 1.1),
    SHARED_SMALL_UPLOAD("one upload of 1 MB with the record in PostgreSQL: its time to that with SQLite", 1.25, 1.1),
    LEASES_LOST("three hosts beside pgbench: leases lost", 0, 0);

    /** Counts of 5,000 printers are divided: a thread more or less in all is none for each. */
    private static final double TOLERANCE = 0.005;

    private final String label;
    private final double must;
    private final double aim;

    Figure(String label, double must, double aim) {
        this.label = label;
        this.must = must;
        this.aim = aim;
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
     * @return the greatest value that does
     */
    public double must() {
        return must;
    }

    /**
     * What would be good.
     *
     * @return the greatest value that is
     */
    public double aim() {
        return aim;
    }

    /**
     * Whether a limit is kept.
     *
     * @param value measured
     * @param limit the limit
     * @return true when it is not above
     */
    public static boolean isMet(double value, double limit) {
        return value <= limit + TOLERANCE;
    }
}
