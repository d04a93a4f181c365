package org.printfarm.simulator.machine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.printfarm.simulator.machine.MachineState.Reply;

/** Answers what comes on a machine's request topic. Any thread. */
public final class MachineRequests {

    private static final JsonMapper JSON = new JsonMapper();

    private final MachineSpec spec;
    private final MachineState state;
    private final StatusDocument status;

    /** Of one machine. */
    public MachineRequests(MachineSpec spec, MachineState state, StatusDocument status) {
        this.spec = spec;
        this.state = state;
        this.status = status;
    }

    /**
     * Answers one message.
     *
     * @param payload JSON, perhaps with a NUL at its end
     * @return the document for the report topic; empty where a machine says nothing
     */
    public Optional<ObjectNode> answer(byte[] payload) {
        JsonNode message;
        try {
            message = JSON.readTree(new String(payload, java.nio.charset.StandardCharsets.UTF_8).replace("\0", ""));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (message.path("pushing").path("command").asText().equals("pushall")) {
            return Optional.of(wrap("print", status.full()));
        }
        if (message.path("info").path("command").asText().equals("get_version")) {
            return Optional.of(wrap("info", version(message.path("info"))));
        }
        if (message.path("system").path("command").asText().equals("ledctrl")) {
            JsonNode light = message.path("system");
            ObjectNode reply = light.deepCopy();
            told(reply, state.light(light.path("led_mode").asText().equals("on")));
            return Optional.of(wrap("system", reply));
        }
        return message.has("print") ? print(message.path("print")) : Optional.empty();
    }

    private Optional<ObjectNode> print(JsonNode request) {
        ObjectNode reply = JsonNodeFactory.instance
                .objectNode()
                .put("command", request.path("command").asText())
                .put("sequence_id", request.path("sequence_id").asText());
        switch (request.path("command").asText()) {
            case "project_file" -> {
                told(reply, state.start(request));
                reply.put("task_id", request.path("task_id").asText());
            }
            case "print_speed", "gcode_line" -> told(reply, state.panel(request));
            case "pause", "resume", "stop" ->
                reply.put("result", state.command(request.path("command").asText()) ? "success" : "fail");
            default -> reply.put("result", "success");
        }
        return Optional.of(wrap("print", reply));
    }

    private static void told(ObjectNode reply, Reply outcome) {
        reply.put("result", outcome.taken() ? "success" : "failed").put("reason", outcome.reason());
        if (outcome.errorCode() != 0) {
            reply.put("err_code", outcome.errorCode());
        }
    }

    private ObjectNode version(JsonNode request) {
        ObjectNode info = JsonNodeFactory.instance
                .objectNode()
                .put("command", "get_version")
                .put("sequence_id", request.path("sequence_id").asText());
        info.putArray("module")
                .addObject()
                .put("name", "ota")
                .put("product_name", "Bambu Lab " + spec.model().displayName())
                .put("sw_ver", "01.09.00.00")
                .put("sn", MachineState.shownSerial(spec));
        return info;
    }

    private static ObjectNode wrap(String section, JsonNode body) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set(section, body);
        return document;
    }
}
