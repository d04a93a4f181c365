package org.printfarm.web.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.web.http.UploadPace;

/** What comes with one request: a document that is read whole, or a file that is read once. Hashed on the way. One thread. */
final class RequestBody {

    /** Bytes of a document. */
    static final int MAX_DOCUMENT = 65_536;

    /** How long a document may take to come: one that drips keeps a thread. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int PIECE = 65_536;

    private final Request request;
    private final MessageDigest digest;
    private byte @Nullable [] document;

    RequestBody(Request request) {
        this.request = request;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Takes a piece of a file. */
    @FunctionalInterface
    interface Sink {
        void take(ByteBuffer piece) throws FarmCallException;
    }

    /** The whole document; no bytes where there is none. The same at every call. */
    byte[] document() throws FarmCallException, IOException {
        byte[] known = document;
        if (known == null) {
            known = read();
            document = known;
        }
        return known;
    }

    private byte[] read() throws FarmCallException, IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[4_096];
        try (InputStream in = stream()) {
            for (int count = in.read(piece); count >= 0 && bytes.size() <= MAX_DOCUMENT; count = in.read(piece)) {
                bytes.write(piece, 0, count);
                if (System.nanoTime() - deadline > 0) {
                    throw ApiExchange.badRequest("expected the whole document within " + PATIENCE.toSeconds() + " s");
                }
            }
        }
        if (bytes.size() > MAX_DOCUMENT) {
            throw new FarmCallException("TOO_LARGE", "a document has at most " + MAX_DOCUMENT + " bytes", "");
        }
        return bytes.toByteArray();
    }

    /** Hands a file on, a piece at a time, to its end. */
    void file(Sink sink) throws FarmCallException, IOException {
        byte[] piece = new byte[PIECE];
        UploadPace pace = new UploadPace();
        try (InputStream in = stream()) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                sink.take(ByteBuffer.wrap(piece, 0, count));
                pace.came(count);
            }
        }
    }

    private InputStream stream() {
        return new DigestInputStream(Request.asInputStream(request), digest);
    }

    /** The SHA-256 of what was read since the last call, lower case hex. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
