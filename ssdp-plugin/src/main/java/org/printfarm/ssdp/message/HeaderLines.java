package org.printfarm.ssdp.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A datagram as its first line and its headers. Tolerant: header names in upper or lower case, in any order, with blanks around
 * them, lines that end with CR LF or with LF alone, a missing blank line at the end. Pure; never throws; any thread.
 */
final class HeaderLines {

    /** One character per byte: nothing that is compared here has others than ASCII characters. */
    private final String text;

    private final int firstEnd;

    private HeaderLines(String text) {
        this.text = text;
        this.firstEnd = endOfLine(text, 0);
    }

    /**
     * Takes a datagram apart.
     *
     * @param datagram from its position to its limit; left as it is
     * @return empty when it is longer than {@value DatagramWriter#MAX_BYTES} bytes
     */
    static Optional<HeaderLines> of(ByteBuffer datagram) {
        return datagram.remaining() > DatagramWriter.MAX_BYTES
                ? Optional.empty()
                : Optional.of(new HeaderLines(
                        StandardCharsets.ISO_8859_1.decode(datagram.duplicate()).toString()));
    }

    /** Whether the first line is a request of this method, in upper or lower case. */
    boolean isRequest(String method) {
        String line = text.substring(0, firstEnd).strip().toLowerCase(Locale.ROOT);
        return line.startsWith(method + " ") && line.contains(" http/1.");
    }

    /**
     * The first header of a name.
     *
     * @param name in lower case
     * @return without the blanks around it; empty when there is none before the blank line
     */
    Optional<String> value(String name) {
        int start = firstEnd + 1;
        while (start < text.length()) {
            int end = endOfLine(text, start);
            String line = text.substring(start, end).strip();
            int colon = line.indexOf(':');
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
                return Optional.of(line.substring(colon + 1).strip());
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
