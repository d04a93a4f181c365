package org.printfarm.web.api;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmContext;
import org.printfarm.web.http.Doorkeeper;
import org.printfarm.web.http.HttpReply;
import org.printfarm.web.http.ProblemDocument;
import org.printfarm.web.http.Visitors;
import org.printfarm.web.http.Visitors.Visitor;
import org.printfarm.web.http.WebSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every request: what is open to all, or a route, with the right that it takes. */
public final class FarmHandler extends Handler.Abstract implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FarmHandler.class);

    private final Doorkeeper doorkeeper;
    private final Visitors visitors;
    private final OpenRoutes open;
    private final EventFanOut events;
    private final List<ApiRoute> routes;
    private final IdempotencyKeys keys = new IdempotencyKeys();

    private FarmHandler(FarmContext context, WebSettings settings) {
        this.doorkeeper = new Doorkeeper(settings);
        this.visitors = new Visitors(context.signIn(), settings);
        this.events = new EventFanOut(context, visitors);
        this.routes = RouteTable.of(new Uploads(settings.maxUpload()), events);
        this.open = new OpenRoutes(
                context,
                doorkeeper,
                visitors,
                routes.stream().map(ApiRoute::verb).distinct().sorted().toList());
    }

    /** For one server. */
    public static FarmHandler of(FarmContext context, WebSettings settings) {
        return new FarmHandler(context, settings);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        doorkeeper.mark(response);
        Optional<HttpReply> reply;
        try {
            Optional<ProblemDocument> refused = doorkeeper.refusal(request);
            reply = refused.isPresent()
                    ? refused.map(HttpReply::problem)
                    : answer(request, response, callback, segments(request));
        } catch (FarmCallException e) {
            reply = Optional.of(HttpReply.problem(ProblemDocument.of(e)));
        } catch (IOException e) {
            // The client is gone, or too slow: nobody reads an answer.
            callback.failed(e);
            return true;
        } catch (RuntimeException e) {
            LOG.error("a request failed", e);
            reply = Optional.of(
                    HttpReply.problem(ProblemDocument.of("INTERNAL", "a fault of the farm: its log tells more", "")));
        }
        reply.ifPresent(answer -> answer.send(request, response, callback));
        return true;
    }

    private static List<String> segments(Request request) throws FarmCallException {
        String path = request.getHttpURI().getCanonicalPath();
        if (path == null || !path.startsWith("/")) {
            throw ApiExchange.badRequest("expected a path");
        }
        try {
            return Arrays.stream(path.substring(1).split("/", -1))
                    .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw ApiExchange.badRequest("expected a path");
        }
    }

    private Optional<HttpReply> answer(Request request, Response response, Callback callback, List<String> segments)
            throws FarmCallException, IOException {
        Optional<HttpReply> opened = open.answer(request, response, segments);
        if (opened.isPresent()) {
            return opened;
        }
        Optional<Visitor> visitor = visitors.of(request);
        if (visitor.isEmpty()) {
            return Optional.of(HttpReply.problem(ProblemDocument.of(
                    ProblemDocument.UNAUTHENTICATED,
                    "who asks is not known",
                    "sign in on the page, or send Authorization: Bearer KEY; ./farm open makes a link")));
        }
        Optional<ProblemDocument> foreign =
                visitor.get().byCookie() ? doorkeeper.refusalOfSession(request) : Optional.empty();
        if (foreign.isPresent()) {
            return foreign.map(HttpReply::problem);
        }
        return routed(request, response, callback, segments, visitor.get());
    }

    private Optional<HttpReply> routed(
            Request request, Response response, Callback callback, List<String> segments, Visitor visitor)
            throws FarmCallException, IOException {
        List<ApiRoute> there = routes.stream()
                .filter(route -> route.match(segments).isPresent())
                .toList();
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Optional<ApiRoute> route =
                there.stream().filter(one -> one.method().equals(method)).findFirst();
        if (route.isEmpty()) {
            return Optional.of(there.isEmpty() ? nowhere() : wrongMethod(there));
        }
        if (!visitor.caller().may(route.get().verb())) {
            throw new FarmCallException(
                    "FORBIDDEN", "a " + visitor.caller().role() + " may not do that", "ask an admin of the farm");
        }
        ApiExchange call = new ApiExchange(
                request,
                response,
                callback,
                visitor.caller(),
                new RequestBody(request),
                route.get().match(segments).orElse(Map.of()),
                Request.extractQueryParameters(request));
        return route.get().changes()
                ? keys.once(call, route.get())
                : route.get().action().run(call);
    }

    private static HttpReply nowhere() {
        return HttpReply.problem(ProblemDocument.of(
                "NOT_FOUND", "there is nothing at that path", "GET /api/v1/openapi.json lists what there is"));
    }

    private static HttpReply wrongMethod(List<ApiRoute> there) {
        String allowed = there.stream().map(ApiRoute::method).sorted().collect(Collectors.joining(", "));
        return HttpReply.problem(ProblemDocument.of("NOT_ALLOWED_HERE", "that path takes " + allowed, ""))
                .with(Map.of("Allow", allowed));
    }

    /** Ends those who watch. */
    @Override
    public void close() {
        events.close();
    }
}
