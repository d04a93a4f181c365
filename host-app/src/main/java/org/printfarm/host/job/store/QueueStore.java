package org.printfarm.host.job.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The record of the order in which jobs wait, and of what people said about it. Every change is on the disk when its method
 * returns. Any thread.
 */
public interface QueueStore {

    /** Jobs of one queue that are looked at; those beyond come up when these have gone. */
    int MAX_ENTRIES = 10_000;

    /** Priorities are from minus this to this. */
    int MAX_PRIORITY = 100;

    /**
     * A job in a queue.
     *
     * @param job its id
     * @param printer the printer's id
     * @param state queued or held while it waits
     * @param goal the pool or machine that it waits for, or the machine that has it
     * @param pool whose rules it goes by; empty for none
     * @param named whether a person named its machine
     * @param anyway whether that person said: whatever speaks against it
     * @param priority the higher the sooner
     * @param wishes filament by channel, JSON; empty for what the file says
     * @param copyOf of several prints that are owed, the first's id; empty for a single one
     */
    record Entry(
            String job,
            String printer,
            Job.State state,
            Optional<String> goal,
            Optional<String> pool,
            boolean named,
            boolean anyway,
            int priority,
            Optional<String> wishes,
            Optional<String> copyOf) {

        /** Where it is to wait again: its pool, unless a person named its machine. */
        public Optional<String> home() {
            return named ? goal : pool.or(() -> goal);
        }
    }

    /**
     * A further job of the same file.
     *
     * @param plate 1 or more; empty for the same
     * @param wishes in place of its wishes; empty for the same
     * @param copy whether both are prints that are owed together
     * @param reason why it is there
     */
    record Again(Optional<Integer> plate, Optional<String> wishes, boolean copy, String reason) {}

    /** The jobs that wait for a pool or machine in these states, whose turn it is first; at most {@link #MAX_ENTRIES}. */
    List<Entry> waiting(String goal, Set<Job.State> states) throws StoreException;

    /** One job. */
    Optional<Entry> entry(String job) throws StoreException;

    /** The newest print that a client asked a printer for, by its id. */
    Optional<String> newest(String printer, String from) throws StoreException;

    /** Gives a job to a pool: it goes by its rules, and nobody named a machine. */
    void enter(String job, String pool) throws StoreException;

    /** Notes whether a person wants a job on the machine that it waits for, whatever speaks against it. */
    void anyway(String job, boolean anyway) throws StoreException;

    /** Gives a job another priority; false when it is not there. */
    boolean prioritise(String job, int priority) throws StoreException;

    /** Puts a job before another one, or behind it: it takes over that one's priority. */
    void move(String job, String next, boolean before) throws StoreException;

    /** Adds a queued job with the content, request and pool of another one; empty when that is not there, or goes nowhere. */
    Optional<Job> again(String job, Again what, Instant now) throws StoreException;

    /** How many jobs of a copy's group are not printed yet. */
    int owed(String first) throws StoreException;
}
