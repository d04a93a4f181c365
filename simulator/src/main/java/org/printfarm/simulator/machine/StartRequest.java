package org.printfarm.simulator.machine;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * A start as it came over the LAN.
 *
 * @param json the value of {@code print}
 */
record StartRequest(JsonNode json) {

    String sequence() {
        return json.path("sequence_id").asText();
    }

    String task() {
        return json.path("task_id").asText("0");
    }

    /** The last part of {@code ftp://name}, {@code ftp:///name} or {@code file:///sdcard/name}. */
    String file() {
        String url = json.path("url").asText("");
        return URLDecoder.decode(url.substring(url.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** What is written down of it. */
    Map<String, String> details() {
        return Map.of(
                "task", task(),
                "file", file(),
                "plate", json.path("param").asText(),
                "mapping", json.path("ams_mapping").toString(),
                "use_ams", json.path("use_ams").asText());
    }

    /** The print that it asks for, on a machine that takes so long to leave its last state. */
    PrintRun run(MachineSpec spec, Duration late) {
        return new PrintRun(
                task(),
                json.path("subtask_id").asText("0"),
                json.path("subtask_name").asText(""),
                file(),
                late,
                spec.prepare(),
                spec.print());
    }
}
