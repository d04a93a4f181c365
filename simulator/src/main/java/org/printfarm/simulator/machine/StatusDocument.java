package org.printfarm.simulator.machine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.printfarm.simulator.machine.CurrentPrint.Snapshot;

/** The {@code push_status} of a machine. Names: protocol notes, sections 4 and 8. Any thread. */
public final class StatusDocument {

    private static final int TRAYS_IN_A_UNIT = 4;

    /** Bit 29 of {@code fun}: set while Developer Mode is off. Source: protocol notes, section 7. */
    private static final long NO_DEVELOPER_MODE = 1L << 29;

    /** Bit 8 of {@code home_flag}: storage is there. Source: protocol notes, section 4. */
    private static final int STORAGE_PRESENT = 1 << 8;

    /** About what one of the further fields takes. */
    private static final int FURTHER_BYTES = 34;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final MachineSpec spec;
    private final Family family;
    private final MachineState state;
    private final ArrayNode further;

    /** Of one machine. */
    public StatusDocument(MachineSpec spec, MachineState state) {
        this.spec = spec;
        this.family = Family.of(spec.model());
        this.state = state;
        this.further = further(spec.reportBytes());
    }

    /** Fields that say nothing, as many as a whole report of this size has: real ones tell of much that nobody here asks. */
    private static ArrayNode further(int bytes) {
        ArrayNode fields = JSON.arrayNode();
        for (int size = 0; size < bytes; size += FURTHER_BYTES) {
            fields.addObject().put("name", "field " + size % 1000).put("value", 20.5);
        }
        return fields;
    }

    /**
     * Everything.
     *
     * @return the value of {@code print}
     */
    public ObjectNode full() {
        Snapshot now = state.snapshot();
        ObjectNode print = JSON.objectNode().put("command", "push_status").put("msg", 0);
        progress(print, now);
        print.put("nozzle_diameter", "0.4")
                .put("nozzle_type", "hardened_steel")
                .put("nozzle_temper", now.phase().isBusy() ? 220.0 : 25.0)
                .put("nozzle_target_temper", now.phase().isBusy() ? 220.0 : 0.0)
                .put("bed_temper", now.phase().isBusy() ? 55.0 : 24.0)
                .put("bed_target_temper", now.phase().isBusy() ? 55.0 : 0.0)
                .put("chamber_temper", 26.0)
                .put("wifi_signal", "-44dBm");
        boolean stores = !state.has(Fault.NO_STORAGE);
        print.put("sdcard", stores).put("home_flag", stores ? STORAGE_PRESENT : 0);
        if (family.tellsDeveloperMode()) {
            print.put("fun", Long.toHexString(now.developerMode() ? 0 : NO_DEVELOPER_MODE));
        }
        state.setPoints().show(print);
        print.set("ams", ams());
        print.set("vt_tray", tray("254", "PLA #FFFFFF GFL99"));
        if (!further.isEmpty()) {
            print.set("further", further);
        }
        return print;
    }

    /**
     * How many clients fit.
     *
     * @return sessions at once
     */
    public int connections() {
        return family.connections();
    }

    /**
     * What changed between two reports, for machines that report differences; otherwise all of the later one.
     *
     * @param last the report before; null for none
     * @param next the report now
     * @return with {@code command} and {@code msg} in any case
     */
    public ObjectNode since(@Nullable ObjectNode last, ObjectNode next) {
        if (last == null || !family.reportsDifferences()) {
            return next;
        }
        ObjectNode changed = JSON.objectNode().put("command", "push_status").put("msg", 1);
        for (Map.Entry<String, JsonNode> field : next.properties()) {
            if (!field.getValue().equals(last.get(field.getKey()))) {
                changed.set(field.getKey(), field.getValue());
            }
        }
        return changed.put("command", "push_status").put("msg", 1);
    }

    private static void progress(ObjectNode print, Snapshot now) {
        PrintRun run = now.run();
        print.put("gcode_state", now.phase().name()).put("print_error", now.printError());
        ArrayNode hms = print.putArray("hms");
        if (!now.hms().isEmpty()) {
            String[] groups = now.hms().split("-", -1);
            hms.addObject()
                    .put("attr", Long.parseLong(groups[0] + groups[1], 16))
                    .put("code", Long.parseLong(groups[2] + groups[3], 16));
        }
        if (run == null) {
            print.put("mc_percent", 0)
                    .put("mc_remaining_time", 0)
                    .put("layer_num", 0)
                    .put("total_layer_num", 0)
                    .put("task_id", "0")
                    .put("subtask_id", "0")
                    .put("subtask_name", "")
                    .put("gcode_file", "");
            return;
        }
        print.put("mc_percent", run.percent(now.elapsed()))
                .put("mc_remaining_time", run.remainingMinutes(now.elapsed()))
                .put("layer_num", run.layer(now.elapsed()))
                .put("total_layer_num", PrintRun.LAYERS)
                .put("task_id", run.task())
                .put("subtask_id", run.subtask())
                .put("subtask_name", run.title())
                .put("gcode_file", run.file());
    }

    private ObjectNode ams() {
        ObjectNode ams = JSON.objectNode();
        ArrayNode units = ams.putArray("ams");
        List<String> trays = spec.trays();
        for (int first = 0; first < trays.size(); first += TRAYS_IN_A_UNIT) {
            ObjectNode unit = units.addObject().put("id", Integer.toString(first / TRAYS_IN_A_UNIT));
            ArrayNode held = unit.putArray("tray");
            for (int i = first; i < Math.min(trays.size(), first + TRAYS_IN_A_UNIT); i++) {
                held.add(tray(Integer.toString(i - first), trays.get(i)));
            }
        }
        return ams.put("ams_exist_bits", Integer.toHexString((1 << units.size()) - 1));
    }

    /** An empty tray tells its place and nothing else. */
    private static ObjectNode tray(String id, String text) {
        ObjectNode tray = JSON.objectNode().put("id", id);
        String[] words = text.split(" ", -1);
        if (words.length < 3) {
            return tray;
        }
        return tray.put("tray_type", words[0])
                .put("tray_color", words[1].replace("#", "") + "FF")
                .put("tray_info_idx", words[2])
                .put("remain", -1);
    }
}
