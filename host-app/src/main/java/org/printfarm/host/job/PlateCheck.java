package org.printfarm.host.job;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.threemf.SlicedContents;
import org.printfarm.host.job.threemf.SlicedContents.Kind;
import org.printfarm.host.job.threemf.SlicedContents.Plate;

/** What a file says to the print that is asked of it. */
public final class PlateCheck {

    private static final int FIRST_PLATE = 1;

    /** These take each other's G-code. Source: protocol notes, section 9. */
    private static final Set<PrinterModel> FAMILY =
            EnumSet.of(PrinterModel.X1, PrinterModel.X1C, PrinterModel.X1E, PrinterModel.P1P, PrinterModel.P1S);

    private PlateCheck() {}

    /** The plate that a request means: that which it names, or the file's first. */
    static int plate(PrintRequest request, SlicedContents contents) {
        return request.plate().orElseGet(() -> first(contents));
    }

    /** The plate that is meant where none is named. */
    public static int first(SlicedContents contents) {
        return contents.plates().isEmpty()
                ? FIRST_PLATE
                : contents.plates().get(0).number();
    }

    /** Why a job cannot be printed anywhere; empty when it can, or nobody knows. */
    public static Optional<String> trouble(Job job) {
        SlicedContents contents = job.content().contents();
        if (job.notes().damaged()) {
            return Optional.of("its file was damaged on the disk; send it again from the slicer");
        }
        if (contents.kind() == Kind.PROJECT || contents.kind() == Kind.WITHOUT_PLATE) {
            return Optional.of("its file holds no G-code; slice it, and send it again");
        }
        int plate = job.plate().orElseGet(() -> first(contents));
        return contents.hasPlate(plate)
                ? Optional.empty()
                : Optional.of("its file has no G-code for plate " + plate + "; slice that plate, and send it again");
    }

    /** Why it cannot be printed; empty when it can, or nobody knows. */
    static Optional<PrintFailure> failure(PrintRequest request, SlicedContents contents) {
        if (contents.kind() == Kind.PROJECT || contents.kind() == Kind.WITHOUT_PLATE) {
            return Optional.of(PrintFailure.NOT_SLICED);
        }
        return contents.hasPlate(plate(request, contents)) ? Optional.empty() : Optional.of(PrintFailure.NO_SUCH_PLATE);
    }

    /** What the operator should mind: that the file was sliced for other models. One line, without a word of the file. */
    public static Optional<String> warning(PrinterModel printer, SlicedContents contents) {
        List<Optional<PrinterModel>> models =
                contents.printerModels().stream().map(PrinterModel::find).toList();
        boolean fits = models.isEmpty()
                || models.stream().flatMap(Optional::stream).anyMatch(model -> isCompatible(model, printer));
        return fits
                ? Optional.empty()
                : Optional.of("sliced for "
                        + models.stream()
                                .map(model ->
                                        model.map(PrinterModel::displayName).orElse("an unknown model"))
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + ", the printer is " + printer.displayName());
    }

    /** Whether a machine of one model takes what was sliced for another. */
    public static boolean isCompatible(PrinterModel one, PrinterModel other) {
        return one == other || (FAMILY.contains(one) && FAMILY.contains(other));
    }

    /** Seconds that a plate prints by the slicer's reckoning; 0 when it does not say. */
    static long seconds(int plate, SlicedContents contents) {
        return contents.plates().stream()
                .filter(one -> one.number() == plate)
                .mapToLong(Plate::printSeconds)
                .findFirst()
                .orElse(0);
    }
}
