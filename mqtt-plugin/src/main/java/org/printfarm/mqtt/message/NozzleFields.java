package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.Loadout;
import org.printfarm.api.Nozzle;

/** What a report says of nozzles and extruders. */
final class NozzleFields {

    private static final String HIGH_FLOW_CODE = "HH01";
    private static final String CODE_START = "H";
    private static final int CURRENT_BITS = 4;
    private static final int TARGET_BITS = 8;

    private NozzleFields() {}

    static void fill(ObjectNode print, ModelTable table, Loadout loadout, MachineSettings settings) {
        Nozzle right = settings.nozzleDiameter()
                .map(diameter -> new Nozzle(diameter, loadout.nozzles().get(0).highFlow()))
                .orElse(loadout.nozzles().get(0));
        Optional<String> material = settings.nozzleMaterial();
        print.put("nozzle_diameter", right.diameter());
        String words = material.orElse(print.path("nozzle_type").textValue());
        if (!print.has("device")) {
            print.put("nozzle_type", words);
            return;
        }
        String code = code(table, right, material);
        boolean coded = print.path("nozzle_type").textValue().startsWith(CODE_START);
        boolean withDiameter = print.path("nozzle_type").textValue().contains("-");
        print.put("nozzle_type", coded ? code + (withDiameter ? "-" + right.diameter() : "") : words);
        int count = loadout.nozzles().size();
        ArrayNode nozzles = (ArrayNode) print.at("/device/nozzle/info");
        ArrayNode extruders = (ArrayNode) print.at("/device/extruder/info");
        for (int id = 0; id < count; id++) {
            Nozzle nozzle = id == 0 ? right : loadout.nozzles().get(id);
            nozzles.add(nozzle(table, id, nozzle, id == 0 ? code : code(table, nozzle, Optional.empty())));
            extruders.add(extruder(table, id, print, settings));
        }
        table.rack().forEach(place -> nozzles.add(nozzle(table, place, right, code)));
        int exist = (1 << count)
                - 1
                + table.rack().stream().mapToInt(place -> 1 << place).sum();
        ((ObjectNode) print.at("/device/nozzle")).put("exist", exist);
        ((ObjectNode) print.at("/device/extruder")).put("state", state(count, settings.extruder()));
        if (print.at("/job/stage") instanceof ArrayNode stages) {
            stages.add(stage(table, loadout.nozzles()));
        }
    }

    /** How many extruders there are, then which prints, then which is to print. Source: what open slicers read. */
    private static int state(int count, int extruder) {
        return count | (extruder << CURRENT_BITS) | (extruder << TARGET_BITS);
    }

    private static String code(ModelTable table, Nozzle nozzle, Optional<String> material) {
        String code = nozzle.highFlow()
                ? HIGH_FLOW_CODE
                : table.part("nozzle").path("type").textValue();
        return material.map(words -> code.substring(0, 2) + (words.startsWith("stainless") ? "00" : "01"))
                .orElse(code);
    }

    private static ObjectNode nozzle(ModelTable table, int id, Nozzle nozzle, String code) {
        return table.part("nozzle")
                .put("id", id)
                .put("type", code)
                .put("diameter", Double.parseDouble(nozzle.diameter()));
    }

    private static ObjectNode extruder(ModelTable table, int id, ObjectNode print, MachineSettings settings) {
        int target = id == 0 ? print.path("nozzle_target_temper").intValue() : settings.leftNozzleTarget();
        int measured = id == 0 ? print.path("nozzle_temper").intValue() : StatusTree.ROOM_CELSIUS;
        int slot = ((FilamentFields.RIGHT_SPOOL - id) << Byte.SIZE) | 0xFF;
        return table.part("extruder")
                .put("id", id)
                .put("hnow", id)
                .put("hpre", id)
                .put("htar", id)
                .put("snow", slot)
                .put("spre", slot)
                .put("star", slot)
                .put("temp", StatusTree.heat(target, measured));
    }

    private static ObjectNode stage(ModelTable table, List<Nozzle> nozzles) {
        ObjectNode stage = table.part("stage");
        for (Nozzle nozzle : nozzles) {
            ((ArrayNode) stage.path("color")).add("");
            ((ArrayNode) stage.path("diameter")).add(Double.parseDouble(nozzle.diameter()));
            ((ArrayNode) stage.path("tool")).add(code(table, nozzle, Optional.empty()));
        }
        return stage;
    }
}
