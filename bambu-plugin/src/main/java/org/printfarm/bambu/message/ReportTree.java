package org.printfarm.bambu.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * What a machine said last of everything that counts here. Some models send all of it each time, others what changed: a field
 * that is missing means unchanged (protocol notes, section 8). Fields that nothing is read from are not kept, which bounds the
 * memory for a machine. Confined to one thread.
 */
public final class ReportTree {

    /** What {@link StatusReader} reads. */
    static final Set<String> KEPT = Set.of(
            "gcode_state",
            "task_id",
            "subtask_name",
            "mc_percent",
            "mc_remaining_time",
            "layer_num",
            "total_layer_num",
            "nozzle_temper",
            "nozzle_target_temper",
            "bed_temper",
            "bed_target_temper",
            "chamber_temper",
            "nozzle_diameter",
            "device",
            "ams",
            "vt_tray",
            "vir_slot",
            "storage",
            "sdcard",
            "home_flag",
            "fun",
            "lights_report",
            "hms",
            "print_error");

    /** A whole report, as far as the machine marks one. */
    private static final int WHOLE = 0;

    private final ObjectNode print = JsonNodeFactory.instance.objectNode();

    /**
     * Takes a report.
     *
     * @param status what the machine sent
     */
    public void take(MachineReport.Status status) {
        JsonNode report = status.print();
        boolean whole = report.path("msg").asInt(1) == WHOLE;
        for (Map.Entry<String, JsonNode> field : report.properties()) {
            if (KEPT.contains(field.getKey())) {
                merge(print, field.getKey(), field.getValue(), whole);
            }
        }
    }

    /** All of it; live, not to be changed. */
    JsonNode print() {
        return print;
    }

    /** Forgets everything: what was said on an earlier connection may be old. */
    public void clear() {
        print.removeAll();
    }

    private static void merge(ObjectNode into, String name, JsonNode value, boolean whole) {
        JsonNode known = into.get(name);
        if (value instanceof ObjectNode fields && known instanceof ObjectNode before) {
            for (Map.Entry<String, JsonNode> field : fields.properties()) {
                merge(before, field.getKey(), field.getValue(), whole);
            }
        } else if (!whole && value instanceof ArrayNode list && known instanceof ArrayNode before && haveIds(list)) {
            list.forEach(element -> mergeById(before, element));
        } else {
            into.set(name, value);
        }
    }

    /** An AMS unit or a tray in a difference; one that says nothing but its place is a tray that was emptied. */
    private static void mergeById(ArrayNode into, JsonNode element) {
        for (int i = 0; i < into.size(); i++) {
            if (into.get(i).path("id").asText().equals(element.path("id").asText())) {
                if (into.get(i) instanceof ObjectNode before && saysMoreThanItsPlace(element)) {
                    for (Map.Entry<String, JsonNode> field : element.properties()) {
                        merge(before, field.getKey(), field.getValue(), false);
                    }
                } else {
                    into.set(i, element);
                }
                return;
            }
        }
        into.add(element);
    }

    private static boolean saysMoreThanItsPlace(JsonNode element) {
        return element.size() > (element.has("state") ? 2 : 1);
    }

    private static boolean haveIds(ArrayNode list) {
        for (JsonNode element : list) {
            if (!element.has("id")) {
                return false;
            }
        }
        return !list.isEmpty();
    }
}
