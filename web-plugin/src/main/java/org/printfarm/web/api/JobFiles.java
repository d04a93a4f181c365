package org.printfarm.web.api;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.web.http.HttpReply;

/** The bytes of a job, and its picture. */
final class JobFiles {

    private static final int MAX_PLATE = 999;

    /** Ids are never used twice, and files do not change: a wall that is looked at again asks for no picture again. */
    private static final Map<String, String> FOR_GOOD = Map.of("Cache-Control", "private, max-age=86400, immutable");

    private JobFiles() {}

    /** The file as it was stored. It is sent as it is read. */
    static Optional<HttpReply> file(ApiExchange call) throws FarmCallException, IOException {
        SeekableByteChannel channel = call.caller().content(call.variable("id"));
        call.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
        call.response().getHeaders().put(HttpHeader.CONTENT_LENGTH, channel.size());
        call.response().getHeaders().put(HttpHeader.CONTENT_DISPOSITION, "attachment");
        Content.Source source = Content.Source.from(Channels.newInputStream(channel));
        Content.copy(
                source,
                call.response(),
                Callback.from(
                        () -> end(channel, call.callback(), null), failure -> end(channel, call.callback(), failure)));
        return Optional.empty();
    }

    private static void end(SeekableByteChannel channel, Callback callback, @Nullable Throwable failure) {
        IO.close(channel);
        if (failure == null) {
            callback.succeeded();
        } else {
            callback.failed(failure);
        }
    }

    /** The picture of a plate; of the first that has one when none is named. */
    static Optional<HttpReply> thumbnail(ApiExchange call) throws FarmCallException, IOException {
        int plate = call.number("plate", 1, MAX_PLATE, 0);
        byte[] document = call.caller().call("thumbnail", List.of(call.quotedId(), Integer.toString(plate)));
        return Optional.of(
                new HttpReply(200, "image/png", ApiExchange.JSON.readValue(document, byte[].class), FOR_GOOD));
    }
}
