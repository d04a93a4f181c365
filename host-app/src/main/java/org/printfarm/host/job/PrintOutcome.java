package org.printfarm.host.job;

import java.time.Duration;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.api.job.PrintRequest;

/** What became of a request that was acknowledged. */
sealed interface PrintOutcome {

    /** What was asked for. */
    PrintRequest request();

    /**
     * Its file was found.
     *
     * @param jobId what it became
     * @param length how long the print takes by the slicer's reckoning; zero when it does not say
     * @param layers its layers, 1 or more
     */
    record Served(PrintRequest request, String jobId, Duration length, int layers) implements PrintOutcome {

        private static final int WHOLE = 100;

        /** How far it is after so many steps of all; from the second one on there is a layer to show. */
        PrintProgress progress(int step, int steps) {
            int percent = step * WHOLE / steps;
            return new PrintProgress(
                    percent,
                    Math.max(step == 0 ? 0 : 1, (int) ((long) layers * percent / WHOLE)),
                    layers,
                    length.multipliedBy(WHOLE - percent).dividedBy(WHOLE));
        }
    }

    /** It cannot be served. */
    record Failed(PrintRequest request, PrintFailure why) implements PrintOutcome {}
}
