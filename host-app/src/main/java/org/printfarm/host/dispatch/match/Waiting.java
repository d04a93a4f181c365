package org.printfarm.host.dispatch.match;

import java.util.Comparator;
import java.util.Optional;
import org.printfarm.host.config.PoolEntry;

/**
 * A job that waits for a machine of a pool.
 *
 * @param id the job's id
 * @param number larger for later jobs
 * @param priority the higher the sooner; 0 unless somebody said otherwise
 * @param needs what it needs
 * @param held why it is not to begin; empty when it may
 */
public record Waiting(String id, long number, int priority, Requirements needs, Optional<Finding> held) {

    /** Whose turn it is: priority, then as the pool orders; jobs of unknown length come after all others. */
    public static Comparator<Waiting> order(PoolEntry.Order order) {
        Comparator<Waiting> urgent = Comparator.comparingInt(Waiting::priority).reversed();
        return switch (order) {
            case FIFO -> urgent.thenComparingLong(Waiting::number);
            case SHORTEST ->
                urgent.thenComparingLong(
                                job -> job.needs().seconds() > 0 ? job.needs().seconds() : Long.MAX_VALUE)
                        .thenComparingLong(Waiting::number);
        };
    }
}
