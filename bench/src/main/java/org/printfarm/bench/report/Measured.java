package org.printfarm.bench.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A figure to reach, as this run found it.
 *
 * @param figure which
 * @param floor the same of the C program in the same run, if it ran
 * @param farm the farm's
 */
public record Measured(Figure figure, OptionalDouble floor, double farm) {

    private static final String NONE = "-";

    /** The heads of {@link #cells}. */
    public static final List<String> COLUMNS = List.of(
            "figure", "floor here", "farm", "farm / floor", "must", "", "must scaled", "", "aim", "", "aim scaled", "");

    /**
     * The row of the report.
     *
     * @return as many cells as there are columns
     */
    public List<String> cells() {
        OptionalDouble must = OptionalDouble.of(figure.must());
        OptionalDouble aim = figure.aim(floor);
        return List.of(
                figure.label(),
                text(floor),
                Numbers.of(farm),
                floor.isPresent() && floor.getAsDouble() > 0 ? Numbers.of(farm / floor.getAsDouble()) : NONE,
                text(must),
                verdict(must),
                text(scaled(must)),
                verdict(scaled(must)),
                text(aim),
                verdict(aim),
                text(scaled(aim)),
                verdict(scaled(aim)));
    }

    private OptionalDouble scaled(OptionalDouble limit) {
        OptionalDouble scale = figure.scale(floor);
        return scale.isPresent() && limit.isPresent()
                ? OptionalDouble.of(limit.getAsDouble() * scale.getAsDouble())
                : OptionalDouble.empty();
    }

    private String verdict(OptionalDouble limit) {
        if (limit.isEmpty()) {
            return NONE;
        }
        return figure.isMet(farm, limit.getAsDouble()) ? "met" : "MISSED";
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? Numbers.of(value.getAsDouble()) : NONE;
    }
}
