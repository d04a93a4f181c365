package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import org.printfarm.api.Nozzle;
import org.printfarm.api.Printer;

/** Commands about nozzles and extruders. */
final class NozzleCommand {

    private static final Set<String> MATERIALS =
            Set.of("hardened_steel", "stainless_steel", "tungsten_carbide", "brass");

    private NozzleCommand() {}

    /** {@code set_accessories}: which nozzle is fitted. */
    static Optional<MachineSettings> fit(MachineSettings now, JsonNode body) {
        String diameter = body.path("nozzle_diameter").asText();
        String material = body.path("nozzle_type").asText();
        boolean sound = body.path("accessory_type").asText("nozzle").equals("nozzle")
                && Nozzle.DIAMETERS.contains(diameter)
                && MATERIALS.contains(material);
        return sound ? Optional.of(now.withKept(MachineSettings.nozzle(diameter, material))) : Optional.empty();
    }

    /** {@code select_extruder}: which extruder prints next, 0 the right or only one, 1 the left one. */
    static Optional<MachineSettings> select(MachineSettings now, JsonNode body, Printer printer) {
        int extruder = CommandHandler.number(body.path("extruder_index")).orElse(-1);
        return extruder >= 0 && extruder < printer.identity().model().nozzles()
                ? Optional.of(now.withPassing(MachineSettings.extruder(extruder)))
                : Optional.empty();
    }
}
