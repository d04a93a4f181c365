package org.printfarm.web.api;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmUpload;
import org.printfarm.web.http.HttpReply;

/** Takes files, a piece at a time: {@code POST /api/v1/jobs?printer=ID&name=FILE} with the file as the body. */
final class Uploads {

    /** Uploads at once; each keeps a thread. */
    static final int MAX_UPLOADS = 8;

    private static final int MAX_PLATE = 999;
    private static final int MAX_NAME = 255;

    /** The answer to a file that is stored. */
    record Accepted(String id, boolean printing) {}

    private final Semaphore room = new Semaphore(MAX_UPLOADS);
    private final long maxBytes;

    /** Takes files of so many bytes. */
    Uploads(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** See {@link ApiRoute.Action}. */
    Optional<HttpReply> take(ApiExchange call) throws FarmCallException, IOException {
        String printer = call.query("printer").orElseThrow(() -> ApiExchange.badRequest("printer: whose job is it?"));
        String name = call.query("name").orElse("upload.gcode.3mf");
        if (name.length() > MAX_NAME || name.contains("/") || name.contains("\\")) {
            throw ApiExchange.badRequest("name: expected a file's name without folders");
        }
        boolean print = call.isOn("print");
        OptionalInt plate = call.query("plate").isPresent()
                ? OptionalInt.of(call.number("plate", 1, MAX_PLATE, 1))
                : OptionalInt.empty();
        if (call.request().getLength() > maxBytes) {
            throw new FarmCallException(
                    "TOO_LARGE", "a file has at most " + maxBytes + " bytes", "farm.services.web.max-upload");
        }
        if (!room.tryAcquire()) {
            throw new FarmCallException("BUSY", MAX_UPLOADS + " files are coming in already", "try again later");
        }
        try (FarmUpload upload = call.caller().upload(printer, name, maxBytes, call.peer())) {
            if (call.isOn("dry-run")) {
                return Optional.of(HttpReply.json(200, Map.of("dryRun", true, "verb", "upload")));
            }
            call.body().file(upload::write);
            String job = print ? upload.print(plate) : upload.store();
            return Optional.of(HttpReply.json(201, new Accepted(job, print)));
        } finally {
            room.release();
        }
    }
}
