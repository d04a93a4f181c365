package org.printfarm.host.cli;

import java.util.concurrent.CompletableFuture;
import org.printfarm.host.config.FarmConfig;

/** Starts a farm. Implemented by the application, which knows all the rooms; the command line only says when. */
public interface FarmStarter {

    /**
     * Begins, on another thread, to read what a start needs and what is there already. Makes nothing new, for the farm may
     * turn out to have a mistake and not be started. Called at most once, and before {@link #start}; need not do anything.
     *
     * @param config without a mistake of its own; the plugins were not asked yet
     */
    default void prepare(FarmConfig config) {}

    /**
     * Starts what was set up. Returns as soon as everything is on its way.
     *
     * @param setup without a mistake; belongs to the farm from now on, also when this throws
     * @return the running farm
     * @throws FarmStartException when the farm cannot run at all, for instance because its certificates are damaged
     */
    RunningFarm start(FarmSetup setup) throws FarmStartException;

    /** A farm that was started. Any thread. */
    interface RunningFarm extends AutoCloseable {

        /**
         * Completes when every service has reported once.
         *
         * @return how many are up
         */
        CompletableFuture<Tally> ready();

        /** Stops everything, within 5 s. May be called twice. */
        @Override
        void close();
    }

    /**
     * How a farm came up.
     *
     * @param printers all of them
     * @param running services that are as they should be
     * @param degraded services that miss something and are retried
     * @param failed services that cannot be used and are retried
     */
    record Tally(int printers, int running, int degraded, int failed) {

        /** The line that says so. */
        @Override
        public String toString() {
            return "ready: " + printers + " printers, " + running + " services running, " + degraded + " degraded, "
                    + failed + " failed";
        }
    }

    /** A farm cannot run. The message names the place and the mend. */
    final class FarmStartException extends Exception {

        private static final long serialVersionUID = 1L;

        /**
         * With a reason.
         *
         * @param message one sentence for the operator
         * @param cause what failed
         */
        public FarmStartException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
