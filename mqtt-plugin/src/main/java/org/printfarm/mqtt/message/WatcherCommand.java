package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code xcam_control_set}: what the camera watches for. */
final class WatcherCommand {

    private static final String SENSITIVITY = "halt_print_sensitivity";
    private static final List<String> LEVELS = List.of("low", "medium", "high");

    /** The first of three bits of {@code xcam.cfg} of each watcher: on, then two for the level. Source: open slicers. */
    private static final Map<String, Integer> CFG_PLACES = Map.of(
            "spaghetti_detector", 7,
            "pileup_detector", 10,
            "purgechutepileup_detector", 10,
            "clump_detector", 13,
            "nozzleclumping_detector", 13,
            "airprint_detector", 16);

    private WatcherCommand() {}

    static Optional<MachineSettings> set(MachineSettings now, JsonNode body, ModelTable table) {
        String watcher = body.path("module_name").asText();
        Optional<Boolean> on = CommandHandler.flag(body.has("control") ? body.path("control") : body.path("enable"));
        JsonNode known = table.report().path("xcam");
        int place = CFG_PLACES.getOrDefault(watcher, -1);
        boolean inCfg = known.has("cfg") && place >= 0;
        if (on.isEmpty() || !(known.path(watcher).isBoolean() || inCfg)) {
            return Optional.empty();
        }
        ObjectNode fields = CommandHandler.fields();
        ObjectNode xcam = fields.putObject("xcam");
        if (known.has(watcher)) {
            xcam.put(watcher, on.get());
        }
        int level = LEVELS.indexOf(body.path(SENSITIVITY).asText());
        if (level >= 0 && known.has(SENSITIVITY) && !watcher.equals("first_layer_inspector")) {
            xcam.put(SENSITIVITY, LEVELS.get(level));
        }
        if (known.has("print_halt")) {
            CommandHandler.flag(body.path("print_halt")).ifPresent(halt -> xcam.put("print_halt", halt));
        }
        if (inCfg) {
            JsonNode set = now.fields().at("/xcam/cfg");
            int cfg = (set.isInt() ? set : known.path("cfg")).intValue();
            xcam.put("cfg", cfg(cfg, place, on.get(), level));
        }
        return Optional.of(now.withKept(MachineSettings.fields(fields)));
    }

    private static int cfg(int cfg, int place, boolean on, int level) {
        int switched = on ? cfg | (1 << place) : cfg & ~(1 << place);
        return level < 0 ? switched : (switched & ~(0b11 << (place + 1))) | (level << (place + 1));
    }
}
