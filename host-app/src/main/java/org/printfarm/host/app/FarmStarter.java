package org.printfarm.host.app;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.printfarm.host.view.CheckView;
import org.printfarm.host.view.LinkView;

/** Starts a farm; whoever asks only says when. */
public interface FarmStarter {

    /**
     * Reads, checks and starts a farm. Returns as soon as everything is on its way.
     *
     * @param source which
     * @param told gets what is wrong and what is unwise, once, before anything starts
     * @return the running farm
     * @throws FarmException when the farm cannot run at all, for instance because its certificates are damaged
     */
    RunningFarm start(FarmSource source, Consumer<CheckView> told) throws FarmException;

    /** A farm that was started. Any thread. */
    interface RunningFarm extends AutoCloseable {

        /**
         * Completes when every service has reported once.
         *
         * @return how many are up
         */
        CompletableFuture<Tally> ready();

        /** Reads the configuration again and takes over what changed, soon and beside whatever goes on; the log tells. */
        void reload();

        /**
         * Completes when the services of the farm itself have reported once, after {@link #ready}.
         *
         * @return where people find its page; empty when there is none
         */
        CompletableFuture<Optional<URI>> page();

        /**
         * Makes a link that signs the farm's owner in on its page, once and for ten minutes.
         *
         * @throws FarmException while there is no page
         */
        LinkView signInLink() throws FarmException;

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
}
