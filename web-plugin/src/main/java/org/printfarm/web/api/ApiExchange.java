package org.printfarm.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmCaller;
import org.printfarm.web.http.HttpReply;
import org.printfarm.web.http.Visitors;

/**
 * One request and who asks.
 *
 * @param request as it came
 * @param response not begun
 * @param callback to be ended once
 * @param caller the farm as who asks has it
 * @param body what comes with it
 * @param path what stands in the place of the route's variables
 * @param query what stands after the question mark
 */
record ApiExchange(
        Request request,
        Response response,
        Callback callback,
        FarmCaller caller,
        RequestBody body,
        Map<String, String> path,
        Fields query) {

    static final JsonMapper JSON = new JsonMapper();

    /** A variable of the path. */
    String variable(String name) {
        return path.getOrDefault(name, "");
    }

    /** The variable {@code id} of the path, as JSON. */
    String quotedId() {
        return quoted(variable("id"));
    }

    /**
     * What the farm answers to a verb.
     *
     * @param arguments as JSON
     */
    Optional<HttpReply> document(String verb, String... arguments) throws FarmCallException {
        return Optional.of(HttpReply.json(caller.call(verb, List.of(arguments))));
    }

    /** One value of the query; empty when it is not there. */
    Optional<String> query(String name) {
        return Optional.ofNullable(query.getValue(name)).filter(value -> !value.isEmpty());
    }

    /** All values of the query. */
    List<String> all(String name) {
        return query.getValuesOrEmpty(name);
    }

    /** A switch of the query: there, or {@code true}. */
    boolean isOn(String name) {
        String value = query.getValue(name);
        return value != null && (value.isEmpty() || value.equals("true"));
    }

    /** A number of the query. */
    int number(String name, int min, int max, int usual) throws FarmCallException {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as one that is out of range.
        }
        throw badRequest(name + ": expected a whole number from " + min + " to " + max);
    }

    static FarmCallException badRequest(String text) {
        return new FarmCallException("BAD_REQUEST", text, "GET /api/v1/openapi.json tells what is expected");
    }

    /** The document that came, as a JSON object; an empty one where there is none. */
    JsonNode sent() throws FarmCallException, IOException {
        return sent(body);
    }

    /** The same of a request of nobody yet. */
    static JsonNode sent(RequestBody body) throws FarmCallException, IOException {
        byte[] bytes = body.document();
        try {
            JsonNode node = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // Told below; its text holds what came.
        }
        throw badRequest("expected a JSON object");
    }

    /** Who sends it. */
    InetAddress peer() {
        return Visitors.peer(request);
    }

    /** A text as JSON. */
    static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    /** Without what came. */
    @Override
    public String toString() {
        return "exchange[method=" + request.getMethod() + "]";
    }
}
