package org.printfarm.web.door;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmUpload;

/**
 * A form with one file, read as it comes: fields are kept, the file goes on piece by piece and is nowhere as a whole. Fields may
 * stand before the file or after it. One thread.
 */
final class UploadForm implements MultiPart.Parser.Listener, AutoCloseable {

    /** Parts of one form. Slicers send up to five. */
    private static final int MAX_PARTS = 16;

    /** Bytes of one part's headers. */
    private static final int MAX_HEADERS = 4_096;

    /** Bytes of one field. */
    private static final int MAX_FIELD = 1_024;

    private static final String FILE = "file";

    /** Begins to take a file of that name. */
    interface Opener {
        FarmUpload open(String name) throws FarmCallException;
    }

    private final Opener opener;
    private final MultiPart.Parser parser;
    private final Map<String, String> fields = new HashMap<>();
    private final ByteArrayOutputStream field = new ByteArrayOutputStream();
    private final Map<String, String> disposition = new HashMap<>();
    private Optional<Came> file = Optional.empty();
    private boolean inFile;
    private boolean complete;
    private @Nullable FarmCallException fault;

    /**
     * The file that comes.
     *
     * @param name without folders
     * @param upload where it goes
     */
    private record Came(String name, FarmUpload upload) {}

    UploadForm(String boundary, Opener opener) {
        this.opener = opener;
        parser = new MultiPart.Parser(boundary, this);
        parser.setMaxParts(MAX_PARTS);
        parser.setPartHeadersMaxLength(MAX_HEADERS);
    }

    /**
     * Takes the next bytes of the form.
     *
     * @param bytes read to their limit
     * @param last whether none follow
     */
    void take(ByteBuffer bytes, boolean last) throws FarmCallException {
        parser.parse(Content.Chunk.from(bytes, last));
        if (fault != null) {
            throw fault;
        }
        if (last && !complete) {
            throw notWhole();
        }
    }

    /** The file that came; after the last bytes. */
    FarmUpload file() throws FarmCallException {
        return file.orElseThrow(() -> new FarmCallException("BAD_REQUEST", "there is no file in the form", "")).upload;
    }

    /** Its name, without folders. */
    String fileName() {
        return file.map(Came::name).orElse("");
    }

    /** A field; empty when it is not there or says nothing. */
    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    @Override
    public void onPartBegin() {
        disposition.clear();
        field.reset();
    }

    @Override
    public void onPartHeader(String name, String value) {
        if (name.equalsIgnoreCase("Content-Disposition")) {
            disposition.clear();
            HttpField.getValueParameters(value, disposition);
        }
    }

    @Override
    public void onPartHeaders() {
        String name = nameOfFile();
        inFile = FILE.equals(disposition.get("name")) && !name.isEmpty();
        if (!inFile || fault != null) {
            return;
        }
        if (file.isPresent()) {
            fault = new FarmCallException("BAD_REQUEST", "there are two files in the form", "");
            return;
        }
        try {
            file = Optional.of(new Came(name, opener.open(name)));
        } catch (FarmCallException e) {
            fault = e;
        }
    }

    /** By RFC 5987 where it is told so. Some send their own folders along. */
    private String nameOfFile() {
        String name = disposition.getOrDefault("filename", "");
        String[] extended = disposition.getOrDefault("filename*", "").split("'", 3);
        if (extended.length == 3 && extended[0].toLowerCase(Locale.ROOT).equals("utf-8")) {
            try {
                name = URLDecoder.decode(extended[2].replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return name;
            }
        }
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
        ByteBuffer bytes = chunk.getByteBuffer();
        if (fault != null) {
            return;
        }
        if (inFile && file.isPresent()) {
            try {
                file.get().upload.write(bytes);
            } catch (FarmCallException e) {
                fault = e;
            }
        } else if (field.size() + bytes.remaining() > MAX_FIELD) {
            fault = new FarmCallException("BAD_REQUEST", "a field of the form is too long", "");
        } else {
            byte[] piece = new byte[bytes.remaining()];
            bytes.get(piece);
            field.writeBytes(piece);
        }
    }

    @Override
    public void onPartEnd() {
        String name = disposition.get("name");
        if (!inFile && name != null) {
            fields.put(name, field.toString(StandardCharsets.UTF_8));
        }
        inFile = false;
    }

    @Override
    public void onComplete() {
        complete = true;
    }

    /** What came stays out of the words. */
    @Override
    public void onFailure(Throwable failure) {
        if (fault == null) {
            fault = notWhole();
        }
    }

    private static FarmCallException notWhole() {
        return new FarmCallException("BAD_REQUEST", "the form is not whole", "");
    }

    /** Throws away what was not stored. */
    @Override
    public void close() {
        file.ifPresent(came -> came.upload.close());
    }
}
