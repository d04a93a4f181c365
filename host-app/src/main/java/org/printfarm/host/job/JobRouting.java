package org.printfarm.host.job;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.printfarm.api.driver.MachineSetting;
import org.printfarm.api.job.PrintControl;
import org.printfarm.host.job.store.Job;

/**
 * Where the jobs of printers go on to. Any thread.
 *
 * @param routes by the id of the printer, asked anew for each job; empty for one whose jobs stay in the inbox
 * @param queued told of each job that was queued, after it is on the disk; must not wait
 * @param cancel ends a job that waits, by its id; must not wait
 * @param control passes what somebody at a slicer does on to a machine, by its id; must not wait
 * @param panel passes what somebody sets on to a machine; must not wait
 */
public record JobRouting(
        Function<String, Optional<Route>> routes,
        Consumer<Job> queued,
        Consumer<String> cancel,
        BiConsumer<String, PrintControl> control,
        Panel panel) {

    /** All jobs stay in the inbox. */
    public static final JobRouting NONE =
            new JobRouting(printer -> Optional.empty(), job -> {}, job -> {}, (machine, control) -> {}, Panel.NONE);

    /** Sets something at a machine. */
    @FunctionalInterface
    public interface Panel {

        /** No machine does what is set. */
        Panel NONE = (machine, settings, answer) -> answer.accept(false);

        /**
         * Passes it on.
         *
         * @param machine the machine's id
         * @param settings in this order
         * @param answer told once, on any thread, whether the machine does it all
         */
        void set(String machine, List<MachineSetting> settings, Consumer<Boolean> answer);
    }

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
