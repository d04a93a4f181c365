package org.printfarm.host.config;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * Machines that share a queue, as the file has it.
 *
 * @param id unique among printers, machines and pools
 * @param machines the ids of its machines, in the order of the file, at least one
 * @param order whose turn it is
 * @param plateGate for those of its machines that do not say themselves: whether somebody has to confirm after each print that
 *     the plate is clear; empty when the pool does not say either
 * @param match how near filament must come
 * @param hold whether each job waits until somebody releases it
 * @param start when prints may begin
 * @param trip whether a machine that something happened to leaves the pool's choice until somebody looked at it
 */
public record PoolEntry(
        String id,
        List<String> machines,
        Order order,
        Optional<Boolean> plateGate,
        MatchRules match,
        boolean hold,
        Start start,
        boolean trip) {

    /** Copies the ids. */
    public PoolEntry {
        machines = List.copyOf(machines);
    }

    /** The setting {@code order}. */
    public enum Order {
        /** First come, first printed. */
        FIFO,
        /** The shortest print first. */
        SHORTEST
    }

    /**
     * The settings {@code start}.
     *
     * @param atOnce how many machines of the pool may heat up at the same time
     * @param every from one start to the next at least; zero for no pause
     * @param between the hours in which prints may begin; empty for all
     */
    public record Start(int atOnce, Duration every, Optional<Hours> between) {

        /** No rule. */
        public static final Start ANY = new Start(Integer.MAX_VALUE, Duration.ZERO, Optional.empty());
    }

    /**
     * Hours of a day, by the farm's clock.
     *
     * @param from the first minute
     * @param to the minute after the last; before {@code from} when they go on past midnight
     */
    public record Hours(LocalTime from, LocalTime to) {

        /**
         * Whether a moment lies in them.
         *
         * @param time of the day
         * @return also true on the first minute, and false on the one after the last
         */
        public boolean contain(LocalTime time) {
            boolean begun = !time.isBefore(from);
            boolean ended = !time.isBefore(to);
            return from.isBefore(to) ? begun && !ended : begun || !ended;
        }
    }
}
