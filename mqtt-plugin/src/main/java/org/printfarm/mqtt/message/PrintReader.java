package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code print.project_file} and {@code print.gcode_file}. A field of unknown form counts as absent, and never costs the
 * request: only one that names no file at all is of no use.
 */
final class PrintReader {

    static final String PROJECT_FILE = "project_file";
    static final String GCODE_FILE = "gcode_file";

    /** Fields that are listed beside those with a place of their own; a slicer sends about fifteen. The document has all. */
    static final int MAX_OPTIONS = 64;

    /** Characters of one listed field. */
    static final int MAX_OPTION_TEXT = 4 * 1024;

    /** Characters of one field with a place of its own: a name of which every character is encoded as three octets. */
    private static final int MAX_TEXT = 9 * FileNames.MAX_LENGTH;

    private static final Set<String> OWN_PLACE =
            Set.of("command", "sequence_id", "url", "file", "param", "md5", "subtask_name");
    private static final Pattern PLATE_FILE = Pattern.compile("plate_0*([1-9][0-9]{0,5})\\.gcode$");
    private static final Pattern NUMBER = Pattern.compile("\\s*0*([1-9][0-9]{0,5})(?:\\.0*)?\\s*");
    private static final Pattern MD5 = Pattern.compile("[0-9A-Fa-f]{32}");

    private PrintReader() {}

    /**
     * Reads one request.
     *
     * @param command {@link #PROJECT_FILE} or {@link #GCODE_FILE}
     * @param body the object that holds it
     * @param sequenceId to be echoed
     * @param document the whole message
     * @return the job, or that there is none to be kept
     */
    static Request read(String command, JsonNode body, JsonNode sequenceId, String document) {
        String url = text(body, "url");
        String param = text(body, "param");
        String sentFile = text(body, "file");
        String subtask = text(body, "subtask_name");
        boolean isGcode = command.equals(GCODE_FILE);
        String sentPath = isGcode && !param.isEmpty() ? param : sentFile;
        List<String> files = files(isGcode ? "" : url, sentPath, subtask);
        if (files.isEmpty()) {
            return new Request.UnusablePrint(sequenceId);
        }
        Optional<String> md5 = Optional.of(text(body, "md5").strip())
                .filter(sent -> MD5.matcher(sent).matches())
                .map(sent -> sent.toUpperCase(Locale.ROOT));
        PrintJob job = new PrintJob(
                files,
                !isGcode && url.isBlank(),
                sentPath.isEmpty() ? shownName(files) : sentPath,
                subtask,
                plate(param, text(body, "plate")),
                md5,
                options(body),
                document);
        return new Request.Print(sequenceId, job);
    }

    /** A URL that means no uploaded file says as much as none. */
    private static List<String> files(String url, String path, String subtask) {
        List<String> named = new FileNames().addUrl(url).all();
        return named.isEmpty() ? new FileNames().addPath(path).addTitle(subtask).all() : named;
    }

    /** The decoded spelling, which is the last one of a URL. */
    private static String shownName(List<String> files) {
        return files.get(Math.min(1, files.size() - 1));
    }

    private static OptionalInt plate(String param, String plate) {
        Matcher file = PLATE_FILE.matcher(param);
        Matcher number = NUMBER.matcher(plate);
        return file.find()
                ? OptionalInt.of(Integer.parseInt(file.group(1)))
                : number.matches() ? OptionalInt.of(Integer.parseInt(number.group(1))) : OptionalInt.empty();
    }

    /** A scalar as text; nothing for what is no scalar, or too long to be shown. */
    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        String text = value.isValueNode() && !value.isNull() ? value.asText() : "";
        return text.length() <= MAX_TEXT ? text : "";
    }

    private static Map<String, String> options(JsonNode body) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            JsonNode value = field.getValue();
            String text = value.isContainerNode() ? value.toString() : value.asText();
            if (!OWN_PLACE.contains(field.getKey())
                    && text.length() <= MAX_OPTION_TEXT
                    && options.size() < MAX_OPTIONS) {
                options.put(field.getKey(), text);
            }
        }
        return Collections.unmodifiableMap(options);
    }
}
