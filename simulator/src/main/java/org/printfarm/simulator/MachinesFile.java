package org.printfarm.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.printfarm.simulator.machine.MachineSpec;

/** Reads {@code machines.yaml}: {@code defaults} and {@code machines}, each machine under its id. */
final class MachinesFile {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private MachinesFile() {}

    /** What is wrong with the file, with its place. */
    static final class MistakeException extends Exception {
        private static final long serialVersionUID = 1L;

        MistakeException(String message) {
            super(message);
        }
    }

    static List<MachineSpec> read(@Nullable Path file) throws MistakeException, IOException {
        if (file == null || !Files.isReadable(file)) {
            throw new MistakeException(file + " cannot be read: name a file of machines");
        }
        try {
            JsonNode root = YAML.readTree(file.toFile());
            JsonNode defaults = root.path("defaults");
            List<MachineSpec> machines = new ArrayList<>();
            for (Map.Entry<String, JsonNode> machine : root.path("machines").properties()) {
                machines.add(read(file, machine.getKey(), machine.getValue(), defaults));
            }
            if (machines.isEmpty()) {
                throw new MistakeException(file + " machines: expected at least one machine, got none");
            }
            return machines;
        } catch (JsonProcessingException e) {
            throw new MistakeException(file + ":" + e.getLocation().getLineNr() + ": expected YAML");
        }
    }

    private static MachineSpec read(Path file, String id, JsonNode own, JsonNode defaults) throws MistakeException {
        ObjectNode draft = YAML.valueToTree(MachineSpec.Draft.DEFAULTS);
        for (JsonNode part : List.of(defaults, own)) {
            if (part instanceof ObjectNode fields) {
                draft.setAll(fields);
            }
        }
        try {
            return YAML.treeToValue(draft, MachineSpec.Draft.class).complete(id);
        } catch (UnrecognizedPropertyException e) {
            throw new MistakeException(file + " machines." + id + ": unknown key " + e.getPropertyName());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            throw new MistakeException(file + " machines." + id + ": " + message);
        }
    }
}
