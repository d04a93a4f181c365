package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Part, auxiliary and chamber fan, and further ones of models that list their fans, in percent. */
final class FanCommand {

    /** In the order of the fans' numbers, which begin with 1. */
    private static final List<String> FIELDS = List.of("cooling_fan_speed", "big_fan1_speed", "big_fan2_speed");

    /** What the older fields count to. */
    private static final int STEPS = 15;

    private static final int ALL = 100;
    private static final int PLACE_BITS = 4;

    private FanCommand() {}

    /**
     * Sets a fan.
     *
     * @param number the fan's own number, or its number in the list of air ducts, which is sixteen times that
     * @param percent 0 to 100
     * @return empty when the model has no such fan or the value is out of range
     */
    static Optional<MachineSettings> set(MachineSettings now, int number, int percent, ModelTable table) {
        int fan = fan(number);
        JsonNode parts = now.fields().at("/device/airduct/parts");
        JsonNode shown = parts.isArray() ? parts : table.report().at("/device/airduct/parts");
        boolean classic = fan >= 1 && fan <= FIELDS.size();
        boolean listed = shown.findValuesAsText("id").contains(Integer.toString(fan << PLACE_BITS));
        if (!(classic || listed) || percent < 0 || percent > ALL) {
            return Optional.empty();
        }
        ObjectNode fields = CommandHandler.fields();
        if (classic) {
            fields.put(FIELDS.get(fan - 1), Integer.toString((percent * STEPS + ALL / 2) / ALL));
            fields.put("fan_gear", gear(now, fan, percent));
        }
        if (listed) {
            fields.putObject("device").putObject("airduct").set("parts", with(shown.deepCopy(), fan, percent));
        }
        return Optional.of(now.withPassing(MachineSettings.fields(fields)));
    }

    /** A fan's own number. */
    static int fan(int number) {
        return number >= (1 << PLACE_BITS) ? number >> PLACE_BITS : number;
    }

    private static JsonNode with(JsonNode parts, int fan, int percent) {
        for (JsonNode part : parts) {
            if (part.path("id").intValue() == (fan << PLACE_BITS)) {
                ((ObjectNode) part).put("state", percent);
                if (part.has("tar_state")) {
                    ((ObjectNode) part).put("tar_state", percent);
                }
            }
        }
        return parts;
    }

    /** One byte for each fan, the part fan's lowest. */
    private static int gear(MachineSettings now, int fan, int percent) {
        int shift = (fan - 1) * Byte.SIZE;
        int others = now.fields().path("fan_gear").intValue() & ~(0xFF << shift);
        return others | ((percent * 0xFF / ALL) << shift);
    }
}
