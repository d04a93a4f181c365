package org.printfarm.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.web.http.HttpReply;

/** What users, keys and the trail are asked for with. */
final class AccountRoutes {

    private static final int MAX_PAGE = 1_000;
    private static final int PAGE = 100;

    private AccountRoutes() {}

    static Optional<HttpReply> addUser(ApiExchange call) throws FarmCallException, IOException {
        JsonNode body = call.sent();
        return call.document("addUser", text(body, "name"), text(body, "role"), scope(body), password(body));
    }

    static Optional<HttpReply> changeUser(ApiExchange call) throws FarmCallException, IOException {
        JsonNode body = call.sent();
        return call.document("changeUser", call.quotedId(), text(body, "role"), scope(body));
    }

    static Optional<HttpReply> changePassword(ApiExchange call) throws FarmCallException, IOException {
        return call.document("changePassword", call.quotedId(), password(call.sent()));
    }

    static Optional<HttpReply> removeUser(ApiExchange call) throws FarmCallException {
        return call.document("removeUser", call.quotedId());
    }

    static Optional<HttpReply> makeKey(ApiExchange call) throws FarmCallException, IOException {
        JsonNode body = call.sent();
        return call.document("makeKey", text(body, "name"), text(body, "role"), scope(body), text(body, "expires"));
    }

    static Optional<HttpReply> revokeKey(ApiExchange call) throws FarmCallException {
        return call.document("revokeKey", call.quotedId());
    }

    static Optional<HttpReply> audit(ApiExchange call) throws FarmCallException {
        ObjectNode query = ApiExchange.JSON.createObjectNode();
        List.of("caller", "since").forEach(name -> call.query(name).ifPresent(value -> query.put(name, value)));
        int before = call.number("before", 1, Integer.MAX_VALUE, 0);
        if (before > 0) {
            query.put("before", before);
        }
        query.put("limit", call.number("limit", 1, MAX_PAGE, PAGE));
        return call.document("audit", query.toString());
    }

    static Optional<HttpReply> history(ApiExchange call) throws FarmCallException {
        ObjectNode query = ApiExchange.JSON.createObjectNode();
        List.of("from", "to").forEach(name -> call.query(name).ifPresent(value -> query.put(name, value)));
        query.put("after", call.number("after", 0, Integer.MAX_VALUE, 0));
        query.put("limit", call.number("limit", 1, MAX_PAGE, PAGE));
        return call.document("history", query.toString());
    }

    private static String text(JsonNode body, String name) {
        return ApiExchange.quoted(body.path(name).asText(""));
    }

    private static String scope(JsonNode body) {
        JsonNode scope = body.path("scope");
        return scope.isArray() ? scope.toString() : "[]";
    }

    private static String password(JsonNode body) {
        return ApiExchange.JSON
                .createObjectNode()
                .put("clearText", body.path("password").asText(""))
                .toString();
    }
}
