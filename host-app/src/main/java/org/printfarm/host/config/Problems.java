package org.printfarm.host.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects everything that is wrong or unwise, so that one run tells it all. One thread at a time.
 *
 * <p>A problem that is reported again is kept once: a wrong default is read for every printer and is still one mistake.
 */
public final class Problems {

    /** As an operator works through a file: from top to bottom; what belongs to no line comes last. */
    private static final Comparator<Problem> BY_PLACE = Comparator.<Problem, Boolean>comparing(
                    problem -> problem.line() == 0)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column);

    private final Set<Problem> mistakes = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();

    /** Adds something that must be mended before anything starts. */
    public void mistake(Problem problem) {
        mistakes.add(problem);
    }

    /** Adds something that works but is unwise. */
    public void warning(Problem problem) {
        warnings.add(problem);
    }

    /** What must be mended, by line and column; at one place in the order it was found; without a line last. */
    public List<Problem> mistakes() {
        return sorted(mistakes);
    }

    /** What is unwise, in the order of {@link #mistakes()}. */
    public List<Problem> warnings() {
        return sorted(warnings);
    }

    /** True while there is no mistake; warnings do not count. */
    public boolean isClean() {
        return mistakes.isEmpty();
    }

    private static List<Problem> sorted(Collection<Problem> problems) {
        return problems.stream().sorted(BY_PLACE).toList();
    }
}
