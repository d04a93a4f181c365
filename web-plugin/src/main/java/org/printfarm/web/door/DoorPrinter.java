package org.printfarm.web.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmCaller;

/**
 * The printer behind a door, as one caller has it.
 *
 * @param caller who came
 * @param id the printer's id
 */
record DoorPrinter(FarmCaller caller, String id) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The printer of that name, or the first one that sends to the machine or pool of that name; empty for none. */
    static Optional<DoorPrinter> of(FarmCaller caller, String name) throws FarmCallException, IOException {
        List<JsonNode> printers =
                stream(JSON.readTree(caller.call("printers", List.of()))).toList();
        return Stream.of("id", "send-to")
                .flatMap(key -> printers.stream()
                        .filter(printer -> printer.path(key).asText().equals(name)))
                .findFirst()
                .map(printer -> new DoorPrinter(caller, printer.path("id").asText()));
    }

    /** What the wall shows of it. */
    JsonNode panel() throws FarmCallException, IOException {
        return stream(JSON.readTree(caller.call("wall", List.of())).path("printers"))
                .filter(panel -> panel.path("id").asText().equals(id))
                .findFirst()
                .orElseGet(JSON::createObjectNode);
    }

    /**
     * Its newest jobs.
     *
     * @param state only those in it; empty for all
     * @param limit at most so many
     */
    List<JsonNode> jobs(String state, int limit) throws FarmCallException, IOException {
        ObjectNode query = JSON.createObjectNode().put("printer", id).put("limit", limit);
        if (!state.isEmpty()) {
            query.put("state", state);
        }
        return stream(JSON.readTree(caller.call("jobs", List.of(query.toString()))))
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false);
    }
}
