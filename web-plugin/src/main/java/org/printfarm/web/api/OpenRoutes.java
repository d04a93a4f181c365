package org.printfarm.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmCaller;
import org.printfarm.api.farm.FarmContext;
import org.printfarm.api.settings.Secret;
import org.printfarm.web.http.Doorkeeper;
import org.printfarm.web.http.HttpReply;
import org.printfarm.web.http.PageFiles;
import org.printfarm.web.http.ProblemDocument;
import org.printfarm.web.http.Visitors;

/** What anybody may ask for, because it tells nothing of the farm: the page's files, whether it is up, and to be let in. */
final class OpenRoutes {

    private static final String PLAIN = "text/plain; charset=utf-8";
    /** Passwords at once. */
    private static final int MAX_SIGN_INS = 4;

    private static final List<String> SESSION = List.of("api", "v1", "session");

    private final FarmContext context;
    private final Doorkeeper doorkeeper;
    private final Visitors visitors;
    private final List<String> verbs;
    private final Semaphore room = new Semaphore(MAX_SIGN_INS);
    private final PageFiles files = new PageFiles();

    /**
     * For one server.
     *
     * @param verbs all that routes use
     */
    OpenRoutes(FarmContext context, Doorkeeper doorkeeper, Visitors visitors, List<String> verbs) {
        this.context = context;
        this.doorkeeper = doorkeeper;
        this.visitors = visitors;
        this.verbs = verbs;
    }

    /** Empty when it is none of these. */
    Optional<HttpReply> answer(Request request, Response response, List<String> path)
            throws FarmCallException, IOException {
        if (path.equals(SESSION)) {
            return session(request, response);
        }
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            return Optional.empty();
        }
        if (path.size() == 2
                && path.get(0).equals("sign-in")
                && request.getMethod().equals("GET")) {
            return Optional.of(link(response, path.get(1)));
        }
        return switch (String.join("/", path)) {
            case "" -> files.of("index.html");
            case "api/v1/openapi.json" -> files.of("openapi.json");
            case "health/live" -> Optional.of(HttpReply.text(200, PLAIN, "live\n"));
            case "health/ready" ->
                Optional.of(
                        context.isReady()
                                ? HttpReply.text(200, PLAIN, "ready\n")
                                : HttpReply.text(503, PLAIN, "not ready\n"));
            default -> path.size() == 1 ? files.of(path.get(0)) : Optional.empty();
        };
    }

    /** A link is taken once, whoever follows it. */
    private HttpReply link(Response response, String token) throws FarmCallException {
        Optional<Secret> session = context.signIn().withLink(Secret.of(token));
        if (session.isEmpty()) {
            return HttpReply.text(403, PLAIN, "This link was used, or is too old. ./farm open makes another one.\n");
        }
        visitors.begin(response, session.get());
        return new HttpReply(303, PLAIN, new byte[0], Map.of("Location", "/"));
    }

    private Optional<HttpReply> session(Request request, Response response) throws FarmCallException, IOException {
        if (doorkeeper.isForeign(request)) {
            throw new FarmCallException("FORBIDDEN", "that is for the farm's own page", "");
        }
        return switch (request.getMethod()) {
            case "GET" -> Optional.of(whoAsks(request));
            case "POST" -> Optional.of(limited(request, response));
            case "DELETE" -> Optional.of(signOut(request, response));
            default -> Optional.empty();
        };
    }

    /** A page shows what he may, so that he does not find out by trying. */
    private HttpReply whoAsks(Request request) throws FarmCallException {
        Optional<FarmCaller> caller = visitors.of(request).map(Visitors.Visitor::caller);
        if (caller.isEmpty()) {
            return HttpReply.problem(ProblemDocument.of(ProblemDocument.UNAUTHENTICATED, "nobody is signed in", ""));
        }
        return HttpReply.json(
                200,
                Map.of(
                        "name", caller.get().name(),
                        "role", caller.get().role(),
                        "may", verbs.stream().filter(caller.get()::may).toList()));
    }

    /** Anybody may come this far, and each keeps a thread while his words come. */
    private HttpReply limited(Request request, Response response) throws FarmCallException, IOException {
        if (!room.tryAcquire()) {
            throw new FarmCallException("BUSY", "so many sign in right now", "try again in a moment");
        }
        try {
            return signIn(request, response);
        } finally {
            room.release();
        }
    }

    private HttpReply signIn(Request request, Response response) throws FarmCallException, IOException {
        JsonNode body = ApiExchange.sent(new RequestBody(request));
        Optional<Secret> session = context.signIn()
                .withPassword(
                        Visitors.peer(request),
                        body.path("user").asText(""),
                        Secret.of(body.path("password").asText("")));
        if (session.isEmpty()) {
            return HttpReply.problem(ProblemDocument.of(
                    ProblemDocument.UNAUTHENTICATED, "the name or the password is wrong", "./farm users lists names"));
        }
        visitors.begin(response, session.get());
        return HttpReply.json(200, Map.of("signedIn", true));
    }

    private HttpReply signOut(Request request, Response response) throws FarmCallException {
        Optional<Secret> session = visitors.session(request);
        if (session.isPresent()) {
            context.signIn().end(session.get());
        }
        visitors.end(response);
        return HttpReply.json(200, Map.of("signedIn", false));
    }
}
