package org.printfarm.bench.report;

import java.util.List;

/**
 * A figure to reach, as this run found it.
 *
 * @param figure which
 * @param value the farm's
 */
public record Measured(Figure figure, double value) {

    /** The heads of {@link #cells}. */
    public static final List<String> COLUMNS = List.of("figure", "farm", "must", "", "aim", "");

    /**
     * The row of the report.
     *
     * @return as many cells as there are columns
     */
    public List<String> cells() {
        return List.of(
                figure.label(),
                Numbers.of(value),
                Numbers.of(figure.must()),
                verdict(figure.must()),
                Numbers.of(figure.aim()),
                verdict(figure.aim()));
    }

    private String verdict(double limit) {
        return Figure.isMet(value, limit) ? "met" : "MISSED";
    }
}
