package org.printfarm.bench.scenario;

import java.io.IOException;

/**
 * The same of two builds.
 *
 * @param here of this one
 * @param there of the other
 */
record Pair<T>(T here, T there) {

    /** Something that is measured. */
    interface Step<T, R> {
        R of(T build) throws IOException, InterruptedException;
    }

    /** Measures both, one after the other; who is first changes from round to round. */
    <R> Pair<R> inTurn(int round, Step<T, R> step) throws IOException, InterruptedException {
        if (round % 2 == 0) {
            R first = step.of(here);
            return new Pair<>(first, step.of(there));
        }
        R first = step.of(there);
        return new Pair<>(step.of(here), first);
    }
}
