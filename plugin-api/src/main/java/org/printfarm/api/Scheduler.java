package org.printfarm.api;

import java.time.Duration;
import org.printfarm.api.annotation.HostProvided;

/**
 * The host's shared timer. Tasks run on one of two threads that all plugins share: a task returns within milliseconds and
 * never blocks. What a task throws is caught and logged; a repeated task goes on. Provided by the host; any thread.
 *
 * @since 1.0
 */
@HostProvided
public interface Scheduler {

    /**
     * Runs a task once.
     *
     * @param delay how long to wait, zero or more
     * @param task what to run
     * @return closes to cancel
     */
    Registration after(Duration delay, Runnable task);

    /**
     * Runs a task again and again at a fixed rate; a run that is late does not move those after it, and runs never overlap.
     *
     * @param delay how long to wait for the first run, zero or more
     * @param period from start to start, 1 ms or more
     * @param task what to run
     * @return closes to cancel
     */
    Registration every(Duration delay, Duration period, Runnable task);
}
