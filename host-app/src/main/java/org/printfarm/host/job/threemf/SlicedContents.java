package org.printfarm.host.job.threemf;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sliced file tells of itself. All of it is text of whoever made the file.
 *
 * @param kind what there is in it to print
 * @param printerModels the models it was sliced for, each once: wire codes where the file names a known model, else its own
 *     words; empty when it does not say
 * @param plates those whose G-code is in the file, in the order of their numbers; of a file of kind {@link Kind#UNKNOWN} those
 *     that it speaks of
 */
public record SlicedContents(
        Kind kind,

        @JsonAlias("printerModel") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> printerModels,

        List<Plate> plates) {

    /** What there is to print. */
    public enum Kind {
        /** Nobody looked, or the file is no archive, or an earlier version looked that did not ask. */
        UNKNOWN,
        /** At least one plate with its G-code. */
        SLICED,
        /** A slicer's project without any G-code: it must be sliced first. */
        PROJECT,
        /** An archive without any plate, for instance a model that was never opened in a slicer. */
        WITHOUT_PLATE
    }

    /** Of a file that tells nothing. */
    public static final SlicedContents NONE = new SlicedContents(Kind.UNKNOWN, List.of(), List.of());

    /** Takes a record of an earlier version too, which has no kind and at most one model. */
    public SlicedContents(@Nullable Kind kind, List<String> printerModels, List<Plate> plates) {
        this.kind = kind == null ? Kind.UNKNOWN : kind;
        this.printerModels = printerModels.stream()
                .filter(model -> !model.isBlank())
                .distinct()
                .toList();
        this.plates = List.copyOf(plates);
    }

    /**
     * Whether a plate can be printed.
     *
     * @param number any
     * @return whether its G-code is in the file; true for a file of kind {@link Kind#UNKNOWN}
     */
    public boolean hasPlate(int number) {
        return kind == Kind.UNKNOWN || plates.stream().anyMatch(plate -> plate.number() == number);
    }

    /**
     * One plate.
     *
     * @param number 1 or more
     * @param printSeconds how long it prints, seconds; 0 when it does not say
     * @param filaments what it needs
     * @param thumbnail whether there is a picture of it
     * @param nozzles the diameters it was sliced for, in the slicer's order, for instance {@code 0.4,0.4}; empty text when it
     *     does not say
     */
    public record Plate(int number, long printSeconds, List<Filament> filaments, boolean thumbnail, String nozzles) {

        /** Takes a record of an earlier version too. */
        public Plate(
                int number, long printSeconds, List<Filament> filaments, boolean thumbnail, @Nullable String nozzles) {
            this.number = number;
            this.printSeconds = printSeconds;
            this.filaments = List.copyOf(filaments);
            this.thumbnail = thumbnail;
            this.nozzles = nozzles == null ? "" : nozzles;
        }
    }

    /**
     * One filament of a plate.
     *
     * @param type for instance {@code PLA}
     * @param color for instance {@code #FFFFFF}
     * @param grams how much of it, 0 when it does not say
     * @param use which of the file's filaments it is and how it is printed
     */
    public record Filament(String type, String color, double grams, Use use) {

        /** Takes a record of an earlier version too. */
        public Filament(String type, String color, double grams, @Nullable Use use) {
            this.type = type;
            this.color = color;
            this.grams = grams;
            this.use = use == null ? Use.NONE : use;
        }
    }

    /**
     * How a filament is printed. Every text is empty where the file does not say.
     *
     * @param number which filament of the file, counted from 1; 0 when it does not say
     * @param unused whether the file names it and says that the plate uses none of it
     * @param preset the slicer's id of it, for instance {@code GFA00}
     * @param nozzle the diameter of its nozzle, for instance {@code 0.40}
     * @param flow the kind of its nozzle, for instance {@code Standard} or {@code High Flow}
     * @param group which of the slicer's nozzles prints it, counted from 0
     */
    public record Use(int number, boolean unused, String preset, String nozzle, String flow, String group) {

        /** The file does not say. */
        public static final Use NONE = new Use(0, false, "", "", "", "");
    }
}
