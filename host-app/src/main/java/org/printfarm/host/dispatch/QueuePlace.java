package org.printfarm.host.dispatch;

import java.time.Instant;
import java.util.Optional;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.QueueStore;

/**
 * A job in a queue.
 *
 * @param job which
 * @param entry how it waits
 * @param position from 1, of those that wait for the same pool or machine
 * @param start when its print begins; empty unless that is known
 * @param owed how many prints of its copies are not done yet; 0 for a single one
 */
public record QueuePlace(Job job, QueueStore.Entry entry, int position, Optional<Instant> start, int owed) {}
