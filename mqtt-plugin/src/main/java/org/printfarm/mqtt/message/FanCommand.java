package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** {@code set_fan}: part, auxiliary and chamber fan, in percent. */
final class FanCommand {

    /** In the order of the fans' numbers, which begin with 1. */
    private static final List<String> FIELDS = List.of("cooling_fan_speed", "big_fan1_speed", "big_fan2_speed");

    /** What the older fields count to. */
    private static final int STEPS = 15;

    private static final int ALL = 100;
    private static final int PLACE_BITS = 4;

    private FanCommand() {}

    static Optional<MachineSettings> set(MachineSettings now, JsonNode body, ModelTable table) {
        int sent = CommandHandler.number(body.path("fan_index")).orElse(0);
        int fan = sent >= (1 << PLACE_BITS) ? sent >> PLACE_BITS : sent;
        int percent = CommandHandler.number(body.path("speed")).orElse(-1);
        if (fan < 1 || fan > FIELDS.size() || percent < 0 || percent > ALL) {
            return Optional.empty();
        }
        ObjectNode fields = CommandHandler.fields();
        fields.put(FIELDS.get(fan - 1), Integer.toString((percent * STEPS + ALL / 2) / ALL));
        fields.put("fan_gear", gear(now, fan, percent));
        JsonNode parts = now.fields().at("/device/airduct/parts");
        JsonNode shown = parts.isArray() ? parts : table.report().at("/device/airduct/parts");
        if (shown instanceof ArrayNode array) {
            ArrayNode changed = array.deepCopy();
            for (JsonNode part : changed) {
                if (part.path("id").intValue() == (fan << PLACE_BITS)) {
                    ((ObjectNode) part).put("state", percent);
                }
            }
            fields.putObject("device").putObject("airduct").set("parts", changed);
        }
        return Optional.of(now.withPassing(MachineSettings.fields(fields)));
    }

    /** One byte for each fan, the part fan's lowest. */
    private static int gear(MachineSettings now, int fan, int percent) {
        int shift = (fan - 1) * Byte.SIZE;
        int others = now.fields().path("fan_gear").intValue() & ~(0xFF << shift);
        return others | ((percent * 0xFF / ALL) << shift);
    }
}
