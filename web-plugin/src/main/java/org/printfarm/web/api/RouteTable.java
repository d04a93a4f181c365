package org.printfarm.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.web.http.HttpReply;

/** All routes that take a right, as {@code openapi.json} lists them. */
final class RouteTable {

    static final String BASE = "/api/v1";

    private static final String GET = "GET";
    private static final String POST = "POST";
    private static final String ID = "id";
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1_000;
    private static final List<String> QUERY = List.of("printer", "state", "since", "before");

    private final List<ApiRoute> routes = new ArrayList<>();

    /** All of them. */
    static List<ApiRoute> of(Uploads uploads, EventFanOut events) {
        RouteTable table = new RouteTable();
        table.documents();
        table.jobs(uploads);
        table.queues();
        table.machines();
        table.accounts();
        table.add(POST, "/reload", "reload", call -> reload(call, call.isOn("dry-run")));
        table.add(POST, "/check", "reload", call -> reload(call, true));
        table.add(GET, "/events", "events", events::watch);
        table.routes.add(new ApiRoute(GET, "/metrics", "metrics", call -> Optional.of(FarmMetrics.of(call.caller()))));
        return List.copyOf(table.routes);
    }

    private void add(String method, String path, String verb, ApiRoute.Action action) {
        routes.add(new ApiRoute(method, BASE + path, verb, action));
    }

    private void documents() {
        for (String verb :
                List.of("printers", "services", "wall", "machines", "configuration", "plugins", "certificates")) {
            add(GET, "/" + verb, verb, call -> call.document(verb));
        }
        add(GET, "/printers/{id}", "printers", call -> one(call, "printers"));
        add(GET, "/printers/{id}/slicers", "slicers", call -> call.document("slicers", call.quotedId()));
        add(GET, "/machines/{id}", "machines", call -> one(call, "machines"));
        add(
                GET,
                "/doctor",
                "doctor",
                call -> call.document(
                        "doctor", ApiExchange.quoted(call.query("address").orElse(""))));
        add(GET, "/ca/script", "caScript", RouteTable::caScript);
    }

    private void jobs(Uploads uploads) {
        add(GET, "/jobs", "jobs", call -> call.document("jobs", jobQuery(call)));
        add(POST, "/jobs", "upload", uploads::take);
        add(GET, "/jobs/{id}", "job", call -> call.document("job", call.quotedId()));
        add("DELETE", "/jobs/{id}", "deleteJob", call -> {
            if (call.isOn("dry-run")) {
                return dryRun(call, "deleteJob", "job");
            }
            return call.document("deleteJob", call.quotedId());
        });
        add(GET, "/jobs/{id}/file", "content", JobFiles::file);
        add(GET, "/jobs/{id}/thumbnail", "thumbnail", JobFiles::thumbnail);
        for (String action : List.of("send", "send-anyway", "hold", "release", "retry", "cancel")) {
            add(POST, "/jobs/{id}/" + action, "jobAction", call -> {
                if (call.isOn("dry-run")) {
                    return dryRun(call, "jobAction", "job");
                }
                String machine = call.sent().path("machine").asText("");
                return call.document(
                        "jobAction", call.quotedId(), ApiExchange.quoted(action), ApiExchange.quoted(machine));
            });
        }
    }

    private void queues() {
        add(GET, "/dispatch", "dispatch", call -> call.document("dispatch"));
        add(GET, "/hosts", "hosts", call -> call.document("hosts"));
        add(
                GET,
                "/queue",
                "queue",
                call -> call.document(
                        "queue", ApiExchange.quoted(call.query("of").orElse(""))));
        add(GET, "/jobs/{id}/why", "why", call -> call.document("why", call.quotedId()));
        for (String action : List.of("move", "priority", "copies", "plates", "reprint")) {
            add(POST, "/jobs/{id}/" + action, "queueAction", call -> {
                if (call.isOn("dry-run")) {
                    return dryRun(call, "queueAction", "job");
                }
                String value = call.sent().path("value").asText("");
                return call.document(
                        "queueAction", call.quotedId(), ApiExchange.quoted(action), ApiExchange.quoted(value));
            });
        }
    }

    private void accounts() {
        add(GET, "/users", "users", call -> call.document("users"));
        add(POST, "/users", "addUser", AccountRoutes::addUser);
        add(POST, "/users/{id}", "changeUser", AccountRoutes::changeUser);
        add(POST, "/users/{id}/password", "changePassword", AccountRoutes::changePassword);
        add("DELETE", "/users/{id}", "removeUser", AccountRoutes::removeUser);
        add(GET, "/keys", "keys", call -> call.document("keys"));
        add(POST, "/keys", "makeKey", AccountRoutes::makeKey);
        add("DELETE", "/keys/{id}", "revokeKey", AccountRoutes::revokeKey);
        add(GET, "/audit", "audit", AccountRoutes::audit);
        add(GET, "/history", "history", AccountRoutes::history);
    }

    private void machines() {
        add(POST, "/machines/{id}/test", "testMachine", RouteTable::test);
        for (String action : List.of("clear", "pause", "resume", "arm", "pause-print", "resume-print", "stop-print")) {
            add(POST, "/machines/{id}/" + action, "machineAction", call -> {
                if (call.isOn("dry-run")) {
                    one(call, "machines");
                    return dryRun(call, "machineAction", "");
                }
                String because = call.sent().path("because").asText("");
                return call.document(
                        "machineAction", call.quotedId(), ApiExchange.quoted(action), ApiExchange.quoted(because));
            });
        }
    }

    /** A file to be run on a slicer's machine. */
    private static Optional<HttpReply> caScript(ApiExchange call) throws FarmCallException, IOException {
        String os = ApiExchange.quoted(call.query("os").orElse(""));
        JsonNode script = ApiExchange.JSON.readTree(call.caller().call("caScript", List.of(os)));
        return Optional.of(HttpReply.text(
                        200, "text/plain; charset=utf-8", script.path("text").asText())
                .with(Map.of(
                        "Content-Disposition",
                        "attachment; filename=\"" + script.path("file").asText() + "\"")));
    }

    private static Optional<HttpReply> test(ApiExchange call) throws FarmCallException, IOException {
        if (call.isOn("dry-run")) {
            one(call, "machines");
            return dryRun(call, "testMachine", "");
        }
        return call.document("testMachine", call.quotedId());
    }

    private static Optional<HttpReply> reload(ApiExchange call, boolean checkOnly) throws FarmCallException {
        return call.document("reload", Boolean.toString(checkOnly));
    }

    /** What would be asked is allowed and there; nothing is done. */
    private static Optional<HttpReply> dryRun(ApiExchange call, String verb, String target) throws FarmCallException {
        if (!target.isEmpty()) {
            call.caller().call(target, List.of(call.quotedId()));
        }
        return Optional.of(HttpReply.json(200, Map.of("dryRun", true, "verb", verb)));
    }

    private static Optional<HttpReply> one(ApiExchange call, String verb) throws FarmCallException, IOException {
        for (JsonNode document : ApiExchange.JSON.readTree(call.caller().call(verb, List.of()))) {
            if (document.path(ID).asText().equals(call.variable(ID))) {
                return Optional.of(HttpReply.json(ApiExchange.JSON.writeValueAsBytes(document)));
            }
        }
        throw new FarmCallException(
                "NOT_FOUND", "there is none of that id", "GET " + BASE + "/" + verb + " lists them");
    }

    private static String jobQuery(ApiExchange call) throws FarmCallException {
        ObjectNode query = ApiExchange.JSON.createObjectNode();
        QUERY.forEach(name -> call.query(name).ifPresent(value -> query.put(name, value)));
        query.put("limit", call.number("limit", 1, MAX_PAGE, PAGE));
        return query.toString();
    }
}
