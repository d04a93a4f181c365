package org.printfarm.web.door;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.web.http.HttpReply;

/** What OctoPrint would answer, as far as slicers read it. Source: OctoPrint's public description of its REST API. */
final class DoorDocuments {

    /** Files in a list. */
    private static final int MAX_FILES = 100;

    private static final int MINUTE = 60;

    /** OctoPrint's, of which slicers read that it is there. */
    private static final String API_VERSION = "0.1";

    /** Slicers look for the first word. */
    private static final String SERVER = "OctoPrint";

    /** The OctoPrint whose answers these are. */
    private static final String SERVER_VERSION = "1.10.0";

    private static final String PRINTING = "Printing";
    private static final String PAUSED = "Paused";
    private static final String OPERATIONAL = "Operational";

    private DoorDocuments() {}

    /** The answer to a question; empty where nothing is. */
    static Optional<HttpReply> of(String question, DoorPrinter printer) throws FarmCallException, IOException {
        return switch (question) {
            case "api/version" -> json(version());
            case "api/server" -> json(server());
            case "api/settings" -> json(Map.of("feature", Map.of("sdSupport", false), "plugins", Map.of()));
            case "api/printer" -> json(printer(state(printer.panel())));
            case "api/job" -> json(job(printer));
            case "api/files", "api/files/local" -> json(files(printer));
            default -> Optional.empty();
        };
    }

    private static Optional<HttpReply> json(Map<String, ?> document) {
        return Optional.of(HttpReply.json(200, document));
    }

    private static Map<String, Object> version() {
        return Map.of(
                "api", API_VERSION, "server", SERVER_VERSION, "text", SERVER + " " + SERVER_VERSION + " (printfarm)");
    }

    private static Map<String, @Nullable Object> server() {
        Map<String, @Nullable Object> server = new LinkedHashMap<>();
        server.put("version", SERVER_VERSION);
        server.put("safemode", null);
        return server;
    }

    private static String state(JsonNode panel) {
        return switch (panel.path("phase").asText()) {
            case "prepare", "running" -> PRINTING;
            case "pause" -> PAUSED;
            default -> OPERATIONAL;
        };
    }

    /** A printer that was sent to is always there, for what is sent is stored in any case. */
    private static Map<String, Object> printer(String state) {
        Map<String, Object> flags = new LinkedHashMap<>();
        flags.put("operational", true);
        flags.put("ready", state.equals(OPERATIONAL));
        flags.put("printing", state.equals(PRINTING));
        flags.put("paused", state.equals(PAUSED));
        for (String never : List.of("pausing", "resuming", "cancelling", "finishing", "error", "closedOrError")) {
            flags.put(never, false);
        }
        flags.put("sdReady", false);
        return Map.of(
                "temperature", Map.of(), "sd", Map.of("ready", false), "state", Map.of("text", state, "flags", flags));
    }

    private static Map<String, Object> job(DoorPrinter printer) throws FarmCallException, IOException {
        JsonNode panel = printer.panel();
        String state = state(panel);
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        Map<String, @Nullable Object> progress = new LinkedHashMap<>();
        List.of("name", "origin", "size", "date").forEach(key -> file.put(key, null));
        List.of("completion", "filepos", "printTime", "printTimeLeft").forEach(key -> progress.put(key, null));
        if (!state.equals(OPERATIONAL)) {
            printer.jobs("printing", 1).forEach(job -> file.putAll(file(job)));
            progress.put("completion", panel.path("percent").asInt());
            progress.put("printTimeLeft", panel.path("remainingMinutes").asLong() * MINUTE);
        }
        return Map.of("job", Map.of("file", file), "progress", progress, "state", state);
    }

    private static Map<String, Object> files(DoorPrinter printer) throws FarmCallException, IOException {
        List<Map<String, Object>> files =
                printer.jobs("", MAX_FILES).stream().map(DoorDocuments::file).toList();
        return Map.of("files", files);
    }

    private static Map<String, Object> file(JsonNode job) {
        Map<String, Object> file = entry(job.path("file").asText());
        file.put("size", job.path("bytes").asLong());
        file.put("date", Instant.parse(job.path("received").asText()).getEpochSecond());
        return file;
    }

    private static Map<String, Object> entry(String name) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("name", name);
        file.put("display", name);
        file.put("path", name);
        file.put("type", "machinecode");
        file.put("typePath", List.of("machinecode", "gcode"));
        file.put("origin", "local");
        return file;
    }

    /** The answer to a file that is stored. */
    static HttpReply stored(Request request, DoorUpload.Stored stored) {
        String name = URLEncoder.encode(stored.name(), StandardCharsets.UTF_8).replace("+", "%20");
        String location = request.getHttpURI().getScheme() + "://"
                + request.getHeaders().get(HttpHeader.HOST)
                + request.getHttpURI().getPath() + "/" + name;
        Map<String, Object> file = entry(stored.name());
        file.put("refs", Map.of("resource", location));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("files", Map.of("local", file));
        document.put("done", true);
        document.put("effectiveSelect", stored.printing());
        document.put("effectivePrint", stored.printing());
        document.put("job", stored.job());
        return HttpReply.json(201, document).with(Map.of("Location", location));
    }
}
