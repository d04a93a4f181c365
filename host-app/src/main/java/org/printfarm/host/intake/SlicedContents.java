package org.printfarm.host.intake;

import java.util.List;

/**
 * What a sliced file tells of itself. All of it is text of whoever made the file.
 *
 * @param printerModel the wire code of the model it was sliced for; empty text when it does not say
 * @param plates in the order of their numbers; empty for a file that holds none
 */
public record SlicedContents(String printerModel, List<Plate> plates) {

    /** Of a file that tells nothing. */
    public static final SlicedContents NONE = new SlicedContents("", List.of());

    public SlicedContents {
        plates = List.copyOf(plates);
    }

    /**
     * One plate.
     *
     * @param number 1 or more
     * @param printSeconds how long it prints, seconds; 0 when it does not say
     * @param filaments what it needs
     * @param thumbnail whether there is a picture of it
     */
    public record Plate(int number, long printSeconds, List<Filament> filaments, boolean thumbnail) {
        public Plate {
            filaments = List.copyOf(filaments);
        }
    }

    /**
     * One filament of a plate.
     *
     * @param type for instance {@code PLA}
     * @param color for instance {@code #FFFFFF}
     * @param grams how much of it, 0 when it does not say
     */
    public record Filament(String type, String color, double grams) {}
}
