package org.printfarm.simulator.machine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was set at a machine's panel: light, speed, fans and targets of heaters. They show in its reports at once; nothing here warms
 * up. Source: the public notes of what slicers send. Any thread.
 */
final class SetPoints {

    private static final Pattern HEATER = Pattern.compile("M(104|140|141) (?:T[01] )?S(\\d{1,3})\\n");
    private static final Pattern FAN = Pattern.compile("M106 P([123]) S(\\d{1,3})\\n");

    /** What the older fields of fans count to, and what G-code does. */
    private static final int STEPS = 15;

    private static final int FULL = 255;

    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Map<String, Double> numbers = new ConcurrentHashMap<>();
    private volatile boolean lit;

    void light(boolean on) {
        lit = on;
    }

    /** Whether a command is one that it follows; shows it from then on. */
    boolean set(JsonNode request) {
        String parameter = request.path("param").asText();
        return switch (request.path("command").asText()) {
            case "print_speed" -> speed(parameter);
            case "gcode_line" -> heater(parameter) || fan(parameter);
            default -> false;
        };
    }

    private boolean speed(String level) {
        boolean known = level.matches("[1-4]");
        if (known) {
            numbers.put("spd_lvl", Double.valueOf(level));
        }
        return known;
    }

    private boolean heater(String line) {
        Matcher heater = HEATER.matcher(line);
        if (!heater.matches()) {
            return false;
        }
        String field = switch (heater.group(1)) {
            case "104" -> "nozzle_target_temper";
            case "140" -> "bed_target_temper";
            default -> "ctt";
        };
        numbers.put(field, Double.valueOf(heater.group(2)));
        return true;
    }

    private boolean fan(String line) {
        Matcher fan = FAN.matcher(line);
        if (!fan.matches()) {
            return false;
        }
        String field = switch (fan.group(1)) {
            case "1" -> "cooling_fan_speed";
            case "2" -> "big_fan1_speed";
            default -> "big_fan2_speed";
        };
        texts.put(field, Integer.toString(Integer.parseInt(fan.group(2)) * STEPS / FULL));
        return true;
    }

    /** Writes all that was set. */
    void show(ObjectNode print) {
        print.putArray("lights_report").addObject().put("node", "chamber_light").put("mode", lit ? "on" : "off");
        texts.forEach(print::put);
        numbers.forEach(print::put);
    }
}
