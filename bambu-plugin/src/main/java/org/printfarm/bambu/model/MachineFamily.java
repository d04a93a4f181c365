package org.printfarm.bambu.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.PrinterModel;

/**
 * What machines of one family have in common. Source of all: the project's protocol notes, section 7.
 *
 * @param model which printer it is; empty when nobody said and the serial does not tell
 * @param clearDataAllowed some firmware hangs on TLS for the data connection of an upload, and takes it in the clear
 * @param tellsDeveloperMode reports carry {@code fun}; others show that Developer Mode is off when they refuse a start
 */
public record MachineFamily(Optional<PrinterModel> model, boolean clearDataAllowed, boolean tellsDeveloperMode) {

    /**
     * The family of a model.
     *
     * @param model as configured, or as the serial tells; empty when neither is known
     * @return the rules to go by
     */
    public static MachineFamily of(Optional<PrinterModel> model) {
        boolean a1 = model.filter(one -> one == PrinterModel.A1 || one == PrinterModel.A1_MINI)
                .isPresent();
        boolean p1 = model.filter(one -> one == PrinterModel.P1P || one == PrinterModel.P1S)
                .isPresent();
        return new MachineFamily(model, a1, !a1 && !p1);
    }

    /**
     * The model that a serial tells. The first of those that share a beginning.
     *
     * @param serial 15 upper case letters and digits
     * @return empty when no model begins so
     */
    public static Optional<PrinterModel> modelOf(String serial) {
        return Arrays.stream(PrinterModel.values())
                .filter(model -> serial.startsWith(model.serialPrefix()))
                .findFirst();
    }

    /**
     * How many nozzles it prints with.
     *
     * @return 1 or 2; 1 when the model is not known
     */
    public int nozzles() {
        return model.map(PrinterModel::nozzles).orElse(1);
    }

    /**
     * What stands in its HMS codes for parts of a machine: the first byte of a code.
     *
     * @param module 0 to 255
     * @return a word for people; empty for one that is not known
     */
    static Optional<String> part(int module) {
        return PARTS.stream()
                .filter(part -> part.module() == module)
                .map(Part::word)
                .findFirst();
    }

    private record Part(int module, String word) {}

    private static final List<Part> PARTS = List.of(
            new Part(0x03, "the motion controller"),
            new Part(0x05, "the main board"),
            new Part(0x07, "an AMS"),
            new Part(0x08, "the tool head"),
            new Part(0x0C, "the camera or lidar"),
            new Part(0x10, "the software"),
            new Part(0x12, "an AMS lite"),
            new Part(0x18, "an AMS HT"));
}
