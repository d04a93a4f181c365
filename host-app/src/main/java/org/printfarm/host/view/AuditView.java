package org.printfarm.host.view;

import org.jspecify.annotations.Nullable;

/**
 * One line of the trail: who did what.
 *
 * @param id larger for later ones
 * @param at ISO 8601
 * @param caller the user, or the name of the key
 * @param way how the farm knew him: data_folder, session, key or farm
 * @param verb what, for instance {@code deleteJob}
 * @param target to what; may be empty
 * @param outcome {@code DONE}, or the code of what went wrong
 */
public record AuditView(long id, String at, String caller, String way, String verb, String target, String outcome) {

    /**
     * Which lines are asked for.
     *
     * @param caller only what he did; null for all
     * @param since only what was done then or later, ISO 8601; null for all
     * @param before only lines before that id; null for the newest
     * @param limit at most so many, 1 to {@value JobQuery#MAX_LIMIT}
     */
    public record Query(
            @Nullable String caller,
            @Nullable String since,
            @Nullable Long before,
            int limit) {}
}
