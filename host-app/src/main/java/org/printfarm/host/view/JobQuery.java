package org.printfarm.host.view;

import org.jspecify.annotations.Nullable;

/**
 * Which jobs are asked for.
 *
 * @param printer only this printer's; null for all
 * @param state only those in it; null for all
 * @param since only those received then or later, ISO 8601; null for all
 * @param before only those received before this job; null for the newest
 * @param limit at most so many, 1 to {@value #MAX_LIMIT}
 */
public record JobQuery(
        @Nullable String printer,
        @Nullable String state,
        @Nullable String since,
        @Nullable String before,
        int limit) {

    /** The largest page. */
    public static final int MAX_LIMIT = 1_000;
}
