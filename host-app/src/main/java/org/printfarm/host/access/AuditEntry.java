package org.printfarm.host.access;

import java.time.Instant;

/**
 * One line of the trail.
 *
 * @param id larger for later ones
 * @param at when
 * @param caller who
 * @param way how the farm knew him: {@link Caller.Way} in lower case
 * @param verb what
 * @param target to what; may be empty
 * @param outcome {@code DONE}, or the code of what went wrong
 */
public record AuditEntry(long id, Instant at, String caller, String way, String verb, String target, String outcome) {}
