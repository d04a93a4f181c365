package org.printfarm.mqtt.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** How this plugin reads and writes JSON: strict and bounded on the way in, indented by four spaces on the way out. */
final class Json {

    /** Levels of objects and lists in a request. A slicer's own go four deep. */
    static final int MAX_DEPTH = 32;

    /** Names, values and brackets in a request: keeps a packet of 1 MiB from growing to a hundred times that in memory. */
    private static final long MAX_TOKENS = 100_000;

    private static final int MAX_NAME_LENGTH = 256;
    private static final int MAX_NUMBER_LENGTH = 64;

    /** Enough for what a packet can carry. */
    private static final int MAX_STRING_LENGTH = 16 * 1024 * 1024;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .maxNameLength(MAX_NAME_LENGTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxStringLength(MAX_STRING_LENGTH)
                            .build())
                    .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                    .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final ObjectWriter WRITER = MAPPER.writer(printer());

    private Json() {}

    /**
     * Writes a tree as printers do.
     *
     * @param tree what to write
     * @return UTF-8, four spaces of indent
     */
    static byte[] write(JsonNode tree) {
        try {
            return WRITER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree in memory could not be written", impossible);
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator(""));
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        return printer;
    }

    /**
     * Lays an object over another: objects key by key, everything else in place of what was there; null takes a key away.
     *
     * @param under is changed
     * @param over stays as it is, and shares nothing with the result
     */
    static void merge(ObjectNode under, ObjectNode over) {
        over.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                under.remove(field.getKey());
            } else if (value.isObject()) {
                JsonNode there = under.path(field.getKey());
                merge(there.isObject() ? (ObjectNode) there : under.putObject(field.getKey()), (ObjectNode) value);
            } else {
                under.set(field.getKey(), value.deepCopy());
            }
        });
    }
}
