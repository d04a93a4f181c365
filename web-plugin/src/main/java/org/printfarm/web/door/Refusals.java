package org.printfarm.web.door;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.printfarm.web.http.HttpReply;
import org.printfarm.web.http.ProblemDocument;

/**
 * Says no in a way that reaches people: slicers show the text of a refusal as it is, one of them only where its type is {@code
 * text/plain} and nothing more.
 */
final class Refusals {

    /** How long the rest of a file is read after its refusal: who is reset while he sends may never read the answer (RFC 9112, 9.6). */
    private static final Duration LEFTOVER = Duration.ofSeconds(3);

    private static final int PIECE = 65_536;
    private static final int BAD_REQUEST = 400;
    private static final int UNSUPPORTED = 415;

    /** Requests that are read on at once: each keeps a thread, and one that is silent keeps it until it is cut off. */
    private static final int MAX_LEFTOVERS = 4;

    private final Semaphore room = new Semaphore(MAX_LEFTOVERS);

    /** Answers and ends the request: for those of whom nobody knows who they are. */
    void send(ProblemDocument problem, Request request, Response response, Callback callback) {
        reply(problem).send(request, response, callback);
    }

    /** Answers, reads on for a while, and ends the request: for those whose key is known. */
    void sendAndReadOn(ProblemDocument problem, Request request, Response response, Callback callback) {
        if (request.getHeaders().contains(HttpHeader.EXPECT) || !room.tryAcquire()) {
            send(problem, request, response, callback);
            return;
        }
        try {
            try (Blocker.Callback sent = Blocker.callback()) {
                reply(problem).send(request, response, sent);
                sent.block();
            }
            readOn(request);
            callback.succeeded();
        } catch (IOException e) {
            callback.failed(e);
        } finally {
            room.release();
        }
    }

    private static HttpReply reply(ProblemDocument problem) {
        return HttpReply.text(status(problem), "text/plain", problem.detail());
    }

    /** As OctoPrint has it where it has one. */
    private static int status(ProblemDocument problem) {
        return switch (problem.code()) {
            case "NOT_ALLOWED" -> UNSUPPORTED;
            case "NOT_WHOLE" -> BAD_REQUEST;
            default -> problem.status();
        };
    }

    private static void readOn(Request request) throws IOException {
        long end = System.nanoTime() + LEFTOVER.toNanos();
        byte[] piece = new byte[PIECE];
        try (InputStream in = Request.asInputStream(request)) {
            while (in.read(piece) >= 0 && System.nanoTime() - end < 0) {
                // Nobody wants it.
            }
        }
    }
}
