package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/** The bits of {@code cfg} that repeat other fields. Source: six captured reports, whose fields agree with them. */
final class CfgBits {

    private static final int RECORD = 0;
    private static final int TIMELAPSE = 5;
    private static final int SPEED = 8;
    private static final int PLATE_MARKER = 11;
    private static final int FIRST_LAYER = 12;
    private static final int SENSITIVITY = 13;
    private static final int MONITOR = 15;

    private CfgBits() {}

    /** The text of {@code cfg}, with what the rest of the report says. */
    static String shown(BigInteger bits, ObjectNode print) {
        int speed = print.path("spd_lvl").intValue();
        BigInteger shown = number(bits, SPEED, 3, speed);
        shown = flag(shown, RECORD, enabled(print, "ipcam_record"));
        shown = flag(shown, TIMELAPSE, enabled(print, "timelapse"));
        shown = watcher(shown, PLATE_MARKER, print, "buildplate_marker_detector");
        shown = watcher(shown, FIRST_LAYER, print, "first_layer_inspector");
        shown = watcher(shown, MONITOR, print, "printing_monitor");
        return StatusTree.hex(sensitivity(shown, print));
    }

    private static BigInteger sensitivity(BigInteger bits, ObjectNode print) {
        return switch (print.at("/xcam/halt_print_sensitivity").asText()) {
            case "low" -> number(bits, SENSITIVITY, 2, 1);
            case "medium" -> number(bits, SENSITIVITY, 2, 2);
            case "high" -> number(bits, SENSITIVITY, 2, 3);
            default -> bits;
        };
    }

    private static boolean enabled(ObjectNode print, String field) {
        return print.path("ipcam").path(field).asText().equals("enable");
    }

    /** A model that does not name the watcher has another use for the bit. */
    private static BigInteger watcher(BigInteger bits, int place, ObjectNode print, String field) {
        JsonNode on = print.path("xcam").path(field);
        return on.isBoolean() ? flag(bits, place, on.booleanValue()) : bits;
    }

    static BigInteger flag(BigInteger bits, int place, boolean on) {
        return on ? bits.setBit(place) : bits.clearBit(place);
    }

    static BigInteger number(BigInteger bits, int place, int width, int value) {
        BigInteger result = bits;
        for (int bit = 0; bit < width; bit++) {
            result = flag(result, place + bit, ((value >> bit) & 1) == 1);
        }
        return result;
    }
}
