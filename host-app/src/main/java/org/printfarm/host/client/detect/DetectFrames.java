package org.printfarm.host.client.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.printfarm.host.client.ClientException;
import org.printfarm.host.client.ClientException.Code;
import org.printfarm.host.view.DetectedPrinter;

/**
 * The two frames of a detect exchange as bytes: {@code A5 A5}, total length (16 bits, little-endian), JSON, {@code A7 A7}.
 * Pure. Source: protocol notes, section 1.
 */
final class DetectFrames {

    private static final int HEADER_BYTES = 4;
    private static final int FRAMING_BYTES = 6;
    private static final byte START = (byte) 0xA5;
    private static final byte END = (byte) 0xA7;
    /** The first byte of a TLS alert, which is how a TLS port answers plain bytes. Source: RFC 8446, section 5.1. */
    private static final byte TLS_ALERT = 0x15;

    private static final String REQUEST = "{\"login\":{\"command\":\"detect\",\"sequence_id\":\"20000\"}}";
    private static final JsonMapper JSON = new JsonMapper();

    private DetectFrames() {}

    /** The request a slicer sends. */
    static byte[] request() {
        byte[] json = REQUEST.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(json.length + FRAMING_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(START)
                .put(START)
                .putShort((short) (json.length + FRAMING_BYTES))
                .put(json)
                .put(END)
                .put(END)
                .array();
    }

    /**
     * How many bytes a reply has in all.
     *
     * @param received what has come so far
     * @return the total; 0 while it cannot be known yet
     * @throws ClientException when this is the start of no frame
     */
    static int totalLength(ByteBuffer received) throws ClientException {
        if (received.hasRemaining() && received.get(received.position()) == TLS_ALERT) {
            throw new ClientException(
                    Code.BAD_FRAME, "the port answers with a TLS alert: it speaks TLS, ask with --tls");
        }
        for (int i = 0; i < Math.min(2, received.remaining()); i++) {
            if (received.get(received.position() + i) != START) {
                throw new ClientException(
                        Code.BAD_FRAME, "the reply does not start with A5 A5: this is no printer's bind port");
            }
        }
        if (received.remaining() < HEADER_BYTES) {
            return 0;
        }
        int total = received.duplicate().order(ByteOrder.LITTLE_ENDIAN).getShort(received.position() + 2) & 0xFFFF;
        if (total <= FRAMING_BYTES) {
            throw new ClientException(Code.BAD_FRAME, "the reply claims a length of " + total + " bytes");
        }
        return total;
    }

    /**
     * What a whole reply says.
     *
     * @param frame exactly one frame
     * @throws ClientException when it is not the answer to a detect
     */
    static DetectedPrinter printer(byte[] frame) throws ClientException {
        if (frame[frame.length - 1] != END || frame[frame.length - 2] != END) {
            throw new ClientException(Code.BAD_FRAME, "the reply does not end with A7 A7 where its length says");
        }
        JsonNode login =
                json(Arrays.copyOfRange(frame, HEADER_BYTES, frame.length - 2)).path("login");
        if (!login.path("command").asText().equals("detect")) {
            throw new ClientException(Code.BAD_REPLY, "the reply is not the answer to a detect request");
        }
        return new DetectedPrinter(
                text(login, "id"),
                text(login, "model"),
                text(login, "name"),
                text(login, "version"),
                text(login, "bind"),
                text(login, "connect"));
    }

    private static JsonNode json(byte[] payload) throws ClientException {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new ClientException(
                    Code.BAD_REPLY,
                    "the reply is not JSON (trouble at byte " + e.getLocation().getByteOffset() + ")");
        } catch (IOException e) {
            throw new ClientException(Code.BAD_REPLY, "the reply could not be read as JSON", e);
        }
    }

    private static String text(JsonNode login, String key) throws ClientException {
        JsonNode value = login.path(key);
        if (!value.isTextual()) {
            throw new ClientException(Code.BAD_REPLY, "the reply has no text named " + key);
        }
        return value.textValue();
    }
}
