package org.printfarm.host.job.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The record of what goes on to machines, whatever database keeps it. Every change is on the disk when its method returns, and a
 * change of a job's state is one with the row that tells of it. Any thread.
 */
public interface DispatchStore {

    /**
     * A change of a job's state.
     *
     * @param to what it becomes
     * @param attempt the task id of the attempt that it belongs to
     * @param reason why, for people; stands at the job until the next change
     */
    record Change(Job.State to, OptionalInt attempt, Optional<String> reason) {}

    /**
     * What people said about a machine.
     *
     * @param gate whether its plate is not known to be clear
     * @param paused why it takes no jobs; empty when it does
     * @param tripped why its pools leave it out until somebody looked; empty when they do not
     * @param last the print that it named last
     */
    record MachineNote(boolean gate, Optional<String> paused, Optional<String> tripped, LastPrint last) {

        /** Nothing was said. */
        public static final MachineNote NONE =
                new MachineNote(false, Optional.empty(), Optional.empty(), LastPrint.NONE);

        /** The same with another gate. */
        public MachineNote withGate(boolean up) {
            return new MachineNote(up, paused, tripped, last);
        }

        /** The same, paused or not. */
        public MachineNote withPaused(Optional<String> because) {
            return new MachineNote(gate, because, tripped, last);
        }

        /** The same, tripped or not. */
        public MachineNote withTripped(Optional<String> because) {
            return new MachineNote(gate, paused, because, last);
        }

        /** The same after another print. */
        public MachineNote withLast(LastPrint print) {
            return new MachineNote(gate, paused, tripped, print);
        }
    }

    /**
     * A print as a machine names it.
     *
     * @param task its number; empty when it has none
     * @param title what it is called; empty when it has no name
     */
    record LastPrint(OptionalInt task, Optional<String> title) {

        /** None was named. */
        public static final LastPrint NONE = new LastPrint(OptionalInt.empty(), Optional.empty());

        /** Whether this is known to be another print than that. Numbers tell, and names where one has no number. */
        public boolean isOtherThan(LastPrint known) {
            if (known.equals(NONE)) {
                return false;
            }
            boolean numbered = task.isPresent() && known.task().isPresent();
            return numbered ? !task.equals(known.task()) : title.isPresent() && !title.equals(known.title());
        }
    }

    /** The job of a machine's queue that comes next. */
    Optional<Job> next(String machine) throws StoreException;

    /** How many jobs wait for a machine. */
    int queued(String machine) throws StoreException;

    /** The ids of the jobs that wait for a machine, the next one first; at most 1,000. */
    List<String> waiting(String machine) throws StoreException;

    /** All jobs that wait for a machine or are on one; at most 1,000, the oldest first. */
    List<Job> unfinished() throws StoreException;

    /** The attempts of a machine that are not over; the newest first. */
    List<Attempt> open(String machine) throws StoreException;

    /**
     * Gives a queued job to its machine, or to one of the pool that it waits in.
     *
     * @param task never used before
     * @return empty when the job is not queued any more
     */
    Optional<Attempt> assign(String job, String machine, int task, Instant now) throws StoreException;

    /**
     * Changes a job's state if it is one of these; false when it is another, or the job has gone. One that is queued waits in its
     * pool again, unless a person named its machine.
     */
    boolean change(String job, Set<Job.State> from, Change change, Instant now) throws StoreException;

    /**
     * Queues a job for a machine, or for its pool, if its state is one of these; false when it is another, or the job has gone. What a person
     * released for that machine stays released; its tries begin anew.
     */
    boolean queue(String job, Set<Job.State> from, String machine, Optional<String> reason, Instant now)
            throws StoreException;

    /** The same for a job that a person wants printed, whatever was found in it. */
    boolean release(String job, Set<Job.State> from, String machine, Optional<String> reason, Instant now)
            throws StoreException;

    /** Whether a person wants a job printed, whatever was found in it. */
    boolean isReleased(String job) throws StoreException;

    /**
     * Notes that an attempt's start is about to leave, with the job's change. False when the job was cancelled before.
     *
     * @param byHand what a person has to do to start it; empty when it starts from here
     */
    boolean publish(Attempt attempt, Optional<String> byHand, Instant now) throws StoreException;

    /** The same for the job of an attempt that this host has. */
    boolean move(Attempt attempt, Set<Job.State> from, Change change, Instant now) throws StoreException;

    /** Ends an attempt of a machine that is not in the file any more, so that no host has it. */
    void abandon(Attempt attempt, Set<Job.State> from, Change change, Instant now) throws StoreException;

    /** Ends an attempt, with the job's change if its state is still one of those. */
    void end(Attempt attempt, Set<Job.State> from, Change change, Instant now) throws StoreException;

    /** All changes of a job, oldest first; at most 1,000. */
    List<JobStep> steps(String job) throws StoreException;

    /** What people said about a machine. */
    MachineNote note(String machine) throws StoreException;

    /** Notes what people say about a machine. */
    void note(String machine, MachineNote note) throws StoreException;

    /** What a driver kept about its machine. */
    Optional<String> recall(String machine, String key) throws StoreException;

    /** Keeps something for a driver; empty text forgets it. */
    void remember(String machine, String key, String value) throws StoreException;

    /**
     * Takes numbers that were never handed out and never will be again, also when the record is one that was kept elsewhere
     * meanwhile: they grow with the time.
     *
     * @param count how many
     * @param now at least this many seconds since 2020 is the first of them
     * @return the first of so many that follow each other
     */
    int takeNumbers(int count, Instant now) throws StoreException;
}
