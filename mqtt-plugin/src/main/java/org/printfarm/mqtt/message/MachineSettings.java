package org.printfarm.mqtt.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.printfarm.api.Loadout;

/**
 * What people set on a printer and its status shows from then on. One part outlives a restart, as with real firmware:
 * filaments, nozzle, options and watchers; lamps, fans, speed, temperatures and the extruder do not. Immutable; any thread.
 */
public final class MachineSettings {

    private static final String FIELDS = "print";
    private static final String ERROR = "print_error";
    private static final String REASON = "fail_reason";
    private static final String LIGHTS = "lights";
    private static final String SPOOLS = "spools";
    private static final String OPTIONS = "options";
    private static final String NOZZLE = "nozzle";
    private static final String LEFT_TARGET = "left_nozzle_target";
    private static final String CONFIG = "cfg";
    private static final String EXTRUDER = "extruder";
    private static final String LOADOUT = "loadout";

    private final ObjectNode kept;
    private final ObjectNode passing;

    private MachineSettings(ObjectNode kept, ObjectNode passing) {
        this.kept = kept;
        this.passing = passing;
    }

    /**
     * Nobody set anything.
     *
     * @return no settings
     */
    public static MachineSettings none() {
        return new MachineSettings(Json.MAPPER.createObjectNode(), Json.MAPPER.createObjectNode());
    }

    /**
     * What an earlier run kept. Filaments and nozzle are those of the configuration again where that was changed since.
     *
     * @param bytes as {@link #kept} wrote them
     * @param loadout what the configuration says now
     * @return the settings; none when the bytes cannot be read
     */
    public static MachineSettings restored(byte[] bytes, Loadout loadout) {
        try {
            JsonNode tree = Json.MAPPER.readTree(bytes);
            if (!(tree instanceof ObjectNode kept)) {
                return none();
            }
            if (!kept.path(LOADOUT).asText().equals(mark(loadout))) {
                kept.remove(SPOOLS);
                kept.remove(NOZZLE);
            }
            kept.remove(LOADOUT);
            return new MachineSettings(kept, Json.MAPPER.createObjectNode());
        } catch (IOException damaged) {
            return none();
        }
    }

    /**
     * What is to outlive a restart.
     *
     * @param loadout what the configuration says now
     * @return some hundred bytes; the same for the same settings
     */
    public byte[] kept(Loadout loadout) {
        try {
            ObjectNode tree = kept.deepCopy().put(LOADOUT, mark(loadout));
            return Json.MAPPER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree in memory could not be written", impossible);
        }
    }

    /**
     * Whether the part that outlives a restart is the same.
     *
     * @param other earlier settings
     * @return true when nothing need be written
     */
    public boolean keepsTheSame(MachineSettings other) {
        return kept.equals(other.kept);
    }

    private static String mark(Loadout loadout) {
        return Integer.toHexString(loadout.toString().hashCode());
    }

    MachineSettings withKept(ObjectNode change) {
        return new MachineSettings(over(kept, change), passing);
    }

    MachineSettings withPassing(ObjectNode change) {
        return new MachineSettings(kept, over(passing, change));
    }

    /** A change to the fields of {@code print}. */
    static ObjectNode fields(ObjectNode fields) {
        return Json.MAPPER.createObjectNode().set(FIELDS, fields);
    }

    static ObjectNode light(String node, String mode) {
        ObjectNode change = Json.MAPPER.createObjectNode();
        change.putObject(LIGHTS).put(node, mode);
        return change;
    }

    static ObjectNode spool(String slot, ObjectNode fields) {
        ObjectNode change = Json.MAPPER.createObjectNode();
        change.putObject(SPOOLS).set(slot, fields);
        return change;
    }

    static ObjectNode option(PrintOption option, boolean on) {
        ObjectNode change = Json.MAPPER.createObjectNode();
        change.putObject(OPTIONS).put(option.name().toLowerCase(Locale.ROOT), on);
        return change;
    }

    static ObjectNode nozzle(String diameter, String material) {
        ObjectNode change = Json.MAPPER.createObjectNode();
        change.putObject(NOZZLE).put("diameter", diameter).put("material", material);
        return change;
    }

    static ObjectNode leftNozzleTarget(int celsius) {
        return Json.MAPPER.createObjectNode().put(LEFT_TARGET, celsius);
    }

    static ObjectNode extruder(int extruder) {
        return Json.MAPPER.createObjectNode().put(EXTRUDER, extruder);
    }

    static ObjectNode config(ConfigBits setting, int value) {
        ObjectNode change = Json.MAPPER.createObjectNode();
        change.putObject(CONFIG).put(setting.name().toLowerCase(Locale.ROOT), value);
        return change;
    }

    /** The number of what went wrong was wiped away. */
    static ObjectNode noError() {
        ObjectNode fields = Json.MAPPER.createObjectNode();
        return fields(fields.put(ERROR, 0).put(REASON, "0"));
    }

    /**
     * The same, with the number of what went wrong shown again: it was wiped away at another print.
     *
     * @return this when nobody wiped it away
     */
    public MachineSettings withError() {
        if (!passing.path(FIELDS).has(ERROR)) {
            return this;
        }
        ObjectNode rest = passing.deepCopy();
        ((ObjectNode) rest.path(FIELDS)).remove(List.of(ERROR, REASON));
        return new MachineSettings(kept, rest);
    }

    ObjectNode fields() {
        ObjectNode all = Json.MAPPER.createObjectNode();
        for (ObjectNode part : new ObjectNode[] {kept, passing}) {
            if (part.path(FIELDS) instanceof ObjectNode fields) {
                Json.merge(all, fields);
            }
        }
        return all;
    }

    Map<String, String> lights() {
        Map<String, String> lights = new TreeMap<>();
        passing.path(LIGHTS)
                .properties()
                .forEach(light -> lights.put(light.getKey(), light.getValue().asText()));
        return lights;
    }

    Optional<ObjectNode> spool(String slot) {
        return Optional.of(kept.path(SPOOLS).path(slot))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }

    /** Empty while nobody set it. */
    Optional<Boolean> option(PrintOption option) {
        JsonNode set = kept.path(OPTIONS).path(option.name().toLowerCase(Locale.ROOT));
        return set.isBoolean() ? Optional.of(set.booleanValue()) : Optional.empty();
    }

    Optional<String> nozzleDiameter() {
        return Optional.ofNullable(kept.path(NOZZLE).path("diameter").textValue());
    }

    Optional<String> nozzleMaterial() {
        return Optional.ofNullable(kept.path(NOZZLE).path("material").textValue());
    }

    int leftNozzleTarget() {
        return passing.path(LEFT_TARGET).intValue();
    }

    /** The extruder that is to print: 0 the right or only one, 1 the left one. */
    int extruder() {
        return passing.path(EXTRUDER).intValue();
    }

    OptionalInt config(ConfigBits setting) {
        JsonNode set = kept.path(CONFIG).path(setting.name().toLowerCase(Locale.ROOT));
        return set.isInt() ? OptionalInt.of(set.intValue()) : OptionalInt.empty();
    }

    private static ObjectNode over(ObjectNode under, ObjectNode change) {
        ObjectNode result = under.deepCopy();
        Json.merge(result, change);
        return result;
    }
}
