package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.printfarm.api.Loadout;
import org.printfarm.api.Loadout.Ams;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.Spool;
import org.printfarm.api.driver.Tray;

/** What a report says of filament: the AMS units and the external spools. */
final class FilamentFields {

    /** The external spool of the right extruder, or of the only one. */
    static final int RIGHT_SPOOL = 255;

    /** The external spool of the left extruder. */
    static final int LEFT_SPOOL = 254;

    /** The unit that the AMS of an A2L counts from. Source: the project's protocol notes, section 9. */
    private static final int FIRST_UNIT_OF_A2L = 16;

    /** The first unit of a single tray, an AMS HT. Source: the project's protocol notes, section 9. */
    private static final int FIRST_SINGLE = 128;

    private static final String OPAQUE = "FF";

    private FilamentFields() {}

    static void fill(ObjectNode print, ModelTable table, Printer printer, MachineSettings settings) {
        Loadout loadout = printer.loadout();
        ObjectNode right = external(table, loadout.external().get(0), RIGHT_SPOOL, settings);
        if (print.has("vt_tray")) {
            print.set("vt_tray", right.deepCopy());
        }
        if (print.has("vir_slot")) {
            ArrayNode spools = StatusTree.array(print, "vir_slot");
            if (loadout.external().size() > 1) {
                spools.add(external(table, loadout.external().get(1), LEFT_SPOOL, settings));
            }
            spools.add(right.put("id", Integer.toString(RIGHT_SPOOL)));
        }
        units(print, table, printer, settings);
    }

    /** What a machine holds, instead of what the configuration says and people set. */
    static void fill(ObjectNode print, ModelTable table, List<Tray> trays) {
        if (print.has("vt_tray")) {
            print.set("vt_tray", external(table, trays, RIGHT_SPOOL));
        }
        if (print.has("vir_slot")) {
            ArrayNode spools = StatusTree.array(print, "vir_slot");
            if (trays.stream().anyMatch(tray -> tray.slot().unit() == LEFT_SPOOL)) {
                spools.add(external(table, trays, LEFT_SPOOL).put("id", Integer.toString(LEFT_SPOOL)));
            }
            spools.add(external(table, trays, RIGHT_SPOOL).put("id", Integer.toString(RIGHT_SPOOL)));
        }
        Map<Integer, List<Tray>> units = trays.stream()
                .filter(tray -> !tray.slot().isExternal())
                .collect(Collectors.groupingBy(tray -> tray.slot().unit(), TreeMap::new, Collectors.toList()));
        ObjectNode ams = print.withObject("/ams");
        BigInteger unitBits = BigInteger.ZERO;
        BigInteger trayBits = BigInteger.ZERO;
        for (Map.Entry<Integer, List<Tray>> entry : units.entrySet()) {
            int id = entry.getKey();
            unitBits = unitBits.setBit(unitBit(id));
            ObjectNode unit = table.part("unit").put("id", Integer.toString(id));
            for (Tray tray : entry.getValue()) {
                boolean loaded = tray.material().isPresent();
                ObjectNode node = table.part(loaded ? "tray" : "empty_tray")
                        .put("id", Integer.toString(tray.slot().slot()));
                StatusTree.array(unit, "tray").add(loaded ? load(node, tray) : node);
                trayBits = loaded ? trayBits.setBit(trayBit(id) + tray.slot().slot()) : trayBits;
            }
            StatusTree.array(ams, "ams").add(unit);
        }
        bits(ams, unitBits, trayBits);
    }

    /** Units of one tray have their bits behind those of four units of four. Source: what open slicers read. */
    private static int unitBit(int id) {
        return id < FIRST_SINGLE ? id : id - FIRST_SINGLE + Loadout.MAX_UNITS;
    }

    private static int trayBit(int id) {
        return id < FIRST_SINGLE ? id * Ams.TRAYS : id - FIRST_SINGLE + Loadout.MAX_UNITS * Ams.TRAYS;
    }

    private static ObjectNode external(ModelTable table, List<Tray> trays, int id) {
        ObjectNode node = table.part("spool");
        if (id == LEFT_SPOOL) {
            node.put("id", Integer.toString(LEFT_SPOOL));
        }
        trays.stream()
                .filter(tray -> tray.slot().unit() == id && tray.material().isPresent())
                .forEach(tray -> load(node, tray));
        return node;
    }

    private static ObjectNode load(ObjectNode node, Tray tray) {
        String material = tray.material().orElse("");
        node.put("tray_type", material).put("tray_info_idx", tray.preset().orElse(""));
        range(node, material);
        tray.remainingPercent().ifPresent(percent -> node.put("remain", percent));
        tray.colour().ifPresent(colour -> colour(node, colour + OPAQUE));
        return node;
    }

    /** The number of a unit on the wire. */
    static int unitId(PrinterModel model, int index) {
        return model == PrinterModel.A2L ? FIRST_UNIT_OF_A2L + index : index;
    }

    /** What settings call a place of filament. */
    static String slot(int unit, int tray) {
        return unit >= LEFT_SPOOL ? Integer.toString(unit) : unit + "/" + tray;
    }

    private static ObjectNode external(ModelTable table, Spool spool, int id, MachineSettings settings) {
        ObjectNode node = table.part("spool");
        if (id == LEFT_SPOOL) {
            node.put("id", Integer.toString(LEFT_SPOOL));
        }
        load(node, spool);
        set(node, settings, slot(id, 0));
        return node;
    }

    private static void units(ObjectNode print, ModelTable table, Printer printer, MachineSettings settings) {
        ObjectNode ams = print.withObject("/ams");
        BigInteger unitBits = BigInteger.ZERO;
        BigInteger trayBits = BigInteger.ZERO;
        List<Ams> units = printer.loadout().ams();
        for (int index = 0; index < units.size(); index++) {
            int id = unitId(printer.identity().model(), index);
            unitBits = unitBits.setBit(id);
            ObjectNode unit = table.part("unit").put("id", Integer.toString(id));
            ArrayNode trays = StatusTree.array(unit, "tray");
            for (int tray = 0; tray < Ams.TRAYS; tray++) {
                Optional<Spool> spool = units.get(index).trays().get(tray);
                boolean loaded =
                        spool.isPresent() || settings.spool(slot(id, tray)).isPresent();
                ObjectNode node = table.part(loaded ? "tray" : "empty_tray").put("id", Integer.toString(tray));
                spool.ifPresent(one -> load(node, one));
                set(node, settings, slot(id, tray));
                trays.add(node);
                trayBits = loaded ? trayBits.setBit(id * Ams.TRAYS + tray) : trayBits;
            }
            StatusTree.array(ams, "ams").add(unit);
        }
        bits(ams, unitBits, trayBits);
    }

    private static void bits(ObjectNode ams, BigInteger unitBits, BigInteger trayBits) {
        String loaded = trayBits.toString(16);
        ams.put("ams_exist_bits", unitBits.toString(16)).put("tray_exist_bits", loaded);
        ams.put("tray_is_bbl_bits", loaded).put("tray_read_done_bits", loaded);
        if (ams.has("ams_exist_bits_raw")) {
            ams.put("ams_exist_bits_raw", unitBits.toString(16));
        }
    }

    private static void load(ObjectNode node, Spool spool) {
        node.put("tray_type", spool.type()).put("tray_info_idx", spool.preset());
        range(node, spool.type());
        spool.remainingPercent().ifPresent(percent -> node.put("remain", percent));
        colour(node, spool.colour());
    }

    private static void set(ObjectNode node, MachineSettings settings, String slot) {
        settings.spool(slot).ifPresent(fields -> {
            Json.merge(node, fields);
            if (fields.has("tray_color")) {
                colour(node, fields.path("tray_color").textValue());
            }
        });
    }

    private static void colour(ObjectNode node, String colour) {
        node.put("tray_color", colour);
        if (node.has("cols")) {
            node.putArray("cols").add(colour);
        }
    }

    private static void range(ObjectNode node, String type) {
        int[] range = range(type);
        node.put("nozzle_temp_min", Integer.toString(range[0])).put("nozzle_temp_max", Integer.toString(range[1]));
    }

    /** Degrees Celsius of the generic filaments, as captured trays have them; unknown ones have 0. */
    private static int[] range(String type) {
        return switch (type) {
            case "PLA" -> new int[] {190, 240};
            case "PETG" -> new int[] {220, 270};
            case "ABS", "ASA" -> new int[] {240, 280};
            case "TPU" -> new int[] {200, 250};
            default -> new int[] {0, 0};
        };
    }
}
