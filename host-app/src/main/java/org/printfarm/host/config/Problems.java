package org.printfarm.host.config;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong or unwise, so that one run tells it all. One thread at a time. */
public final class Problems {

    private final List<Problem> mistakes = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    /** Adds something that must be mended before anything starts. */
    public void mistake(Problem problem) {
        mistakes.add(problem);
    }

    /** Adds something that works but is unwise. */
    public void warning(Problem problem) {
        warnings.add(problem);
    }

    /** What must be mended, in the order it was found. */
    public List<Problem> mistakes() {
        return List.copyOf(mistakes);
    }

    /** What is unwise, in the order it was found. */
    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** True while there is no mistake; warnings do not count. */
    public boolean isClean() {
        return mistakes.isEmpty();
    }
}
