package org.printfarm.host.access;

/** Keeps who did what. Any thread; must not throw for a full disk: what was done stays done. */
@FunctionalInterface
public interface Trail {

    /** Keeps nothing. */
    Trail NONE = (caller, verb, target, outcome) -> {};

    /** The outcome of what was done. */
    String DONE = "DONE";

    /**
     * Notes something that was done or refused.
     *
     * @param caller who
     * @param verb what, for instance {@code deleteJob}
     * @param target to what, at most 200 characters; may be empty; never a secret
     * @param outcome {@link #DONE}, or the code of what went wrong
     */
    void note(Caller caller, String verb, String target, String outcome);
}
