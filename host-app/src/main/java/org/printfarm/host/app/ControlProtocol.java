package org.printfarm.host.app;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    private ControlProtocol() {}

    /** What is asked. */
    record Request(String token, String verb, List<JsonNode> arguments) {

        /** Not the token, nor what somebody asked for. */
        @Override
        public String toString() {
            return "request[verb=" + verb + "]";
        }
    }

    /** What is answered: one of the two. */
    record Answer(@Nullable JsonNode result, @Nullable Trouble error) {}

    /** A {@link FarmException}. */
    record Trouble(String code, String text, String mend) {
        static Trouble of(FarmException e) {
            return new Trouble(e.code(), String.valueOf(e.getMessage()), e.mend());
        }
    }

    /** Once each way, for the first document of a process takes 0.1 s longer than the others. */
    static void prepare() {
        Request request = new Request("", "", List.of(JSON.valueToTree(List.of())));
        try {
            Request unused = JSON.readValue(JSON.writeValueAsBytes(request), Request.class);
        } catch (IOException e) {
            throw new IllegalStateException("what is written cannot be read", e);
        }
    }

    static void write(Socket socket, Object document) throws IOException {
        byte[] line = (JSON.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
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
    static <T> T read(Socket socket, int most, Duration patience, Class<T> type) throws IOException {
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
                return JSON.readValue(line.toByteArray(), type);
            }
        }
    }
}
