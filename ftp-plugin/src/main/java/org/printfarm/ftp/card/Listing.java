package org.printfarm.ftp.card;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a folder is written down for LIST, NLST and MLSD. Times are UTC. */
public final class Listing {

    private static final DateTimeFormatter LIST_TIME =
            DateTimeFormatter.ofPattern("MMM dd HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter FACT_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Listing() {}

    /**
     * As {@code ls -l} writes it, which is what clients expect of LIST.
     *
     * @param entries what to list
     * @return one line each, with CRLF
     */
    public static String longLines(List<CardEntry> entries) {
        return lines(entries.stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s 1 root root %12d %s %s",
                        entry.folder() ? "drwxr-xr-x" : "-rw-r--r--",
                        entry.bytes(),
                        LIST_TIME.format(entry.modified()),
                        entry.path().name()))
                .toList());
    }

    /**
     * Names alone, for NLST.
     *
     * @param entries what to list
     * @return one line each, with CRLF
     */
    public static String names(List<CardEntry> entries) {
        return lines(entries.stream().map(entry -> entry.path().name()).toList());
    }

    /**
     * Facts and names as in RFC 3659 section 7, for MLSD.
     *
     * @param entries what to list
     * @return one line each, with CRLF
     */
    public static String facts(List<CardEntry> entries) {
        return lines(entries.stream()
                .map(entry -> facts(entry) + " " + entry.path().name())
                .toList());
    }

    private static String facts(CardEntry entry) {
        String size = entry.folder() ? "" : "size=" + entry.bytes() + ";";
        return "type=" + (entry.folder() ? "dir" : "file") + ";" + size + "modify=" + time(entry.modified()) + ";";
    }

    /**
     * A time as in RFC 3659 section 2.3, for MDTM.
     *
     * @param instant when
     * @return 14 digits, UTC
     */
    public static String time(Instant instant) {
        return FACT_TIME.format(instant);
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> line + "\r\n").collect(Collectors.joining());
    }
}
