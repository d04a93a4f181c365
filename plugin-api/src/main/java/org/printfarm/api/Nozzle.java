package org.printfarm.api;

import java.util.List;

/**
 * One nozzle, as the operator says that it is fitted.
 *
 * @param diameter millimetres as the wire has them: one of {@link #DIAMETERS}
 * @param highFlow true for a high-flow nozzle, false for a standard one
 * @since 1.0
 */
public record Nozzle(String diameter, boolean highFlow) {

    /** The diameters that are sold, millimetres. */
    public static final List<String> DIAMETERS = List.of("0.2", "0.4", "0.6", "0.8");

    /** What every model is sold with: 0.4 mm, standard flow. */
    public static final Nozzle STANDARD = new Nozzle("0.4", false);

    /**
     * Checks the diameter.
     *
     * @param diameter see above
     * @param highFlow see above
     * @throws IllegalArgumentException when there is no such diameter
     */
    public Nozzle {
        if (!DIAMETERS.contains(diameter)) {
            throw new IllegalArgumentException("diameter: expected one of " + DIAMETERS);
        }
    }
}
