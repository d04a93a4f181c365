package org.printfarm.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A whole answer. Immutable. */
public final class HttpReply {

    /** Documents. */
    public static final String JSON_TYPE = "application/json";

    /** Bytes from which on an answer is packed. */
    private static final int UNPACKED = 2_048;

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;
    private static final JsonMapper JSON = new JsonMapper();

    private final int status;
    private final String type;
    private final byte[] body;
    private final Map<String, String> headers;

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param type the media type
     * @param body its bytes, which nobody changes from now on
     * @param headers further ones
     */
    public HttpReply(int status, String type, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.headers = Map.copyOf(headers);
    }

    /** A document of the farm's. */
    public static HttpReply json(byte[] document) {
        return new HttpReply(OK, JSON_TYPE, document, Map.of());
    }

    /** A document made here. */
    public static HttpReply json(int status, Object document) {
        return new HttpReply(status, JSON_TYPE, bytes(document), Map.of());
    }

    /** A text. */
    public static HttpReply text(int status, String type, String text) {
        return new HttpReply(status, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A refusal. */
    public static HttpReply problem(ProblemDocument problem) {
        Map<String, String> headers = switch (problem.status()) {
            case UNAUTHORIZED -> Map.of("WWW-Authenticate", "Bearer realm=\"printfarm\"");
            case UNAVAILABLE -> Map.of("Retry-After", "5");
            default -> Map.of();
        };
        return new HttpReply(problem.status(), "application/problem+json", bytes(problem), headers);
    }

    private static byte[] bytes(Object document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that is no JSON", e);
        }
    }

    /** The same with further headers. */
    public HttpReply with(Map<String, String> others) {
        return new HttpReply(status, type, body, others);
    }

    /** Sends it, packed where it is long and the client can unpack it. */
    public void send(Request request, Response response, Callback callback) {
        String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
        boolean packs =
                accepted != null && accepted.contains("gzip") && body.length > UNPACKED && !type.contains("png");
        byte[] sent = packs ? packed() : body;
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, sent.length);
        response.getHeaders().put(HttpHeader.VARY, "Accept-Encoding");
        if (packs) {
            response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        headers.forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(sent), callback);
    }

    private byte[] packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** Without the body. */
    @Override
    public String toString() {
        return "reply[status=" + status + "]";
    }
}
