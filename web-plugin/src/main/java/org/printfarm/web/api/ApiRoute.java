package org.printfarm.web.api;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.web.http.HttpReply;

/**
 * Something that can be asked for.
 *
 * @param method GET, POST or DELETE
 * @param path with variables in braces
 * @param verb of the farm, whose right it takes
 * @param action does it
 */
record ApiRoute(String method, String path, String verb, Action action) {

    /** Does what a route is for. */
    @FunctionalInterface
    interface Action {
        /** Empty when the action answers by itself. */
        Optional<HttpReply> run(ApiExchange exchange) throws FarmCallException, IOException;
    }

    /** Whether it changes or starts something. */
    boolean changes() {
        return !method.equals("GET");
    }

    /** Whether its body is a file, which is not read but by its action. */
    boolean takesFile() {
        return verb.equals("upload");
    }

    /** The variables of a path that is this route's; empty for another. */
    Optional<Map<String, String>> match(List<String> segments) {
        String[] template = path.substring(1).split("/");
        if (template.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < template.length; i++) {
            if (template[i].startsWith("{")) {
                variables.put(template[i].substring(1, template[i].length() - 1), segments.get(i));
            } else if (!template[i].equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
