package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;
import org.printfarm.api.Printer;

/** Temperatures that heaters are told to reach, in whole degrees Celsius from 0, which is off. */
final class TemperatureCommand {

    private static final int MAX_BED_CELSIUS = 120;
    private static final int MAX_NOZZLE_CELSIUS = 350;
    private static final int MAX_CHAMBER_CELSIUS = 65;

    private TemperatureCommand() {}

    static Optional<MachineSettings> bed(MachineSettings now, OptionalInt celsius) {
        return target(now, celsius, "bed_target_temper", MAX_BED_CELSIUS);
    }

    /** Empty also for models that say nothing of a heater of their chamber. */
    static Optional<MachineSettings> chamber(MachineSettings now, OptionalInt celsius, ModelTable table) {
        return table.report().at("/device/ctc").isObject()
                ? target(now, celsius, "ctt", MAX_CHAMBER_CELSIUS)
                : Optional.empty();
    }

    /**
     * The nozzle of an extruder.
     *
     * @param extruder 0 the right or only one, 1 the left one
     */
    static Optional<MachineSettings> nozzle(MachineSettings now, int extruder, OptionalInt celsius, Printer printer) {
        if (extruder == 0) {
            return target(now, celsius, "nozzle_target_temper", MAX_NOZZLE_CELSIUS);
        }
        boolean known = extruder == 1 && printer.identity().model().nozzles() > 1;
        return known && isWithin(celsius, MAX_NOZZLE_CELSIUS)
                ? Optional.of(now.withPassing(MachineSettings.leftNozzleTarget(celsius.getAsInt())))
                : Optional.empty();
    }

    private static Optional<MachineSettings> target(
            MachineSettings now, OptionalInt celsius, String shown, int maxCelsius) {
        if (!isWithin(celsius, maxCelsius)) {
            return Optional.empty();
        }
        ObjectNode fields = CommandHandler.fields().put(shown, (double) celsius.getAsInt());
        return Optional.of(now.withPassing(MachineSettings.fields(fields)));
    }

    private static boolean isWithin(OptionalInt celsius, int maxCelsius) {
        return celsius.isPresent() && celsius.getAsInt() >= 0 && celsius.getAsInt() <= maxCelsius;
    }
}
