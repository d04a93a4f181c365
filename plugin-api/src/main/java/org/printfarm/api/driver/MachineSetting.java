package org.printfarm.api.driver;

/**
 * Something that people set at a machine's panel.
 *
 * @param kind what is set
 * @param part which one, where a machine has several: fans from 1 (part, auxiliary, chamber), nozzles from 0 (the right or only
 *     one); 0 for all others
 * @param value see {@link Kind}; never negative
 * @since 1.0
 */
public record MachineSetting(Kind kind, int part, int value) {

    /** What can be set. */
    public enum Kind {
        /** The chamber's light: 1 on, 0 off. */
        LIGHT,
        /** The speed of the print, one of the levels 1 to 4. */
        SPEED,
        /** A fan, 0 to 100 percent. */
        FAN,
        /** The bed's target, 0 to 120 °C; 0 is off. */
        BED,
        /** A nozzle's target, 0 to 350 °C; 0 is off. */
        NOZZLE,
        /** The chamber's target, 0 to 65 °C; 0 is off. */
        CHAMBER
    }

    /**
     * Checks that nothing is negative.
     *
     * @param kind see above
     * @param part see above
     * @param value see above
     */
    public MachineSetting {
        if (part < 0 || value < 0) {
            throw new IllegalArgumentException("part and value: expected 0 or more");
        }
    }
}
