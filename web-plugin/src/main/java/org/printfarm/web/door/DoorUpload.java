package org.printfarm.web.door;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.server.Request;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmCaller;
import org.printfarm.web.http.UploadPace;

/** Takes a file as slicers send it to an OctoPrint: a form with {@code print}, {@code plateindex} and {@code file}. Any thread. */
final class DoorUpload {

    /** Files at once; each keeps a thread. */
    static final int MAX_UPLOADS = 8;

    /** Bytes of a form beside its file. */
    private static final int FORM_BYTES = 65_536;

    private static final int PIECE = 65_536;
    private static final int MAX_PLATE = 999;
    private static final Set<String> YES = Set.of("true", "yes", "y", "1");

    /**
     * A file that is stored.
     *
     * @param job the job's id
     * @param name the file's name
     * @param printing whether it was asked to be printed
     */
    record Stored(String job, String name, boolean printing) {}

    private final Semaphore room = new Semaphore(MAX_UPLOADS);
    private final long maxBytes;

    /** Takes files of so many bytes. */
    DoorUpload(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Takes a file. What is not whole leaves nothing.
     *
     * @param printer the id of the printer that it is for
     * @throws IOException when the client goes away
     */
    Stored take(Request request, FarmCaller caller, String printer, InetAddress peer)
            throws FarmCallException, IOException {
        String boundary = boundary(request);
        if (request.getLength() > maxBytes + FORM_BYTES) {
            throw tooLarge();
        }
        if (!room.tryAcquire()) {
            throw new FarmCallException("BUSY", MAX_UPLOADS + " files are coming in already; try again later", "");
        }
        try (UploadForm form = new UploadForm(boundary, name -> caller.upload(printer, name, maxBytes, peer))) {
            receive(request, form);
            boolean print = form.field("print").filter(YES::contains).isPresent();
            OptionalInt plate = plate(form);
            String job = print ? form.file().print(plate) : form.file().store();
            return new Stored(job, form.fileName(), print);
        } finally {
            room.release();
        }
    }

    private static String boundary(Request request) throws FarmCallException {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        String boundary = type == null || !HttpField.stripParameters(type).equalsIgnoreCase("multipart/form-data")
                ? null
                : MultiPart.extractBoundary(type);
        if (boundary == null || boundary.isEmpty()) {
            throw new FarmCallException("BAD_REQUEST", "expected a form with a file (multipart/form-data)", "");
        }
        return boundary;
    }

    private void receive(Request request, UploadForm form) throws FarmCallException, IOException {
        UploadPace pace = new UploadPace();
        byte[] piece = new byte[PIECE];
        try (InputStream in = Request.asInputStream(request)) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                form.take(ByteBuffer.wrap(piece, 0, count), false);
                pace.came(count);
                if (pace.bytes() > maxBytes + FORM_BYTES) {
                    throw tooLarge();
                }
            }
        }
        form.take(ByteBuffer.allocate(0), true);
    }

    private FarmCallException tooLarge() {
        return new FarmCallException("TOO_LARGE", "a file has at most " + maxBytes + " bytes", "");
    }

    private static OptionalInt plate(UploadForm form) throws FarmCallException {
        String text = form.field("plateindex").orElse("");
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int plate = Integer.parseInt(text);
            if (plate >= 1 && plate <= MAX_PLATE) {
                return OptionalInt.of(plate);
            }
        } catch (NumberFormatException e) {
            // Told below, as one that is out of range.
        }
        throw new FarmCallException("BAD_REQUEST", "plateindex: expected a whole number from 1 to " + MAX_PLATE, "");
    }
}
