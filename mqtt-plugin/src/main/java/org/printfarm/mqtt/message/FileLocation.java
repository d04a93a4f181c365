package org.printfarm.mqtt.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The forms in which slicers name the file they uploaded: {@code ftp://name}, {@code ftp:///name}, {@code
 * file:///sdcard/name}, percent-encoded; and bare paths in {@code gcode_file}.
 */
final class FileLocation {

    /** Characters of a file name that are taken. */
    static final int MAX_LENGTH = 1024;

    private static final String UPLOADED = "ftp://";
    private static final String ON_PRINTER = "file://";

    /** Where a printer's storage is mounted, seen from inside the printer. */
    private static final List<String> STORAGE_FOLDERS = List.of("mnt/sdcard/", "media/usb0/", "sdcard/");

    private FileLocation() {}

    /**
     * The uploaded file that a URL means.
     *
     * @param url as it came
     * @return the decoded name; empty when the URL means no uploaded file
     */
    static Optional<String> ofUrl(String url) {
        if (url.regionMatches(true, 0, UPLOADED, 0, UPLOADED.length())) {
            return usable(percentDecoded(url.substring(UPLOADED.length())));
        }
        if (url.regionMatches(true, 0, ON_PRINTER, 0, ON_PRINTER.length())) {
            return ofPath(percentDecoded(url.substring(ON_PRINTER.length())));
        }
        return url.contains("://") ? Optional.empty() : ofPath(percentDecoded(url));
    }

    /**
     * The uploaded file that a path on the printer means.
     *
     * @param path as it came, not encoded
     * @return the name without the folder where the storage is mounted; empty when nothing is left
     */
    static Optional<String> ofPath(String path) {
        String relative = withoutLeadingSlashes(path);
        for (String folder : STORAGE_FOLDERS) {
            if (relative.startsWith(folder)) {
                return usable(relative.substring(folder.length()));
            }
        }
        return usable(relative);
    }

    private static Optional<String> usable(String name) {
        String relative = withoutLeadingSlashes(name);
        boolean fits = !relative.isBlank()
                && relative.length() <= MAX_LENGTH
                && relative.codePoints().noneMatch(Character::isISOControl);
        return fits ? Optional.of(relative) : Optional.empty();
    }

    private static String withoutLeadingSlashes(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '/') {
            start++;
        }
        return text.substring(start);
    }

    /** A name that is not properly encoded was not encoded at all: some slicers send it bare, per cent signs included. */
    private static String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
        for (int index = 0; index < encoded.length; index++) {
            if (encoded[index] != '%') {
                decoded.put(encoded[index]);
                continue;
            }
            int octet = index + 2 < encoded.length ? octet(encoded[index + 1], encoded[index + 2]) : -1;
            if (octet < 0) {
                return text;
            }
            decoded.put((byte) octet);
            index += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException notEncoded) {
            return text;
        }
    }

    private static int octet(byte high, byte low) {
        int upper = Character.digit((char) high, 16);
        int lower = Character.digit((char) low, 16);
        return upper < 0 || lower < 0 ? -1 : (upper << 4) | lower;
    }
}
