package org.printfarm.host.config;

/**
 * How near a tray's filament must come to what a file was sliced for: the settings {@code match} of a pool.
 *
 * @param colour which colours do
 * @param deltaE how far a similar colour may be off, CIEDE2000; 1 to {@value #MAX_DELTA_E}
 * @param material which materials do
 * @param preset which presets do
 * @param source where the filament may come from
 * @param refill whether machines go on with a second spool of the same kind when one ends, so that the emptier one comes first
 */
public record MatchRules(
        Colour colour, int deltaE, MaterialRule material, Preset preset, Source source, boolean refill) {

    /** Beyond it two colours have nothing in common. */
    public static final int MAX_DELTA_E = 50;

    /** What a person takes for the same colour, side by side, at a glance. */
    public static final int DEFAULT_DELTA_E = 10;

    /** Of a pool that does not say. */
    public static final MatchRules DEFAULT =
            new MatchRules(Colour.SIMILAR, DEFAULT_DELTA_E, MaterialRule.EXACT, Preset.ANY, Source.ANY, false);

    /** Checks the distance. */
    public MatchRules {
        if (deltaE < 1 || deltaE > MAX_DELTA_E) {
            throw new IllegalArgumentException("deltaE: expected 1 to " + MAX_DELTA_E);
        }
    }

    /** The setting {@code colour}. */
    public enum Colour {
        /** The same six digits. */
        EXACT,
        /** At most {@link MatchRules#deltaE} off. */
        SIMILAR,
        /** All; the nearest comes first. */
        ANY
    }

    /** The setting {@code material}. */
    public enum MaterialRule {
        /** The same. */
        EXACT,
        /** The same plastic with the same fibres, of whatever grade: PLA and PLA+, PA6-CF and PAHT-CF. */
        FAMILY
    }

    /** The setting {@code preset}. */
    public enum Preset {
        /** The slicer's id of the filament must be the same. */
        EXACT,
        /** All; the same one comes first. */
        ANY
    }

    /** The setting {@code source}. */
    public enum Source {
        /** AMS trays, and external spools where none of them does. */
        ANY,
        /** AMS trays alone. */
        AMS,
        /** External spools alone. */
        EXTERNAL
    }
}
