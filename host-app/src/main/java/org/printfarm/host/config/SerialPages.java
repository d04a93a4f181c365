package org.printfarm.host.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.printfarm.api.PrinterIdentity;

/**
 * What stands in the book of serials: <code>{"version":1,"farm":"…","serials":{"bay-1":["01P…"]}}</code>.
 *
 * @param farm the random part that makes this farm's serials differ from those of all others
 * @param serials by printer id; mutable
 */
record SerialPages(String farm, Map<String, List<String>> serials) {

    /** Characters of the random part: 80 bits. */
    static final int FARM_LENGTH = 16;

    /** The largest book, bytes: some hundred thousand serials. */
    static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final int VERSION = 1;
    private static final Pattern FARM = Pattern.compile("[A-Z0-9]{" + FARM_LENGTH + "}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static SerialPages begin(String farm) {
        return new SerialPages(farm, new TreeMap<>());
    }

    /**
     * Reads a book.
     *
     * @throws DamagedException when it is none, or cannot be complete
     * @throws IOException when it cannot be read
     */
    static SerialPages read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        check(bytes.length <= MAX_BYTES);
        try {
            return read(JSON.readTree(bytes));
        } catch (JacksonException e) {
            throw new DamagedException(e);
        }
    }

    private static SerialPages read(JsonNode root) throws DamagedException {
        SerialPages pages = begin(root.path("farm").asText());
        check(root.path("version").asInt() == VERSION
                && FARM.matcher(pages.farm).matches());
        check(root.path("serials").isObject());
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, JsonNode> printer : root.path("serials").properties()) {
            check(printer.getValue().isArray() && !printer.getValue().isEmpty());
            for (JsonNode serial : printer.getValue()) {
                check(PrinterIdentity.isSerial(serial.asText()) && seen.add(serial.asText()));
                pages.add(printer.getKey(), serial.asText());
            }
        }
        return pages;
    }

    private static void check(boolean sound) throws DamagedException {
        if (!sound) {
            throw new DamagedException(null);
        }
    }

    List<String> of(String id) {
        return serials.getOrDefault(id, List.of());
    }

    void add(String id, String serial) {
        serials.computeIfAbsent(id, key -> new ArrayList<>()).add(serial);
    }

    byte[] toBytes() throws IOException {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION).put("farm", farm);
        ObjectNode byPrinter = root.putObject("serials");
        serials.forEach((id, list) -> {
            ArrayNode array = byPrinter.putArray(id);
            list.forEach(array::add);
        });
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    /** The file is there and is no whole book. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(@org.jspecify.annotations.Nullable Throwable cause) {
            super("not a whole book of serials", cause);
        }
    }
}
