package org.printfarm.bambu.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.printfarm.api.driver.MachineStatus.FittedNozzle;
import org.printfarm.api.driver.MachineStatus.Temperatures;

/** Temperatures and nozzles. Models of two nozzles tell them under {@code device}, the target in the upper 16 bits. */
final class PartsReader {

    private static final int LOW_HALF = 0xFFFF;
    private static final int NOZZLES_LIMIT = 2;

    private PartsReader() {}

    static Temperatures temperatures(JsonNode print) {
        JsonNode device = print.path("device");
        JsonNode extruder = first(device.path("extruder").path("info")).path("temp");
        JsonNode bed = device.path("bed").path("info").path("temp");
        JsonNode chamber = device.path("ctc").path("info").path("temp");
        return new Temperatures(
                either(print.path("nozzle_temper"), low(extruder)),
                either(print.path("nozzle_target_temper"), high(extruder)),
                either(print.path("bed_temper"), low(bed)),
                either(print.path("bed_target_temper"), high(bed)),
                either(print.path("chamber_temper"), low(chamber)));
    }

    /** The right or only one first. */
    static List<FittedNozzle> nozzles(JsonNode print) {
        List<FittedNozzle> nozzles = new ArrayList<>();
        for (JsonNode nozzle : print.path("device").path("nozzle").path("info")) {
            if (nozzles.size() < NOZZLES_LIMIT && nozzle.path("id").asInt(NOZZLES_LIMIT) < NOZZLES_LIMIT) {
                add(nozzle.path("diameter"), highFlow(nozzle.path("type").asText("")), nozzles);
            }
        }
        if (nozzles.isEmpty()) {
            add(print.path("nozzle_diameter"), Optional.empty(), nozzles);
        }
        return nozzles;
    }

    static Optional<Boolean> isLit(JsonNode print) {
        for (JsonNode lamp : print.path("lights_report")) {
            String mode = lamp.path("mode").asText();
            if (lamp.path("node").asText().equals("chamber_light") && (mode.equals("on") || mode.equals("off"))) {
                return Optional.of(mode.equals("on"));
            }
        }
        return Optional.empty();
    }

    private static void add(JsonNode told, Optional<Boolean> highFlow, List<FittedNozzle> into) {
        double millimetres = told.asDouble(0);
        if (millimetres > 0) {
            into.add(new FittedNozzle(Double.toString(millimetres), highFlow));
        }
    }

    /** By the second letter of the type: {@code HS01} has standard flow, {@code HH01} high flow. */
    private static Optional<Boolean> highFlow(String type) {
        return switch (type.length() < 2 ? ' ' : type.charAt(1)) {
            case 'H' -> Optional.of(true);
            case 'S' -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static JsonNode first(JsonNode infos) {
        for (JsonNode info : infos) {
            if (info.path("id").asInt(-1) == 0) {
                return info;
            }
        }
        return infos.path(0);
    }

    private static OptionalDouble either(JsonNode plain, OptionalDouble packed) {
        return plain.isNumber() ? OptionalDouble.of(plain.asDouble()) : packed;
    }

    private static OptionalDouble low(JsonNode packed) {
        return packed.isIntegralNumber() ? OptionalDouble.of(packed.asInt() & LOW_HALF) : OptionalDouble.empty();
    }

    private static OptionalDouble high(JsonNode packed) {
        return packed.isIntegralNumber() ? OptionalDouble.of(packed.asInt() >>> 16) : OptionalDouble.empty();
    }
}
