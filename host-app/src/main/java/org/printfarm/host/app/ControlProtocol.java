package org.printfarm.host.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes over the control channel: one JSON document on a line in each direction, then the connection ends.
 *
 * <pre>
 * {"token": "…", "verb": "job", "arguments": ["12"]}
 * {"result": {…}}    or    {"error": {"code": "NOT_FOUND", "text": "there is no job 12", "mend": "./farm jobs lists them"}}
 * </pre>
 *
 * <p>A verb is a method of {@link Farm}. Fields that are not known are passed over, so that a command and a farm of different
 * versions understand each other.
 */
final class ControlProtocol {

    /** Documents as the classes of {@link org.printfarm.host.view} say. */
    static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String ERROR = "error";

    private ControlProtocol() {}

    /** What is asked. */
    record Request(String token, String verb, List<JsonNode> arguments) {

        /** What is missing is empty. */
        static Request of(JsonNode line) {
            List<JsonNode> arguments = new ArrayList<>();
            line.path("arguments").forEach(arguments::add);
            return new Request(line.path("token").asText(), line.path("verb").asText(), arguments);
        }

        /** Not the token, nor what somebody asked for. */
        @Override
        public String toString() {
            return "request[verb=" + verb + "]";
        }
    }

    /** The answer with a document of {@code view}, or with nothing where there is none. */
    static String result(@Nullable Object document) throws JsonProcessingException {
        return JSON.writeValueAsString(Collections.singletonMap("result", document));
    }

    /** The answer that it cannot be done. */
    static String error(FarmException e) {
        return JSON.createObjectNode()
                .set(
                        ERROR,
                        JSON.createObjectNode()
                                .put("code", e.code())
                                .put("text", e.getMessage())
                                .put("mend", e.mend()))
                .toString();
    }

    /**
     * Reads an answer.
     *
     * @return the document
     * @throws FarmException when it is that it cannot be done
     */
    static JsonNode result(JsonNode answer) throws FarmException {
        JsonNode error = answer.path(ERROR);
        if (error.isObject()) {
            throw new FarmException(
                    error.path("code").asText(),
                    error.path("text").asText(),
                    error.path("mend").asText());
        }
        return answer.path("result");
    }

    static void write(Socket socket, String document) throws IOException {
        byte[] line = (document + "\n").getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(line);
        socket.getOutputStream().flush();
    }

    /**
     * Reads one line.
     *
     * @param most bytes
     * @param patience until it is whole
     * @throws IOException when the other side ends before, sends more, or is too slow
     */
    static JsonNode read(Socket socket, int most, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] chunk = new byte[8_192];
        while (true) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new SocketTimeoutException("no whole line came in time");
            }
            socket.setSoTimeout(Math.toIntExact(left));
            int count = socket.getInputStream().read(chunk);
            if (count < 0 || line.size() + count > most) {
                throw new IOException(count < 0 ? "the other side ended" : "a line is longer than " + most + " bytes");
            }
            line.write(chunk, 0, count);
            if (chunk[count - 1] == '\n') {
                return JSON.readTree(line.toByteArray());
            }
        }
    }
}
