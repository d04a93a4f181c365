package org.printfarm.host.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file → its text: readable, not too large, UTF-8, and without characters that no editor shows. */
final class SourceText {

    /** The largest farm file, bytes: several times what {@value FarmReader#MAX_PRINTERS} printers need. */
    static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final String MAX_BYTES_TEXT = "8 MiB";

    private SourceText() {}

    /**
     * Reads the farm file.
     *
     * @return empty when it cannot be used; that is reported
     */
    static Optional<String> read(Path file, Reporter reporter) {
        SourcePosition nowhere = new SourcePosition(0, 0, KeyPath.ROOT);
        try {
            if (Files.notExists(file)) {
                reporter.mistake(nowhere, "there is no such file: write one, or name it with -c");
            } else if (Files.isDirectory(file)) {
                reporter.mistake(nowhere, "expected a file, got a folder");
            } else if (Files.exists(file) && !Files.isRegularFile(file)) {
                reporter.mistake(nowhere, "expected a file, got a pipe or a device");
            } else {
                return bytes(file, reporter, nowhere).flatMap(bytes -> decode(bytes, reporter));
            }
        } catch (AccessDeniedException e) {
            reporter.mistake(nowhere, "cannot be read: permission denied");
        } catch (IOException e) {
            reporter.mistake(nowhere, "cannot be read: " + e.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    private static Optional<byte[]> bytes(Path file, Reporter reporter, SourcePosition nowhere) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                reporter.mistake(nowhere, "expected at most " + MAX_BYTES_TEXT + ", got more");
                return Optional.empty();
            }
            return Optional.of(bytes);
        }
    }

    /** Decodes and checks what was read. */
    static Optional<String> decode(byte[] bytes, Reporter reporter) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = withoutByteOrderMark(out.flip().toString());
        if (result.isError()) {
            reporter.mistake(placeAfter(text), "expected UTF-8, got a byte that is none: save the file as UTF-8");
            return Optional.empty();
        }
        int unprintable = indexOfUnprintable(text.toCharArray());
        if (unprintable >= 0) {
            reporter.mistake(
                    placeAfter(text.substring(0, unprintable)),
                    String.format("expected text, got the control character U+%04X", text.codePointAt(unprintable)));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** Some editors begin a UTF-8 file with U+FEFF. */
    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Calls nothing for a plain character: a file has many, and is read before the JVM has compiled anything. */
    private static int indexOfUnprintable(char[] text) {
        for (int i = 0; i < text.length; i++) {
            char c = text[i];
            boolean plain = (c >= ' ' && c <= '~') || c == '\n';
            if (!plain && isUnprintable(c)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isUnprintable(char c) {
        boolean blank = c == '\t' || c == '\n' || c == '\r';
        return (Character.isISOControl(c) && !blank) || c == '\uFEFF' || c >= '\uFFFE';
    }

    private static SourcePosition placeAfter(String text) {
        String[] lines = text.split("\r\n|[\r\n]", -1);
        String last = lines[lines.length - 1];
        return new SourcePosition(lines.length, last.codePointCount(0, last.length()) + 1, KeyPath.ROOT);
    }
}
