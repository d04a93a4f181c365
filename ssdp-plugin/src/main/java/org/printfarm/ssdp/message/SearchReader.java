package org.printfarm.ssdp.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Recognises a search for printers. Tolerant: header names and values in upper or lower case, in any order, with blanks
 * around them, lines that end with CR LF or with LF alone, a missing blank line at the end. Everything else is no search.
 * Pure; never throws; looks at no more than {@value DatagramWriter#MAX_BYTES} bytes; any thread.
 */
public final class SearchReader {

    private static final String METHOD = "m-search";
    private static final String SEARCH_TARGET = "st";
    private static final String EVERYTHING = "ssdp:all";

    private SearchReader() {}

    /**
     * Whether a datagram asks for printers or for everything.
     *
     * @param datagram from its position to its limit; left as it is
     * @return true when it is an {@code M-SEARCH} whose first {@code ST} is the printers' URN or {@code ssdp:all}
     */
    public static boolean asksForPrinters(ByteBuffer datagram) {
        if (datagram.remaining() > DatagramWriter.MAX_BYTES) {
            return false;
        }
        // One character per byte: nothing that is compared here has others than ASCII characters.
        String text = StandardCharsets.ISO_8859_1.decode(datagram.duplicate()).toString();
        int lineEnd = endOfLine(text, 0);
        return isSearch(text.substring(0, lineEnd)) && searchesPrinters(text, lineEnd + 1);
    }

    private static boolean isSearch(String requestLine) {
        String line = requestLine.strip().toLowerCase(Locale.ROOT);
        return line.startsWith(METHOD + " ") && line.contains(" http/1.");
    }

    private static boolean searchesPrinters(String text, int firstHeader) {
        int start = firstHeader;
        while (start < text.length()) {
            int end = endOfLine(text, start);
            String line = text.substring(start, end).strip();
            int colon = line.indexOf(':');
            if (line.isEmpty()) {
                return false;
            }
            if (colon > 0
                    && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals(SEARCH_TARGET)) {
                String wanted = line.substring(colon + 1).strip();
                return wanted.equalsIgnoreCase(EVERYTHING) || wanted.equalsIgnoreCase(DatagramWriter.PRINTER_URN);
            }
            start = end + 1;
        }
        return false;
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
