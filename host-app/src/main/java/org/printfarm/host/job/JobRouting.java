package org.printfarm.host.job;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.printfarm.host.job.store.Job;

/**
 * Where the jobs of printers go on to. Any thread.
 *
 * @param machines the id of the machine, by the id of the printer; jobs of any other stay in the inbox
 * @param queued told of each job that was queued, after it is on the disk; must not wait
 */
public record JobRouting(Map<String, String> machines, Consumer<Job> queued) {

    /** All jobs stay in the inbox. */
    public static final JobRouting NONE = new JobRouting(Map.of(), job -> {});

    /** Copies the map. */
    public JobRouting {
        machines = Map.copyOf(machines);
    }

    /** The machine of a printer's jobs. */
    Optional<String> machineOf(String printer) {
        return Optional.ofNullable(machines.get(printer));
    }
}
