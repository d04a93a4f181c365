package org.printfarm.api;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Filament that a printer shows, in a tray or on the external holder.
 *
 * @param type the material as slicers spell it, for instance {@code PLA} or {@code PETG-CF}: 1 to 16 of {@code A-Z 0-9 + -}
 * @param colour eight upper case hex digits, RRGGBBAA
 * @param preset the slicer's id of the filament, for instance {@code GFL99}: 1 to 16 letters and digits
 * @param remainingPercent 0 to 100; empty when it is not known
 * @since 1.0
 */
public record Spool(String type, String colour, String preset, Optional<Integer> remainingPercent) {

    private static final Pattern TYPE = Pattern.compile("[A-Z0-9+-]{1,16}");
    private static final Pattern COLOUR = Pattern.compile("[0-9A-F]{8}");
    private static final Pattern PRESET = Pattern.compile("[A-Za-z0-9]{1,16}");
    private static final int ALL = 100;

    /** What a printer shows when nobody says otherwise: generic PLA, white. */
    public static final Spool GENERIC_PLA = new Spool("PLA", "FFFFFFFF", "GFL99", Optional.empty());

    /**
     * Checks every part.
     *
     * @param type see above
     * @param colour see above
     * @param preset see above
     * @param remainingPercent see above
     * @throws IllegalArgumentException naming the part that is wrong
     */
    public Spool {
        if (!isType(type)) {
            throw new IllegalArgumentException("type: expected a material like PLA");
        }
        if (!COLOUR.matcher(colour).matches()) {
            throw new IllegalArgumentException("colour: expected eight hex digits");
        }
        if (!isPreset(preset)) {
            throw new IllegalArgumentException("preset: expected an id like GFL99");
        }
        if (remainingPercent.filter(percent -> percent < 0 || percent > ALL).isPresent()) {
            throw new IllegalArgumentException("remaining: expected 0 to 100");
        }
    }

    /**
     * Whether a text can be a material.
     *
     * @param text any text
     * @return true when it has 1 to 16 of {@code A-Z 0-9 + -}
     */
    public static boolean isType(String text) {
        return TYPE.matcher(text).matches();
    }

    /**
     * Whether a text can be the id of a filament.
     *
     * @param text any text
     * @return true when it has 1 to 16 letters and digits
     */
    public static boolean isPreset(String text) {
        return PRESET.matcher(text).matches();
    }
}
