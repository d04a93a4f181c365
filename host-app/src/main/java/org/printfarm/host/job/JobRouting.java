package org.printfarm.host.job;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.printfarm.api.job.PrintControl;
import org.printfarm.host.job.store.Job;

/**
 * Where the jobs of printers go on to. Any thread.
 *
 * @param routes by the id of the printer, asked anew for each job; empty for one whose jobs stay in the inbox
 * @param queued told of each job that was queued, after it is on the disk; must not wait
 * @param cancel ends a job that waits, by its id; must not wait
 * @param control passes what somebody at a slicer does on to a machine, by its id; must not wait
 */
public record JobRouting(
        Function<String, Optional<Route>> routes,
        Consumer<Job> queued,
        Consumer<String> cancel,
        BiConsumer<String, PrintControl> control) {

    /** All jobs stay in the inbox. */
    public static final JobRouting NONE =
            new JobRouting(printer -> Optional.empty(), job -> {}, job -> {}, (machine, control) -> {});

    /**
     * Where the jobs of one printer go.
     *
     * @param machine the machine's id
     * @param uploads whether every upload goes, and not only what is asked to be printed
     * @param mirrors whether the printer shows what its machine does
     */
    public record Route(String machine, boolean uploads, boolean mirrors) {}

    /** Where a printer's jobs go. */
    Optional<Route> of(String printer) {
        return routes.apply(printer);
    }
}
