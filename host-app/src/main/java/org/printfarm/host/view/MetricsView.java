package org.printfarm.host.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a running farm counts, for monitoring.
 *
 * @param events what happened since the farm was started
 * @param disk where the data folder lies
 */
public record MetricsView(List<Event> events, Disk disk) {

    /**
     * Something that happened at one printer.
     *
     * @param printer the printer's id
     * @param kind what, for instance {@code tls_failed}
     * @param code why, upper case; null where reasons are not told apart
     * @param times how often, at least once
     * @param bytes the sizes that belong to it together
     */
    public record Event(
            String printer, String kind, @Nullable String code, long times, long bytes) {}

    /**
     * A disk.
     *
     * @param free bytes that the farm can still write
     * @param size bytes in all; 0 when that cannot be found out
     */
    public record Disk(long free, long size) {}
}
