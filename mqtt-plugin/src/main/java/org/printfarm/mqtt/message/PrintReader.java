package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code print.project_file} and {@code print.gcode_file}. */
final class PrintReader {

    static final String PROJECT_FILE = "project_file";
    static final String GCODE_FILE = "gcode_file";

    /** Fields beside those with a place of their own; a slicer sends about fifteen. */
    static final int MAX_OPTIONS = 64;

    /** Characters of all options together. */
    static final int MAX_OPTION_TEXT = 64 * 1024;

    private static final Set<String> OWN_PLACE =
            Set.of("command", "sequence_id", "url", "file", "param", "md5", "subtask_name");
    private static final Pattern PLATE = Pattern.compile("plate_([0-9]{1,3})\\.gcode$");
    private static final Pattern MD5 = Pattern.compile("[0-9A-Fa-f]{32}");
    private static final int FIRST_PLATE = 1;

    private PrintReader() {}

    /**
     * Reads one request.
     *
     * @param command {@link #PROJECT_FILE} or {@link #GCODE_FILE}
     * @param body the object that holds it
     * @param sequenceId to be echoed
     * @return the job, or that there is none to be kept
     */
    static Request read(String command, JsonNode body, JsonNode sequenceId) {
        String param = body.path("param").asText("");
        String sentFile = body.path("file").asText("");
        String subtask = body.path("subtask_name").asText("");
        String sentMd5 = body.path("md5").asText("");
        Optional<String> file = command.equals(GCODE_FILE)
                ? FileLocation.ofPath(param.isEmpty() ? sentFile : param)
                : projectFile(body.path("url").asText(""), sentFile);
        Optional<Map<String, String>> options = options(body);
        boolean usable = subtask.length() <= FileLocation.MAX_LENGTH
                && sentFile.length() <= FileLocation.MAX_LENGTH
                && (sentMd5.isEmpty() || MD5.matcher(sentMd5).matches());
        if (!usable || file.isEmpty() || options.isEmpty()) {
            return new Request.UnusablePrint(sequenceId);
        }
        String shown = command.equals(GCODE_FILE) && !param.isEmpty() ? param : sentFile;
        Optional<String> md5 = Optional.of(sentMd5.toUpperCase(Locale.ROOT)).filter(text -> !text.isEmpty());
        PrintJob job = new PrintJob(
                file.get(), shown.isEmpty() ? file.get() : shown, subtask, plate(param), md5, options.get());
        return new Request.Print(sequenceId, job);
    }

    private static Optional<String> projectFile(String url, String sentFile) {
        return url.isEmpty() ? FileLocation.ofPath(sentFile) : FileLocation.ofUrl(url);
    }

    private static int plate(String param) {
        Matcher matcher = PLATE.matcher(param);
        return matcher.find() ? Math.max(FIRST_PLATE, Integer.parseInt(matcher.group(1))) : FIRST_PLATE;
    }

    private static Optional<Map<String, String>> options(JsonNode body) {
        Map<String, String> options = new LinkedHashMap<>();
        int characters = 0;
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (OWN_PLACE.contains(field.getKey())) {
                continue;
            }
            JsonNode value = field.getValue();
            String text = value.isContainerNode() ? value.toString() : value.asText();
            characters += field.getKey().length() + text.length();
            options.put(field.getKey(), text);
            if (options.size() > MAX_OPTIONS || characters > MAX_OPTION_TEXT) {
                return Optional.empty();
            }
        }
        return Optional.of(Collections.unmodifiableMap(options));
    }
}
