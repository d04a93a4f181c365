package org.printfarm.host.job.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One try to print a job on a machine.
 *
 * @param task the number that the machine shows for it; 1 to 2^31 − 1, never used twice
 * @param job the job's id
 * @param machine the machine's id
 * @param number which try of that job it is, counted from 1
 * @param tries which try it is since somebody asked for the job, counted from 1
 * @param byHand whether a person presses Print on the machine; known once it is published
 * @param published when the start was about to leave; empty before. From then on it is never started again by itself
 */
public record Attempt(
        int task, String job, String machine, int number, int tries, boolean byHand, Optional<Instant> published) {}
