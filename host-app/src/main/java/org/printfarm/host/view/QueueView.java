package org.printfarm.host.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A job in a queue.
 *
 * @param id the job
 * @param printer the printer's id
 * @param file its name; a peer's text
 * @param goal the pool or machine that it waits for
 * @param position from 1, in the queue of its goal
 * @param priority the higher the sooner
 * @param state queued or held
 * @param start when its print begins, ISO 8601; null unless that is known
 * @param copyOf of several prints that are owed, the first job's id; null for a single one
 * @param owed how many of these are not printed yet
 */
public record QueueView(
        String id,
        String printer,
        String file,
        String goal,
        int position,
        int priority,
        String state,
        @Nullable String start,
        @JsonProperty("copy-of") @Nullable String copyOf,
        int owed) {}
