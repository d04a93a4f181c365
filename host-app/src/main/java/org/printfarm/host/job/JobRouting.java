package org.printfarm.host.job;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.printfarm.api.driver.MachineSetting;
import org.printfarm.api.job.MachineReadings;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.store.Job;

/**
 * Where the jobs of printers go on to. Any thread.
 *
 * @param routes by the id of the printer, asked anew for each job; empty for one whose jobs stay in the inbox
 * @param queued told of each job that was queued, after it is on the disk; must not wait
 * @param steer passes what somebody at a slicer does on to a job, by its id; must not wait
 * @param control passes what somebody at a slicer does on to a machine, by its id; must not wait
 * @param panel passes what somebody sets on to a machine; must not wait
 */
public record JobRouting(
        Function<String, Optional<Route>> routes,
        Consumer<Job> queued,
        BiConsumer<String, PrintControl> steer,
        BiConsumer<String, PrintControl> control,
        Panel panel) {

    /** All jobs stay in the inbox. */
    public static final JobRouting NONE = new JobRouting(
            printer -> Optional.empty(), job -> {}, (job, control) -> {}, (machine, control) -> {}, Panel.NONE);

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
     * @param goal the id of a machine or a pool
     * @param uploads whether every upload goes, and not only what is asked to be printed
     * @param mirrored the id of the machine that the printer shows; empty when it shows none
     * @param pool more of its pool; empty when the goal is a machine
     */
    public record Route(String goal, boolean uploads, Optional<String> mirrored, Optional<Pooled> pool) {}

    /** The pool that a printer's jobs go to. Any thread; must not wait. */
    public interface Pooled {

        /** Whether each job waits until somebody releases it. */
        boolean holds();

        /** What its machines have loaded, as the printer shows it; empty when it shows its own filament. */
        Optional<MachineReadings> shown();

        /**
         * What a slicer wants each channel printed with, by the trays that it mapped them to and that it was shown.
         *
         * @return JSON; empty when it mapped none
         */
        Optional<String> wishes(PrintRequest request);

        /** Why no machine of the pool can ever print a plate of a job, in one line; empty when one may. */
        Optional<String> impossible(Job job, int plate, Optional<String> wishes);
    }

    /** Where a printer's jobs go. */
    Optional<Route> of(String printer) {
        return routes.apply(printer);
    }
}
