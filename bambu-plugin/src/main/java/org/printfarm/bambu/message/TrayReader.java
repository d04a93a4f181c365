package org.printfarm.bambu.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;

/** What feeds a machine: the trays of its AMS units, then the external spools. */
final class TrayReader {

    /** More than fit a machine; the rest of a longer list is not looked at. */
    private static final int TRAYS_LIMIT = 64;

    /** Units of four trays have a bit each that says whether they are there. */
    private static final int UNITS_WITH_BITS = 4;

    private static final int TEXT_LIMIT = 32;
    private static final int NOZZLE_SHIFT = 8;
    private static final int NOZZLE_MASK = 0xF;
    private static final Pattern COLOUR = Pattern.compile("[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?");

    private TrayReader() {}

    static List<Tray> trays(JsonNode print) {
        List<Tray> trays = new ArrayList<>();
        JsonNode ams = print.path("ams");
        for (JsonNode unit : ams.path("ams")) {
            int id = unit.path("id").asInt(-1);
            if (id >= 0 && isThere(ams, id)) {
                OptionalInt nozzle = nozzle(unit.path("info").asText(""));
                unit.path("tray")
                        .forEach(tray ->
                                add(trays, new TraySlot(id, tray.path("id").asInt(0)), nozzle, tray));
            }
        }
        JsonNode slots = print.path("vir_slot");
        for (JsonNode slot : slots) {
            int id = slot.path("id").asInt(TraySlot.EXTERNAL);
            OptionalInt nozzle = slots.size() > 1 ? OptionalInt.of(TraySlot.EXTERNAL - id) : OptionalInt.empty();
            add(trays, new TraySlot(id, 0), nozzle, slot);
        }
        if (slots.isEmpty() && print.has("vt_tray")) {
            add(trays, new TraySlot(TraySlot.EXTERNAL, 0), OptionalInt.empty(), print.path("vt_tray"));
        }
        return trays;
    }

    private static boolean isThere(JsonNode ams, int unit) {
        String bits = ams.path("ams_exist_bits").asText("");
        if (unit >= UNITS_WITH_BITS || bits.isEmpty()) {
            return true;
        }
        try {
            return (Long.parseLong(bits, 16) >> unit & 1) == 1;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** The nozzle that a unit feeds, by its bits 8 to 11, in hex: 0 the right or only one, 1 the left; others feed any. */
    private static OptionalInt nozzle(String info) {
        try {
            int nozzle = (int) (Long.parseLong(info, 16) >> NOZZLE_SHIFT) & NOZZLE_MASK;
            return nozzle <= 1 ? OptionalInt.of(nozzle) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static void add(List<Tray> trays, TraySlot slot, OptionalInt nozzle, JsonNode tray) {
        if (trays.size() >= TRAYS_LIMIT) {
            return;
        }
        Optional<String> material = text(tray.path("tray_type"));
        int remain = tray.path("remain").asInt(-1);
        trays.add(new Tray(
                slot,
                material,
                material.isPresent() ? colour(tray.path("tray_color").asText("")) : Optional.empty(),
                text(tray.path("tray_info_idx")),
                remain >= 0 && remain <= 100 ? Optional.of(remain) : Optional.empty(),
                nozzle));
    }

    private static Optional<String> colour(String told) {
        return COLOUR.matcher(told).matches()
                ? Optional.of(told.substring(0, 6).toUpperCase(Locale.ROOT))
                : Optional.empty();
    }

    private static Optional<String> text(JsonNode field) {
        String text = field.asText("").strip();
        return Optional.of(text).filter(told -> !told.isEmpty() && told.length() <= TEXT_LIMIT);
    }
}
