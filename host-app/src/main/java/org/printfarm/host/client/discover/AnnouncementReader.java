package org.printfarm.host.client.discover;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.printfarm.host.text.SafeText;

/**
 * Reads what printers say: announcements, farewells and answers to a search. Tolerant as slicers are: names in upper or lower
 * case, headers in any order, CR LF or LF, unknown headers. Pure; never throws; any thread.
 */
final class AnnouncementReader {

    /** The longest datagram that is looked at, bytes. */
    static final int MAX_BYTES = 4096;

    private static final String URN = "urn:bambulab-com:device:3dprinter:1";
    private static final int MAX_HEADERS = 64;

    private AnnouncementReader() {}

    /**
     * Reads one datagram.
     *
     * @param datagram from its position to its limit; left as it is
     * @return what it says; empty when it is of no printer, or tells no serial, or, unless it is a farewell, no model
     */
    static Optional<Announcement> read(ByteBuffer datagram) {
        if (datagram.remaining() > MAX_BYTES) {
            return Optional.empty();
        }
        String[] lines =
                StandardCharsets.UTF_8.decode(datagram.duplicate()).toString().split("\n", MAX_HEADERS + 2);
        String first = lines[0].strip().toLowerCase(Locale.ROOT);
        if (!first.startsWith("notify ") && !(first.startsWith("http/1.") && first.contains(" 200"))) {
            return Optional.empty();
        }
        Map<String, String> headers = headers(lines);
        String type = headers.getOrDefault("nt", headers.getOrDefault("st", ""));
        return type.equalsIgnoreCase(URN) ? announcement(headers) : Optional.empty();
    }

    private static Optional<Announcement> announcement(Map<String, String> headers) {
        boolean leaving = headers.getOrDefault("nts", "").equalsIgnoreCase("ssdp:byebye");
        String serial = text(headers, "usn");
        String model = text(headers, "devmodel.bambu.com");
        if (serial.isEmpty() || (model.isEmpty() && !leaving)) {
            return Optional.empty();
        }
        return Optional.of(new Announcement(
                leaving,
                serial,
                text(headers, "devname.bambu.com"),
                model,
                text(headers, "location"),
                text(headers, "devversion.bambu.com")));
    }

    private static String text(Map<String, String> headers, String name) {
        return SafeText.name(headers.getOrDefault(name, ""));
    }

    private static Map<String, String> headers(String[] lines) {
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < Math.min(lines.length, MAX_HEADERS + 1); i++) {
            String line = lines[i].strip();
            int colon = line.indexOf(':');
            if (line.isEmpty()) {
                break;
            }
            if (colon > 0) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.putIfAbsent(name, line.substring(colon + 1).strip());
            }
        }
        return headers;
    }
}
