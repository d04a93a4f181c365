package org.printfarm.api.driver;

import java.util.Optional;

/**
 * One step of {@link Driver#check}.
 *
 * @param name what was tried, in a word or two for people and scripts, for instance {@code login}; always the same for one step
 * @param outcome what came of it
 * @param fault what is wrong, with the mend; present when it {@link Outcome#FAILED}, empty otherwise
 * @since 1.0
 */
public record CheckStep(String name, Outcome outcome, Optional<MachineFault> fault) {

    /** What came of a step. */
    public enum Outcome {
        /** It works. */
        PASSED,
        /** A job would fail here, or wait. */
        FAILED,
        /** It was not tried, because of a step before it, or because it would disturb what the machine does. */
        SKIPPED
    }

    /**
     * A step that works.
     *
     * @param name see above
     * @return without a fault
     */
    public static CheckStep passed(String name) {
        return new CheckStep(name, Outcome.PASSED, Optional.empty());
    }

    /**
     * A step at which a job would fail.
     *
     * @param name see above
     * @param fault why
     * @return with the fault
     */
    public static CheckStep failed(String name, MachineFault fault) {
        return new CheckStep(name, Outcome.FAILED, Optional.of(fault));
    }

    /**
     * A step that was not tried.
     *
     * @param name see above
     * @return without a fault
     */
    public static CheckStep skipped(String name) {
        return new CheckStep(name, Outcome.SKIPPED, Optional.empty());
    }
}
