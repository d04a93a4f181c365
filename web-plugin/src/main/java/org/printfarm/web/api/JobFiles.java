package org.printfarm.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IO;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.web.http.HttpReply;

/** The bytes of a job, and a picture out of them. */
final class JobFiles {

    /** The largest picture, bytes. */
    private static final int MAX_PICTURE = 4 << 20;

    /** Files of a package that are looked through for a picture. */
    private static final int MAX_ENTRIES = 4_096;

    private static final int MAX_PLATE = 999;

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

    private static void end(
            SeekableByteChannel channel, Callback callback, @org.jspecify.annotations.Nullable Throwable failure) {
        IO.close(channel);
        if (failure == null) {
            callback.succeeded();
        } else {
            callback.failed(failure);
        }
    }

    /** The picture of a plate. */
    static Optional<HttpReply> thumbnail(ApiExchange call) throws FarmCallException, IOException {
        int wanted = call.number("plate", 1, MAX_PLATE, 0);
        JsonNode job =
                ApiExchange.JSON.readTree(call.caller().call("job", List.of(ApiExchange.quoted(call.variable("id")))));
        for (JsonNode plate : job.path("plates")) {
            String name = plate.path("thumbnail").asText("");
            if (!name.isEmpty() && (wanted == 0 || plate.path("number").asInt() == wanted)) {
                return Optional.of(picture(call, name));
            }
        }
        throw none();
    }

    private static HttpReply picture(ApiExchange call, String name) throws FarmCallException, IOException {
        try (SeekableByteChannel channel = call.caller().content(call.variable("id"));
                InputStream in = Channels.newInputStream(channel);
                ZipInputStream zip = new ZipInputStream(in)) {
            int count = 0;
            for (ZipEntry entry = zip.getNextEntry();
                    entry != null && count < MAX_ENTRIES;
                    entry = zip.getNextEntry()) {
                count++;
                if (entry.getName().equals(name)) {
                    byte[] picture = zip.readNBytes(MAX_PICTURE + 1);
                    if (picture.length > MAX_PICTURE || !isPng(picture)) {
                        throw none();
                    }
                    return new HttpReply(200, "image/png", picture, Map.of());
                }
            }
        }
        throw none();
    }

    private static boolean isPng(byte[] bytes) {
        return bytes.length > 8 && ByteBuffer.wrap(bytes).getLong() == 0x89504E470D0A1A0AL;
    }

    private static FarmCallException none() {
        return new FarmCallException("NOT_FOUND", "there is no picture of it", "");
    }
}
