package org.printfarm.host.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
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

    /** Jackson's core alone: its data binding would take 0.2 s of every start for this one small file. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
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
        try (JsonParser in = JSON.createParser(bytes)) {
            return read(in);
        } catch (JacksonException e) {
            throw new DamagedException(e);
        }
    }

    private static SerialPages read(JsonParser in) throws IOException {
        int version = 0;
        String farm = "";
        Map<String, List<String>> serials = null;
        check(in.nextToken() == JsonToken.START_OBJECT);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            switch (name) {
                case "version" -> version = in.getValueAsInt();
                case "farm" -> farm = in.getValueAsString("");
                case "serials" -> {
                    check(value == JsonToken.START_OBJECT);
                    serials = readSerials(in);
                }
                default -> in.skipChildren();
            }
        }
        check(in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null);
        check(version == VERSION && FARM.matcher(farm).matches());
        if (serials == null) {
            throw new DamagedException(null);
        }
        return new SerialPages(farm, serials);
    }

    private static Map<String, List<String>> readSerials(JsonParser in) throws IOException {
        Map<String, List<String>> serials = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            List<String> own = new ArrayList<>();
            serials.put(in.currentName(), own);
            check(in.nextToken() == JsonToken.START_ARRAY);
            while (in.nextToken() != JsonToken.END_ARRAY) {
                String serial = in.getValueAsString("");
                check(PrinterIdentity.isSerial(serial) && seen.add(serial));
                own.add(serial);
            }
            check(!own.isEmpty());
        }
        return serials;
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes).useDefaultPrettyPrinter()) {
            out.writeStartObject();
            out.writeNumberField("version", VERSION);
            out.writeStringField("farm", farm);
            out.writeObjectFieldStart("serials");
            for (Map.Entry<String, List<String>> printer : serials.entrySet()) {
                out.writeArrayFieldStart(printer.getKey());
                for (String serial : printer.getValue()) {
                    out.writeString(serial);
                }
                out.writeEndArray();
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** The file is there and is no whole book. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(@org.jspecify.annotations.Nullable Throwable cause) {
            super("not a whole book of serials", cause);
        }
    }
}
