package org.printfarm.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a report as JSON. */
public final class JsonReport {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /**
     * Writes it.
     *
     * @param report what
     * @param file is replaced
     * @throws IOException when it cannot be written
     */
    public static void write(Report report, Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.set("head", JSON.valueToTree(report.head()));
        root.set("faults", JSON.valueToTree(report.faults()));
        ArrayNode sections = root.putArray("sections");
        report.sections().forEach(section -> sections.add(JSON.<ObjectNode>valueToTree(section)));
        JSON.writeValue(file.toFile(), root);
    }
}
