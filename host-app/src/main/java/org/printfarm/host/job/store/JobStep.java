package org.printfarm.host.job.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One change of a job's state.
 *
 * @param at when
 * @param state what it became
 * @param machine which machine it was about
 * @param attempt the task id of the attempt that it belongs to
 * @param reason why, for people
 */
public record JobStep(
        Instant at, Job.State state, Optional<String> machine, OptionalInt attempt, Optional<String> reason) {}
