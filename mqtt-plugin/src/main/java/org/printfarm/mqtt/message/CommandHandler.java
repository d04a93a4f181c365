package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.printfarm.api.Printer;
import org.printfarm.mqtt.message.CommandResult.Done;
import org.printfarm.mqtt.message.CommandResult.Refusal;
import org.printfarm.mqtt.message.CommandResult.Refused;

/** Carries out the commands that change what a status shows: a command that is acknowledged has happened. */
public final class CommandHandler {

    /** Speed in percent of each of the four levels. Source: what open slicers show. */
    private static final Map<Integer, Integer> SPEEDS = Map.of(1, 50, 2, 100, 3, 124, 4, 166);

    private static final Set<String> LIGHT_MODES = Set.of("on", "off", "flashing");
    private static final Set<String> SWITCH = Set.of("enable", "disable");
    private static final Set<String> RESOLUTIONS = Set.of("480p", "720p", "1080p");

    private final Printer printer;
    private final ModelTable table;
    private final GcodeLine gcode;

    /**
     * For one printer.
     *
     * @param printer whose commands
     */
    public CommandHandler(Printer printer) {
        this.printer = printer;
        this.table = ModelTable.of(printer.identity().model());
        this.gcode = new GcodeLine(printer, table);
    }

    /**
     * Carries out one command.
     *
     * @param now what is set
     * @param request the command
     * @return what is set from now on, or why not
     */
    public CommandResult carryOut(MachineSettings now, Request.Other request) {
        if (!KnownCommands.knows(request.section(), request.name())) {
            return new Refused(Refusal.UNKNOWN_COMMAND);
        }
        if (KnownCommands.needsHardware(request.section(), request.name())) {
            return new Refused(Refusal.NOT_POSSIBLE);
        }
        JsonNode body = request.body();
        Optional<MachineSettings> after = switch (request.section() + "." + request.name()) {
            case "print.print_speed" -> speed(now, body);
            case "print.ledctrl", "system.ledctrl" -> light(now, body);
            case "print.gcode_line" -> gcode.run(now, body.path("param").asText());
            case "print.set_fan" -> fan(now, body);
            case "print.set_airduct" -> airduct(now, body);
            case "print.set_bed_temp" -> TemperatureCommand.bed(now, number(body.path("temp")));
            case "print.set_nozzle_temp" -> nozzleTarget(now, body);
            case "print.set_ctt" -> TemperatureCommand.chamber(now, number(body.path("ctt_val")), table);
            case "print.print_option" -> changed(now, options(now, body));
            case "print.ams_user_setting" -> changed(now, ams(now, body));
            case "print.ams_filament_setting" -> FilamentCommands.filament(now, body, printer);
            case "print.extrusion_cali_sel" -> FilamentCommands.calibration(now, body, printer);
            case "print.ams_change_filament" -> FilamentCommands.change(now, body, printer);
            case "print.unload_filament" -> Optional.of(FilamentCommands.unload(now));
            case "print.set_accessories", "system.set_accessories" -> NozzleCommand.fit(now, body);
            case "print.select_extruder" -> NozzleCommand.select(now, body, printer);
            case "print.clean_print_error" -> Optional.of(now.withPassing(MachineSettings.noError()));
            case "print.set_against_continued_heating_mode" ->
                ConfigBits.IDLE_HEATING.set(now, body.path("enable"), table);
            case "system.print_cache_set" -> ConfigBits.SENT_FILES.set(now, body.path("config"), table);
            case "system.set_door_stat" -> ConfigBits.OPEN_DOOR.set(now, body.path("config"), table);
            case "xcam.xcam_control_set" -> WatcherCommand.set(now, body, table);
            case "camera.ipcam_record_set" -> camera(now, body, "control", "ipcam_record", SWITCH);
            case "camera.ipcam_timelapse" -> camera(now, body, "control", "timelapse", SWITCH);
            case "camera.ipcam_resolution_set" -> camera(now, body, "resolution", "resolution", RESOLUTIONS);
            default -> Optional.of(now);
        };
        return after.<CommandResult>map(Done::new).orElseGet(() -> new Refused(Refusal.BAD_VALUE));
    }

    /**
     * Whether a command says what is in a tray.
     *
     * @param request the command
     * @return true for the one that sets a filament
     */
    public static boolean isAboutFilament(Request.Other request) {
        return request.section().equals("print") && request.name().equals("ams_filament_setting");
    }

    /** A whole number, which some clients send as text. */
    static OptionalInt number(JsonNode value) {
        if (value.isNumber()) {
            return OptionalInt.of(value.intValue());
        }
        try {
            return value.isTextual()
                    ? OptionalInt.of((int) Double.parseDouble(value.textValue().strip()))
                    : OptionalInt.empty();
        } catch (NumberFormatException noNumber) {
            return OptionalInt.empty();
        }
    }

    /** A switch, which comes as boolean, as number or as text; empty when there is none. */
    static Optional<Boolean> flag(JsonNode value) {
        return switch (value.asText().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static ObjectNode fields() {
        return Json.MAPPER.createObjectNode();
    }

    private static Optional<MachineSettings> speed(MachineSettings now, JsonNode body) {
        int level = number(body.path("param")).orElse(0);
        return Optional.ofNullable(SPEEDS.get(level))
                .map(percent -> now.withPassing(
                        MachineSettings.fields(fields().put("spd_lvl", level).put("spd_mag", percent))));
    }

    private Optional<MachineSettings> light(MachineSettings now, JsonNode body) {
        String node = body.path("led_node").asText();
        String mode = body.path("led_mode").asText();
        return LIGHT_MODES.contains(mode) && StatusTree.hasLight(table, node)
                ? Optional.of(now.withPassing(MachineSettings.light(node, mode)))
                : Optional.empty();
    }

    private Optional<MachineSettings> airduct(MachineSettings now, JsonNode body) {
        int mode = number(body.path("modeId")).orElse(-1);
        ObjectNode fields = fields();
        fields.putObject("device").putObject("airduct").put("modeCur", mode);
        for (JsonNode known : table.report().at("/device/airduct/modeList")) {
            if (known.path("modeId").intValue() == mode) {
                return Optional.of(now.withKept(MachineSettings.fields(fields)));
            }
        }
        return Optional.empty();
    }

    private Optional<MachineSettings> nozzleTarget(MachineSettings now, JsonNode body) {
        int extruder = number(body.path("extruder_index")).orElse(0);
        return TemperatureCommand.nozzle(now, extruder, number(body.path("target_temp")), printer);
    }

    private Optional<MachineSettings> fan(MachineSettings now, JsonNode body) {
        int fan = number(body.path("fan_index")).orElse(0);
        return FanCommand.set(now, fan, number(body.path("speed")).orElse(-1), table);
    }

    /** Empty when a request named nothing that can be set: setting what is set already is something. */
    private static Optional<MachineSettings> changed(MachineSettings before, MachineSettings after) {
        return Optional.of(after).filter(settings -> settings != before);
    }

    private static MachineSettings options(MachineSettings now, JsonNode body) {
        MachineSettings after = now;
        for (PrintOption option : PrintOption.values()) {
            Optional<Boolean> on = flag(body.path(option.name().toLowerCase(Locale.ROOT)));
            after = on.isPresent() ? after.withKept(MachineSettings.option(option, on.get())) : after;
        }
        return after;
    }

    private static MachineSettings ams(MachineSettings now, JsonNode body) {
        ObjectNode fields = fields();
        ObjectNode ams = fields.putObject("ams");
        flag(body.path("tray_read_option")).ifPresent(on -> ams.put("insert_flag", on));
        flag(body.path("startup_read_option")).ifPresent(on -> ams.put("power_on_flag", on));
        MachineSettings after = options(now, body);
        return ams.isEmpty() ? after : after.withKept(MachineSettings.fields(fields));
    }

    private static Optional<MachineSettings> camera(
            MachineSettings now, JsonNode body, String sent, String shown, Set<String> words) {
        String word = body.path(sent).asText();
        ObjectNode fields = fields();
        fields.putObject("ipcam").put(shown, word);
        return words.contains(word) ? Optional.of(now.withKept(MachineSettings.fields(fields))) : Optional.empty();
    }
}
