package org.printfarm.mqtt.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what slicers publish: an object with one or more sections, each with a {@code command} and a {@code sequence_id}.
 * A {@code header} beside them (signed messages) is not looked at. NULs at the end, which some slicers send, do not count.
 */
public final class RequestReader {

    /** Characters of a sequence number that are echoed. Slicers use five. */
    static final int MAX_SEQUENCE_LENGTH = 64;

    /** Characters of a command's name. The longest known has 26. */
    static final int MAX_COMMAND_LENGTH = 64;

    private RequestReader() {}

    /**
     * Reads one message.
     *
     * @param payload the bytes as they came; not kept, not changed
     * @return the requests, or why there are none
     */
    public static ReadResult read(byte[] payload) {
        int end = payload.length;
        while (end > 0 && payload[end - 1] == 0) {
            end--;
        }
        String text;
        JsonNode document;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload, 0, end))
                    .toString();
            document = Json.MAPPER.readTree(text);
        } catch (CharacterCodingException notText) {
            return new ReadResult.Malformed(MessageFault.NOT_UTF8);
        } catch (JsonProcessingException notJson) {
            return new ReadResult.Malformed(MessageFault.NOT_JSON);
        }
        if (!document.isObject()) {
            return new ReadResult.Malformed(MessageFault.NOT_AN_OBJECT);
        }
        List<Request> requests = new ArrayList<>();
        for (Map.Entry<String, JsonNode> section : document.properties()) {
            request(section.getKey(), section.getValue(), text).ifPresent(requests::add);
        }
        return new ReadResult.Understood(List.copyOf(requests));
    }

    private static Optional<Request> request(String section, JsonNode body, String document) {
        String command = body.path("command").asText("");
        if (command.isEmpty() || command.length() > MAX_COMMAND_LENGTH) {
            return Optional.empty();
        }
        JsonNode sequenceId = sequenceId(body.path("sequence_id"));
        return Optional.ofNullable(
                switch (section + "." + command) {
                    case "pushing.pushall", "pushing.start" -> new Request.FullStatus(sequenceId);
                    case "info.get_version" -> new Request.Version(sequenceId);
                    case "system.get_access_code" -> new Request.AccessCode(sequenceId);
                    case "security.app_cert_install" -> new Request.InstallCertificate(sequenceId);
                    case "print.project_file", "print.gcode_file" ->
                        PrintReader.read(command, body, sequenceId, document);
                    default ->
                        KnownCommands.isSection(section)
                                ? new Request.Other(sequenceId, section, command, Command.of(command), body)
                                : null;
                });
    }

    private static JsonNode sequenceId(JsonNode sent) {
        boolean echoed =
                sent.isNumber() || (sent.isTextual() && sent.textValue().length() <= MAX_SEQUENCE_LENGTH);
        return echoed ? sent : MissingNode.getInstance();
    }
}
