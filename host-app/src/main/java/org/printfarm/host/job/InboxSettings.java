package org.printfarm.host.job;

import java.time.Duration;
import java.util.Optional;

/**
 * How long jobs are kept. The oldest go first; the newest job of a farm is never removed for its size.
 *
 * @param keepFor jobs older than this are removed; empty keeps them for ever
 * @param keepBytes when the stored files are larger than this in all, the oldest jobs are removed; empty sets no limit
 */
public record InboxSettings(Optional<Duration> keepFor, Optional<Long> keepBytes) {

    /** Nothing is ever removed. */
    public static final InboxSettings KEEP_ALL = new InboxSettings(Optional.empty(), Optional.empty());

    /** Checks that nothing is negative. */
    public InboxSettings {
        if (keepFor.filter(Duration::isNegative).isPresent()
                || keepBytes.filter(bytes -> bytes < 0).isPresent()) {
            throw new IllegalArgumentException("retention: expected no negative age or size");
        }
    }
}
