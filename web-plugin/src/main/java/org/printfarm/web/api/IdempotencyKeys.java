package org.printfarm.web.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.web.http.HttpReply;

/**
 * What was answered to requests with a key of the client's ({@code Idempotency-Key}), so that one that is sent again starts nothing
 * twice. The last {@value #MOST} are kept, in memory, until the farm ends. Any thread.
 */
final class IdempotencyKeys {

    /** The header. */
    static final String HEADER = "Idempotency-Key";

    /** Answers that are kept. */
    static final int MOST = 1_000;

    private static final int MAX_KEY = 128;

    private final Map<String, Answered> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answered> eldest) {
            return size() > MOST;
        }
    };

    /** What was asked, and the answer; empty while it is being done. */
    private record Answered(String asked, Optional<HttpReply> reply) {}

    /** Does it, or answers as before. */
    Optional<HttpReply> once(ApiExchange call, ApiRoute.Action action) throws FarmCallException, IOException {
        String given = call.request().getHeaders().get(HEADER);
        if (given == null) {
            return action.run(call);
        }
        if (given.isEmpty() || given.length() > MAX_KEY) {
            throw ApiExchange.badRequest(HEADER + ": expected 1 to " + MAX_KEY + " characters");
        }
        String key = call.caller().name() + "\n" + given;
        String asked =
                call.request().getMethod() + " " + call.request().getHttpURI().getPathQuery();
        Optional<HttpReply> before = begin(key, asked);
        if (before.isPresent()) {
            return before;
        }
        Optional<HttpReply> reply = Optional.empty();
        try {
            reply = action.run(call);
            return reply;
        } finally {
            end(key, asked, reply);
        }
    }

    private synchronized Optional<HttpReply> begin(String key, String asked) throws FarmCallException {
        Answered before = known.get(key);
        if (before == null) {
            known.put(key, new Answered(asked, Optional.empty()));
            return Optional.empty();
        }
        if (!before.asked().equals(asked)) {
            throw ApiExchange.badRequest(HEADER + ": this key was used for something else");
        }
        if (before.reply().isEmpty()) {
            throw new FarmCallException("NOT_POSSIBLE", "the same is being done right now", "ask again in a moment");
        }
        return before.reply();
    }

    /** What was refused may be tried again. */
    private synchronized void end(String key, String asked, Optional<HttpReply> reply) {
        if (reply.isPresent()) {
            known.put(key, new Answered(asked, reply));
        } else {
            known.remove(key);
        }
    }
}
