package org.printfarm.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process uses now. Source: proc(5).
 *
 * @param cpuSeconds user and system time since it started, in steps of 10 ms
 * @param childCpuSeconds the same of its children that have ended
 * @param rssBytes resident memory
 * @param threads threads
 */
public record ProcStat(double cpuSeconds, double childCpuSeconds, long rssBytes, int threads) {

    private static final double TICKS_PER_SECOND = 100;
    private static final long PAGE_BYTES = 4096;

    /** Places of the fields behind the command's name, which may contain blanks. */
    private static final int USER_TICKS = 11;

    private static final int THREADS = 17;
    private static final int RSS_PAGES = 21;

    /**
     * Looks at a process.
     *
     * @param pid of a process that runs
     * @return what it uses
     * @throws IOException when it has ended
     */
    public static ProcStat of(long pid) throws IOException {
        return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    }

    static ProcStat parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ");
        return new ProcStat(
                ticks(fields, USER_TICKS) + ticks(fields, USER_TICKS + 1),
                ticks(fields, USER_TICKS + 2) + ticks(fields, USER_TICKS + 3),
                Long.parseLong(fields[RSS_PAGES]) * PAGE_BYTES,
                Integer.parseInt(fields[THREADS]));
    }

    /**
     * Counts the open file descriptors of a process.
     *
     * @param pid of a process that runs
     * @return how many
     * @throws IOException when it has ended or belongs to another user
     */
    public static int descriptors(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return Math.toIntExact(open.count());
        }
    }

    private static double ticks(String[] fields, int place) {
        return Long.parseLong(fields[place]) / TICKS_PER_SECOND;
    }
}
