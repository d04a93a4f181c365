package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.printfarm.api.driver.MachineSetting;
import org.printfarm.api.driver.MachineSetting.Kind;

/** Reads what a command sets at a machine's panel: lamp, speed, fans, temperatures. Pure; any thread. */
public final class PanelReader {

    private static final String CHAMBER_LIGHT = "chamber_light";
    private static final int FULL_FAN = 255;
    private static final int PERCENT = 100;
    private static final int PART_FAN = 1;

    private PanelReader() {}

    /**
     * What a machine has to do for a command.
     *
     * @param request a command whose values were checked
     * @return empty when it is none of the panel; an empty list when it asks for something that is not passed on
     */
    public static Optional<List<MachineSetting>> read(Request.Other request) {
        JsonNode body = request.body();
        return switch (request.section() + "." + request.name()) {
            case "print.ledctrl", "system.ledctrl" -> Optional.of(light(body));
            case "print.print_speed" -> Optional.of(one(Kind.SPEED, 0, CommandHandler.number(body.path("param"))));
            case "print.set_fan" -> Optional.of(fan(body));
            case "print.set_bed_temp" -> Optional.of(one(Kind.BED, 0, CommandHandler.number(body.path("temp"))));
            case "print.set_ctt" -> Optional.of(one(Kind.CHAMBER, 0, CommandHandler.number(body.path("ctt_val"))));
            case "print.set_nozzle_temp" ->
                Optional.of(one(
                        Kind.NOZZLE,
                        CommandHandler.number(body.path("extruder_index")).orElse(0),
                        CommandHandler.number(body.path("target_temp"))));
            case "print.gcode_line" -> Optional.of(gcode(body.path("param").asText()));
            default -> Optional.empty();
        };
    }

    private static List<MachineSetting> one(Kind kind, int part, OptionalInt value) {
        return value.isPresent() && part >= 0 && value.getAsInt() >= 0
                ? List.of(new MachineSetting(kind, part, value.getAsInt()))
                : List.of();
    }

    /** A lamp that blinks is not passed on. */
    private static List<MachineSetting> light(JsonNode body) {
        boolean chamber = body.path("led_node").asText().equals(CHAMBER_LIGHT);
        return switch (chamber ? body.path("led_mode").asText() : "") {
            case "on" -> List.of(new MachineSetting(Kind.LIGHT, 0, 1));
            case "off" -> List.of(new MachineSetting(Kind.LIGHT, 0, 0));
            default -> List.of();
        };
    }

    private static List<MachineSetting> fan(JsonNode body) {
        int number = CommandHandler.number(body.path("fan_index")).orElse(0);
        return one(Kind.FAN, FanCommand.fan(number), CommandHandler.number(body.path("speed")));
    }

    /** All of the lines, or nothing when one of them does something else. */
    private static List<MachineSetting> gcode(String lines) {
        List<MachineSetting> settings = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            Map<Character, Integer> words = GcodeLine.words(line);
            List<MachineSetting> set = gcode(words);
            if (set.isEmpty() && !words.isEmpty()) {
                return List.of();
            }
            settings.addAll(set);
        }
        return settings;
    }

    private static List<MachineSetting> gcode(Map<Character, Integer> words) {
        OptionalInt celsius = GcodeLine.heats(words) ? GcodeLine.celsius(words) : OptionalInt.empty();
        return switch (words.getOrDefault('M', -1)) {
            case 104, 109 -> one(Kind.NOZZLE, words.getOrDefault('T', 0), celsius);
            case 140, 190 -> one(Kind.BED, 0, celsius);
            case 141, 191 -> one(Kind.CHAMBER, 0, celsius);
            case 106 -> fan(words, words.getOrDefault('S', FULL_FAN));
            case 107 -> fan(words, 0);
            default -> List.of();
        };
    }

    private static List<MachineSetting> fan(Map<Character, Integer> words, int speed) {
        int within = Math.max(0, Math.min(FULL_FAN, speed));
        int percent = (within * PERCENT + FULL_FAN / 2) / FULL_FAN;
        return one(Kind.FAN, words.getOrDefault('P', PART_FAN), OptionalInt.of(percent));
    }
}
