package org.printfarm.mqtt.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names that a file may have which a slicer wants printed. Slicers write {@code ftp://name}, {@code ftp:///name}, {@code
 * file:///sdcard/name} and bare paths, percent-encoded or not: which of the two is meant only the uploads can tell, so a URL
 * gives both spellings, first the one that was sent.
 */
final class FileNames {

    /** Characters of a file name that are taken. */
    static final int MAX_LENGTH = 1024;

    private static final String UPLOADED = "ftp://";
    private static final String ON_PRINTER = "file://";

    /** Where a printer's storage is mounted, seen from inside the printer. */
    private static final List<String> STORAGE_FOLDERS = List.of("mnt/sdcard/", "media/usb0/", "sdcard/");

    /** What slicers add to a job's title to name its file. */
    private static final List<String> SUFFIXES = List.of("", ".gcode.3mf", ".3mf", ".gcode");

    private final Set<String> names = new LinkedHashSet<>();

    /** All of them, best first. */
    List<String> all() {
        return List.copyOf(names);
    }

    /**
     * Adds what a URL means; nothing when it means no uploaded file.
     *
     * @param url as it came
     */
    FileNames addUrl(String url) {
        String path = url;
        boolean inStorage = true;
        if (startsWith(url, UPLOADED)) {
            path = url.substring(UPLOADED.length());
            inStorage = false;
        } else if (startsWith(url, ON_PRINTER)) {
            path = url.substring(ON_PRINTER.length());
        } else if (url.contains("://")) {
            return this;
        }
        add(path, inStorage);
        add(percentDecoded(path), inStorage);
        return this;
    }

    /**
     * Adds the file that a path on the printer means, without the folder where the storage is mounted.
     *
     * @param path as it came, not encoded
     */
    FileNames addPath(String path) {
        add(path, true);
        return this;
    }

    /**
     * Adds the files that a job's title may mean.
     *
     * @param title as it came, without a file's ending or with it
     */
    FileNames addTitle(String title) {
        if (!title.isBlank()) {
            SUFFIXES.forEach(suffix -> add(title + suffix, true));
        }
        return this;
    }

    private void add(String path, boolean inStorage) {
        String name = withoutLeadingSlashes(path);
        for (String folder : STORAGE_FOLDERS) {
            if (inStorage && name.startsWith(folder)) {
                name = withoutLeadingSlashes(name.substring(folder.length()));
                break;
            }
        }
        if (!name.isBlank() && name.length() <= MAX_LENGTH && name.codePoints().noneMatch(Character::isISOControl)) {
            names.add(name);
        }
    }

    private static boolean startsWith(String url, String scheme) {
        return url.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static String withoutLeadingSlashes(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '/') {
            start++;
        }
        return text.substring(start);
    }

    /** The text itself when it is not properly encoded: then it was not encoded at all. */
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
