package org.printfarm.host.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long received jobs are kept: the settings {@code farm.keep-jobs-for} and {@code farm.keep-jobs-size}.
 *
 * @param age older jobs are removed; empty keeps them for ever
 * @param bytes when the stored files are larger than this in all, the oldest jobs are removed; empty sets no limit
 */
public record JobRetention(Optional<Duration> age, Optional<Long> bytes) {

    /** The shortest and the longest age that can be set. */
    static final Duration MIN_AGE = Duration.ofMinutes(1);

    static final Duration MAX_AGE = Duration.ofDays(3_650);

    /** The smallest and the largest size that can be set, bytes. */
    static final long MIN_BYTES = 1L << 20;

    static final long MAX_BYTES = 1L << 50;

    /** Nothing is removed. */
    public static final JobRetention KEEP_ALL = new JobRetention(Optional.empty(), Optional.empty());

    /** Zero stands for a setting that is not there: it lies below what can be set. */
    static JobRetention read(MergedSettings settings) {
        Duration age = settings.duration("keep-jobs-for", MIN_AGE, MAX_AGE, Duration.ZERO);
        long bytes = settings.size("keep-jobs-size", MIN_BYTES, MAX_BYTES, 0);
        return new JobRetention(
                age.isZero() ? Optional.empty() : Optional.of(age), bytes == 0 ? Optional.empty() : Optional.of(bytes));
    }
}
