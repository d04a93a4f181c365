package org.printfarm.bambu.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
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

    /** Diameters, the right or only one first. */
    static List<String> nozzles(JsonNode print) {
        List<String> diameters = new ArrayList<>();
        for (JsonNode nozzle : print.path("device").path("nozzle").path("info")) {
            if (diameters.size() < NOZZLES_LIMIT && nozzle.path("id").asInt(NOZZLES_LIMIT) < NOZZLES_LIMIT) {
                diameter(nozzle.path("diameter"), diameters);
            }
        }
        if (diameters.isEmpty()) {
            diameter(print.path("nozzle_diameter"), diameters);
        }
        return diameters;
    }

    private static void diameter(JsonNode told, List<String> into) {
        double millimetres = told.asDouble(0);
        if (millimetres > 0) {
            into.add(Double.toString(millimetres));
        }
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
