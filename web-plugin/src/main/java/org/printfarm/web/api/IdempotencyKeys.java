package org.printfarm.web.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.web.http.HttpReply;

/**
 * What was answered to requests with a key of the client's ({@code Idempotency-Key}), so that one that is sent again starts nothing
 * twice. It is the same one when its method, path, query and body are. The last {@value #MOST} are kept, in memory, until the farm
 * ends. Any thread.
 */
final class IdempotencyKeys {

    /** The header. */
    static final String HEADER = "Idempotency-Key";

    /** Answers that are kept. */
    static final int MOST = 1_000;

    private static final int MAX_KEY = 128;

    /** Files at once that are read only to be compared; each keeps a thread. */
    private static final int MAX_COMPARED = 4;

    private final Semaphore room = new Semaphore(MAX_COMPARED);

    private final Map<String, Answered> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answered> eldest) {
            return size() > MOST;
        }
    };

    /** What was asked, the answer, which is empty while it is being done, and the hash of the file that came; empty for none. */
    private record Answered(String asked, Optional<HttpReply> reply, String file) {}

    /** Does it, or answers as before. */
    Optional<HttpReply> once(ApiExchange call, ApiRoute route) throws FarmCallException, IOException {
        String given = call.request().getHeaders().get(HEADER);
        if (given == null || call.isOn("dry-run")) {
            return route.action().run(call);
        }
        if (given.isEmpty() || given.length() > MAX_KEY) {
            throw ApiExchange.badRequest(HEADER + ": expected 1 to " + MAX_KEY + " characters");
        }
        String key = call.caller().name() + "\n" + given;
        String asked = asked(call, route);
        Optional<Answered> before = begin(key, asked);
        if (before.isPresent()) {
            return route.takesFile()
                    ? sameFile(call, before.get())
                    : before.get().reply();
        }
        Optional<HttpReply> reply = Optional.empty();
        try {
            reply = route.action().run(call);
            return reply;
        } finally {
            end(key, new Answered(asked, reply, route.takesFile() ? call.body().sha256() : ""));
        }
    }

    private static String asked(ApiExchange call, ApiRoute route) throws FarmCallException, IOException {
        String line =
                call.request().getMethod() + " " + call.request().getHttpURI().getPathQuery();
        if (route.takesFile()) {
            return line;
        }
        byte[] unused = call.body().document();
        return line + " " + call.body().sha256();
    }

    private Optional<HttpReply> sameFile(ApiExchange call, Answered before) throws FarmCallException, IOException {
        if (!room.tryAcquire()) {
            throw new FarmCallException("BUSY", "so many files are compared already", "try again later");
        }
        try {
            call.body().file(piece -> {});
        } finally {
            room.release();
        }
        if (!call.body().sha256().equals(before.file())) {
            throw usedBefore();
        }
        return before.reply();
    }

    private synchronized Optional<Answered> begin(String key, String asked) throws FarmCallException {
        Answered before = known.get(key);
        if (before == null) {
            known.put(key, new Answered(asked, Optional.empty(), ""));
            return Optional.empty();
        }
        if (!before.asked().equals(asked)) {
            throw usedBefore();
        }
        if (before.reply().isEmpty()) {
            throw new FarmCallException("NOT_POSSIBLE", "the same is being done right now", "ask again in a moment");
        }
        return Optional.of(before);
    }

    private static FarmCallException usedBefore() {
        return new FarmCallException(
                "KEY_USED", HEADER + ": this key was used for something else", "use a new key for each request");
    }

    /** What was refused may be tried again. */
    private synchronized void end(String key, Answered answered) {
        if (answered.reply().isPresent()) {
            known.put(key, answered);
        } else {
            known.remove(key);
        }
    }
}
