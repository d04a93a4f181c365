package org.printfarm.host.dispatch.match;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import org.printfarm.host.config.PoolEntry.Start;

/**
 * How many prints of a pool may begin now.
 *
 * @param atMost 0 or more
 * @param waits why none may; empty when some may
 */
public record StartRule(int atMost, Optional<Finding> waits) {

    /**
     * By the pool's setting {@code start}.
     *
     * @param start the setting
     * @param begun how many of its machines have begun a print and are not printing yet
     * @param sinceLast how long ago the last start was; empty when there was none
     * @param time of the day
     */
    public static StartRule of(Start start, int begun, Optional<Duration> sinceLast, LocalTime time) {
        if (start.between().filter(hours -> !hours.contain(time)).isPresent()) {
            return none(Code.HOURS);
        }
        if (sinceLast.filter(since -> since.compareTo(start.every()) < 0).isPresent()) {
            return none(Code.EVERY);
        }
        int left = start.atOnce() - begun;
        if (left <= 0) {
            return none(Code.AT_ONCE);
        }
        return new StartRule(start.every().isZero() ? left : 1, Optional.empty());
    }

    private static StartRule none(Code code) {
        return new StartRule(0, Optional.of(Finding.of(code)));
    }
}
