package org.printfarm.bambu.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.api.driver.TraySlot;

/** Writes what goes to a machine's request topic. Pure; any thread. */
public final class Commands {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** For questions, which are answered whatever their number. */
    private static final String ANY_SEQUENCE = "0";

    /** No project or profile of the maker's cloud. */
    private static final String NONE = "0";

    /** Units from this one on hold one tray each, and are called by their own number in {@code ams_mapping}. */
    private static final int FIRST_SINGLE_TRAY_UNIT = 128;

    private static final int TRAYS_IN_A_UNIT = 4;
    private static final int UNUSED = -1;
    private static final int NO_UNIT = 255;

    /** What a start says when the slicer did not: as the stock slicer's boxes are when it is new. */
    private static final Map<String, JsonNode> OPTIONS = Map.ofEntries(
            Map.entry("bed_type", NODES.textNode("auto")),
            Map.entry("timelapse", NODES.booleanNode(false)),
            Map.entry("bed_leveling", NODES.booleanNode(true)),
            Map.entry("flow_cali", NODES.booleanNode(false)),
            Map.entry("vibration_cali", NODES.booleanNode(true)),
            Map.entry("layer_inspect", NODES.booleanNode(false)));

    /** What is passed on besides when the slicer said it. */
    private static final List<String> FURTHER_OPTIONS = List.of(
            "auto_bed_leveling",
            "extrude_cali_flag",
            "extrude_cali_manual_mode",
            "nozzle_offset_cali",
            "nozzle_mapping",
            "cfg");

    private Commands() {}

    /**
     * Asks for a whole report.
     *
     * @return UTF-8
     */
    public static byte[] pushAll() {
        return bytes("pushing", command("pushall", ANY_SEQUENCE));
    }

    /**
     * Asks for the firmware.
     *
     * @return UTF-8
     */
    public static byte[] version() {
        return bytes("info", command("get_version", ANY_SEQUENCE));
    }

    /**
     * Passes on what a person wants.
     *
     * @param what which command
     * @param sequence a number never used before
     * @return UTF-8
     */
    public static byte[] control(MachineCommand what, String sequence) {
        return switch (what) {
            case PAUSE -> bytes("print", command("pause", sequence).put("param", ""));
            case RESUME -> bytes("print", command("resume", sequence).put("param", ""));
            case STOP -> bytes("print", command("stop", sequence).put("param", ""));
            case LIGHT_ON -> light("on", sequence);
            case LIGHT_OFF -> light("off", sequence);
        };
    }

    /**
     * Starts a print.
     *
     * @param order what to print
     * @param nozzles 1 or 2
     * @param sequence a number never used before
     * @return UTF-8
     */
    public static byte[] start(PrintOrder order, int nozzles, String sequence) {
        String task = Integer.toString(order.taskId());
        ObjectNode print = command("project_file", sequence)
                .put("param", "Metadata/plate_" + order.plate() + ".gcode")
                .put("project_id", NONE)
                .put("profile_id", NONE)
                .put("task_id", task)
                .put("subtask_id", task)
                .put("subtask_name", order.title())
                .put("file", order.fileName())
                .put(
                        "url",
                        "ftp://"
                                + URLEncoder.encode(order.fileName(), StandardCharsets.UTF_8)
                                        .replace("+", "%20"))
                .put("md5", order.md5());
        options(print, order.options());
        mapping(print, order.mapping(), nozzles);
        return bytes("print", print);
    }

    private static void options(ObjectNode print, Map<String, String> wanted) {
        OPTIONS.forEach((name, usual) -> print.set(name, option(wanted, name).orElse(usual)));
        FURTHER_OPTIONS.forEach(name -> option(wanted, name).ifPresent(value -> print.set(name, value)));
    }

    private static Optional<JsonNode> option(Map<String, String> wanted, String name) {
        try {
            return wanted.containsKey(name) ? Optional.of(JSON.readTree(wanted.get(name))) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static void mapping(ObjectNode print, List<Optional<TraySlot>> mapping, int nozzles) {
        print.put("use_ams", mapping.stream().flatMap(Optional::stream).anyMatch(slot -> !slot.isExternal()));
        ArrayNode numbers = print.putArray("ams_mapping");
        ArrayNode places = print.putArray("ams_mapping2");
        for (Optional<TraySlot> channel : mapping) {
            numbers.add(channel.map(slot -> number(slot, nozzles)).orElse(UNUSED));
            TraySlot slot = channel.orElse(new TraySlot(NO_UNIT, NO_UNIT));
            places.addObject().put("ams_id", slot.unit()).put("slot_id", slot.slot());
        }
    }

    /** Source: protocol notes, section 9. */
    private static int number(TraySlot slot, int nozzles) {
        if (slot.isExternal()) {
            return nozzles > 1 ? slot.unit() : UNUSED;
        }
        return slot.unit() >= FIRST_SINGLE_TRAY_UNIT ? slot.unit() : slot.unit() * TRAYS_IN_A_UNIT + slot.slot();
    }

    /** The times are for a lamp that blinks, and have to be there in any case. */
    private static byte[] light(String mode, String sequence) {
        return bytes(
                "system",
                command("ledctrl", sequence)
                        .put("led_node", "chamber_light")
                        .put("led_mode", mode)
                        .put("led_on_time", 500)
                        .put("led_off_time", 500)
                        .put("loop_times", 0)
                        .put("interval_time", 0));
    }

    static ObjectNode command(String name, String sequence) {
        return NODES.objectNode().put("sequence_id", sequence).put("command", name);
    }

    static byte[] bytes(String section, ObjectNode body) {
        try {
            return JSON.writeValueAsBytes(NODES.objectNode().set(section, body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a command that is no JSON", e);
        }
    }
}
