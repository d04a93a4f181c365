package org.printfarm.host.client.watch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.printfarm.host.view.PrinterSnapshot;

/** Reads reports. Some printers send a full status once and then only what changed, so each is laid over the last one. */
final class StatusReader {

    /** Characters of a text that are shown. */
    private static final int MAX_TEXT = 200;

    private static final int MAX_DEPTH = 64;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build());

    private StatusReader() {}

    /**
     * Lays a report over what was known.
     *
     * @param payload what the printer published
     * @param before what was known
     * @return what is known now; empty when this is neither a status nor the answer to a print request
     */
    static Optional<PrinterSnapshot> read(byte[] payload, PrinterSnapshot before) {
        JsonNode print;
        try {
            print = JSON.readTree(new String(payload, StandardCharsets.UTF_8)).path("print");
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
        return switch (print.path("command").asText()) {
            case "push_status" -> Optional.of(status(print, before));
            case "project_file", "gcode_file" -> Optional.of(before.refused(refusal(print)));
            default -> Optional.empty();
        };
    }

    /** Empty for an answer that is none: a request on its way has no result. */
    private static String refusal(JsonNode print) {
        String result = print.path("result").asText();
        return result.equalsIgnoreCase("fail") ? printable(print.path("reason").asText("?")) : "";
    }

    private static PrinterSnapshot status(JsonNode print, PrinterSnapshot before) {
        return new PrinterSnapshot(
                text(print, "gcode_state", before.state()),
                text(print, "gcode_file", before.file()),
                text(print, "subtask_name", before.subtask()),
                text(print, "gcode_file_prepare_percent", before.preparePercent()),
                print.path("mc_percent").asInt(before.percent()),
                print.path("layer_num").asInt(before.layer()),
                print.path("print_error").asInt(before.error()),
                before.refused(),
                print.path("sdcard").asBoolean(before.storage()),
                print.path("nozzle_temper").asDouble(before.nozzle()),
                print.path("bed_temper").asDouble(before.bed()));
    }

    private static String text(JsonNode print, String field, String before) {
        JsonNode value = print.path(field);
        return value.isValueNode() ? printable(value.asText()) : before;
    }

    /** A stranger's text can neither move the cursor nor turn the writing round nor fill the screen. */
    private static String printable(String raw) {
        StringBuilder shown = new StringBuilder();
        raw.codePoints().limit(MAX_TEXT).forEach(codePoint -> {
            int type = Character.getType(codePoint);
            boolean safe = type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.UNASSIGNED
                    && type != Character.PRIVATE_USE
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR;
            shown.appendCodePoint(safe ? codePoint : '?');
        });
        return shown.toString();
    }
}
