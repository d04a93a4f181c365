package org.printfarm.ftp.sdcard;

import java.time.Duration;
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

    private static final DateTimeFormatter LIST_YEAR =
            DateTimeFormatter.ofPattern("MMM dd  yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** Beyond this age {@code ls} writes the year in place of the hour: without a year, clients take the latest one. */
    private static final Duration RECENT = Duration.ofDays(180);

    private Listing() {}

    /**
     * As {@code ls -l} writes it, which is what clients expect of LIST.
     *
     * @param entries what to list
     * @param now what time it is
     * @return one line each, with CRLF
     */
    public static String longLines(List<CardEntry> entries, Instant now) {
        return lines(entries.stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s 1 root root %12d %s %s",
                        entry.folder() ? "drwxr-xr-x" : "-rw-r--r--",
                        entry.bytes(),
                        listTime(entry.modified(), now),
                        entry.path().name()))
                .toList());
    }

    private static String listTime(Instant modified, Instant now) {
        boolean recent = Duration.between(modified, now).abs().compareTo(RECENT) < 0;
        return (recent ? LIST_TIME : LIST_YEAR).format(modified);
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

    /**
     * Facts and the whole path as in RFC 3659 section 7, for MLST.
     *
     * @param entry what to tell of
     * @return one line, without its end
     */
    public static String fact(CardEntry entry) {
        return facts(entry) + " " + entry.path();
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
