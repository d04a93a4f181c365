package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.printfarm.api.Loadout.Ams;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.Spool;

/** Commands about trays and spools. */
final class FilamentCommands {

    private static final Pattern COLOUR = Pattern.compile("[0-9A-Fa-f]{8}");
    private static final int MAX_CELSIUS = 500;
    private static final int MAX_CALIBRATIONS = 9999;
    private static final String NO_TRAY = "255";

    private FilamentCommands() {}

    /** {@code ams_filament_setting}: what is in a tray or on an external spool. An empty type takes it away. */
    static Optional<MachineSettings> filament(MachineSettings now, JsonNode body, Printer printer) {
        String type = body.path("tray_type").asText().toUpperCase(Locale.ROOT);
        String preset = body.path("tray_info_idx").asText();
        String colour = body.path("tray_color").asText();
        boolean sound = (type.isEmpty() || Spool.isType(type))
                && (preset.isEmpty() || Spool.isPreset(preset))
                && (colour.isEmpty() || COLOUR.matcher(colour).matches());
        if (!sound) {
            return Optional.empty();
        }
        ObjectNode fields = CommandHandler.fields().put("tray_type", type).put("tray_info_idx", preset);
        fields.put("tray_color", colour.isEmpty() ? "00000000" : colour.toUpperCase(Locale.ROOT));
        for (String limit : new String[] {"nozzle_temp_min", "nozzle_temp_max"}) {
            int celsius = CommandHandler.number(body.path(limit)).orElse(0);
            fields.put(limit, Integer.toString(Math.max(0, Math.min(MAX_CELSIUS, celsius))));
        }
        return slot(body, printer).map(slot -> now.withKept(MachineSettings.spool(slot, fields)));
    }

    /** {@code extrusion_cali_sel}: which flow calibration a tray uses. */
    static Optional<MachineSettings> calibration(MachineSettings now, JsonNode body, Printer printer) {
        int index = CommandHandler.number(body.path("cali_idx")).orElse(-1);
        if (index < -1 || index > MAX_CALIBRATIONS) {
            return Optional.empty();
        }
        ObjectNode fields = CommandHandler.fields().put("cali_idx", index);
        return slot(body, printer).map(slot -> now.withKept(MachineSettings.spool(slot, fields)));
    }

    /** {@code ams_change_filament}: which tray feeds the nozzle. */
    static Optional<MachineSettings> change(MachineSettings now, JsonNode body, Printer printer) {
        int target = CommandHandler.number(body.path("target")).orElse(-1);
        if (target == FilamentFields.RIGHT_SPOOL) {
            return Optional.of(unload(now));
        }
        boolean known = target == FilamentFields.LEFT_SPOOL
                || (target >= 0 && knows(printer, target / Ams.TRAYS, target % Ams.TRAYS));
        return known ? Optional.of(feeding(now, Integer.toString(target))) : Optional.empty();
    }

    static MachineSettings unload(MachineSettings now) {
        return feeding(now, NO_TRAY);
    }

    private static MachineSettings feeding(MachineSettings now, String tray) {
        ObjectNode fields = CommandHandler.fields();
        fields.putObject("ams").put("tray_now", tray).put("tray_tar", tray);
        return now.withPassing(MachineSettings.fields(fields));
    }

    /** Where a request means; empty when the printer has no such place. */
    private static Optional<String> slot(JsonNode body, Printer printer) {
        int tray = CommandHandler.number(body.path("tray_id")).orElse(-1);
        OptionalInt sentUnit = CommandHandler.number(body.path("ams_id"));
        int unit = sentUnit.orElse(tray >= FilamentFields.LEFT_SPOOL ? tray : tray / Ams.TRAYS);
        if (unit >= FilamentFields.LEFT_SPOOL) {
            boolean left = unit == FilamentFields.LEFT_SPOOL
                    && printer.identity().model().nozzles() > 1;
            return Optional.of(FilamentFields.slot(left ? FilamentFields.LEFT_SPOOL : FilamentFields.RIGHT_SPOOL, 0));
        }
        int place = CommandHandler.number(body.path("slot_id")).orElse(tray);
        int within = place % Ams.TRAYS;
        return place >= 0 && knows(printer, unit, within)
                ? Optional.of(FilamentFields.slot(unit, within))
                : Optional.empty();
    }

    private static boolean knows(Printer printer, int unit, int tray) {
        PrinterModel model = printer.identity().model();
        int index = unit - FilamentFields.unitId(model, 0);
        return index >= 0 && index < printer.loadout().ams().size() && tray >= 0 && tray < Ams.TRAYS;
    }
}
