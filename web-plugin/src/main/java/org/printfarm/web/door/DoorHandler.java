package org.printfarm.web.door;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmCaller;
import org.printfarm.api.farm.FarmContext;
import org.printfarm.api.farm.FarmSignIn;
import org.printfarm.api.settings.Secret;
import org.printfarm.web.http.Doorkeeper;
import org.printfarm.web.http.HttpReply;
import org.printfarm.web.http.ProblemDocument;
import org.printfarm.web.http.Visitors;
import org.printfarm.web.http.WebSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers slicers under {@code /print/}, and leaves everything else to the handler behind it. Who comes is told by an API key alone,
 * never by a cookie: no page can send anything here in the name of who reads it.
 */
public final class DoorHandler extends Handler.Wrapper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DoorHandler.class);

    private static final String ROOT = "/print/";
    private static final String BEARER = "Bearer ";

    private final Doorkeeper doorkeeper;
    private final FarmSignIn signIn;
    private final DoorUpload uploads;
    private final Refusals refusals = new Refusals();
    private final AutoCloseable next;

    /**
     * The door of one server.
     *
     * @param next answers everything else; closed with this
     */
    public <H extends Handler & AutoCloseable> DoorHandler(FarmContext context, WebSettings settings, H next) {
        super(next);
        this.doorkeeper = new Doorkeeper(settings);
        this.signIn = context.signIn();
        this.uploads = new DoorUpload(settings.maxUpload());
        this.next = next;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getCanonicalPath();
        if (path == null || !path.startsWith(ROOT)) {
            return super.handle(request, response, callback);
        }
        doorkeeper.mark(response);
        try {
            enter(request, path.substring(ROOT.length()), response, callback);
        } catch (FarmCallException e) {
            refusals.send(ProblemDocument.of(e), request, response, callback);
        } catch (RuntimeException e) {
            LOG.error("a request at the door failed", e);
            refusals.send(
                    ProblemDocument.of("INTERNAL", "a fault of the farm: its log tells more", ""),
                    request,
                    response,
                    callback);
        }
        return true;
    }

    private void enter(Request request, String path, Response response, Callback callback) throws FarmCallException {
        Optional<ProblemDocument> refused = doorkeeper.refusal(request);
        if (refused.isPresent()) {
            refusals.send(refused.get(), request, response, callback);
            return;
        }
        FarmCaller caller = caller(request);
        try {
            answer(request, caller, path).send(request, response, callback);
        } catch (FarmCallException e) {
            refusals.sendAndReadOn(ProblemDocument.of(e), request, response, callback);
        } catch (IOException e) {
            // The client is gone, or too slow: nobody reads an answer.
            callback.failed(e);
        }
    }

    private HttpReply answer(Request request, FarmCaller caller, String path) throws FarmCallException, IOException {
        int slash = path.indexOf('/');
        String name = slash < 0 ? path : path.substring(0, slash);
        String question = slash < 0 ? "" : path.substring(slash + 1).toLowerCase(Locale.ROOT);
        DoorPrinter printer = DoorPrinter.of(caller, name)
                .orElseThrow(() ->
                        new FarmCallException("NOT_FOUND", "this farm has no printer and no pool of that name", ""));
        if (request.getMethod().equals("POST") && question.equals("api/files/local")) {
            return DoorDocuments.stored(request, uploads.take(request, caller, printer.id(), Visitors.peer(request)));
        }
        if (!List.of("GET", "HEAD").contains(request.getMethod())) {
            throw new FarmCallException("NOT_ALLOWED_HERE", "that is not for slicers to change here", "");
        }
        return DoorDocuments.of(question, printer)
                .orElseThrow(() -> new FarmCallException("NOT_FOUND", "there is nothing at that path", ""));
    }

    private FarmCaller caller(Request request) throws FarmCallException {
        Optional<FarmCaller> caller = Optional.empty();
        String key = key(request);
        if (key != null && !key.isBlank()) {
            caller = signIn.byKey(Secret.of(key.strip()));
        }
        FarmCaller known = caller.orElseThrow(() -> new FarmCallException(
                "FORBIDDEN", "the API key is missing or not known to this farm: ./farm keys add makes one", ""));
        if (!known.may("upload")) {
            throw new FarmCallException("FORBIDDEN", "a " + known.role() + " may not send files", "");
        }
        return known;
    }

    private static @Nullable String key(Request request) throws FarmCallException {
        String header = request.getHeaders().get("X-Api-Key");
        if (header != null) {
            return header;
        }
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length());
        }
        try {
            return Request.extractQueryParameters(request).getValue("apikey");
        } catch (IllegalArgumentException e) {
            throw new FarmCallException("BAD_REQUEST", "expected a query", "");
        }
    }

    /** Ends what is behind it. */
    @Override
    public void close() throws Exception {
        next.close();
    }
}
