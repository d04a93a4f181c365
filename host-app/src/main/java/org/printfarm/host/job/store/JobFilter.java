package org.printfarm.host.job.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Which jobs a page shows, and where it ends.
 *
 * @param printer only that printer's; empty for all
 * @param state only those in it; empty for all
 * @param since only those received then or later; empty for all
 * @param before only those that were received before this job; empty for the newest page
 * @param limit jobs on the page, 1 to {@link #MAX_LIMIT}
 */
public record JobFilter(
        Optional<String> printer,
        Optional<Job.State> state,
        Optional<Instant> since,
        Optional<String> before,
        int limit) {

    /** The largest page: its jobs are in memory together. */
    public static final int MAX_LIMIT = 1_000;

    /** The newest jobs of all printers. */
    public static final JobFilter NEWEST =
            new JobFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), MAX_LIMIT);

    /** Checks the limit. */
    public JobFilter {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: expected 1 to " + MAX_LIMIT);
        }
    }
}
