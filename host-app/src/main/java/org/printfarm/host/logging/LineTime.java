package org.printfarm.host.logging;

import java.time.Instant;
import java.time.LocalDate;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * The time at the beginning of a line, as {@code yyyy-MM-dd'T'HH:mm:ss.SSSXXX} writes it, for the years 1972 to 9999 (before,
 * some offsets had seconds). What stays the same within a minute is made once in it. Any thread.
 *
 * <p>The offset is {@link TimeZone}'s as long as its tables go: java.time reads the zones a second time, which takes a cold JVM
 * 30 ms more.
 */
final class LineTime {

    private static final int SECOND = 1000;
    private static final int MINUTE_SECONDS = 60;
    private static final int MINUTE = MINUTE_SECONDS * SECOND;
    private static final int MINUTES_OF_HOUR = 60;
    private static final int MINUTES_OF_DAY = 24 * MINUTES_OF_HOUR;

    /** The first minute of 2037, the last year of {@link TimeZone}'s tables, which it tells wrong for some zones. */
    private static final long END_OF_TABLES = 35_239_680L;

    private final TimeZone zone;

    /** Threads that race for a new one make it twice. */
    private volatile @Nullable Minute last;

    LineTime(TimeZone zone) {
        this.zone = zone;
    }

    /** Appends a time in milliseconds since 1970. */
    void append(StringBuilder line, long time) {
        long number = Math.floorDiv(time, (long) MINUTE);
        Minute minute = last;
        if (minute == null || minute.number != number) {
            minute = minute(number);
            last = minute;
        }
        int millis = (int) Math.floorMod(time, (long) MINUTE);
        line.append(minute.before);
        appendTwo(line, millis / SECOND);
        line.append('.').append((char) ('0' + millis % SECOND / 100));
        appendTwo(line, millis % 100);
        line.append(minute.after);
    }

    private Minute minute(long number) {
        int offset = offsetAt(number);
        long local = number + offset;
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(local, (long) MINUTES_OF_DAY));
        int ofDay = (int) Math.floorMod(local, (long) MINUTES_OF_DAY);
        StringBuilder before = new StringBuilder().append(date).append('T');
        appendTwo(before, ofDay / MINUTES_OF_HOUR);
        before.append(':');
        appendTwo(before, ofDay % MINUTES_OF_HOUR);
        return new Minute(number, before.append(':').toString(), offset(offset));
    }

    private int offsetAt(long number) {
        if (number < END_OF_TABLES) {
            return zone.getOffset(number * MINUTE) / MINUTE;
        }
        Instant time = Instant.ofEpochMilli(number * MINUTE);
        return zone.toZoneId().getRules().getOffset(time).getTotalSeconds() / MINUTE_SECONDS;
    }

    private static String offset(int minutes) {
        if (minutes == 0) {
            return "Z";
        }
        StringBuilder text = new StringBuilder().append(minutes < 0 ? '-' : '+');
        appendTwo(text, Math.abs(minutes) / MINUTES_OF_HOUR);
        text.append(':');
        appendTwo(text, Math.abs(minutes) % MINUTES_OF_HOUR);
        return text.toString();
    }

    private static void appendTwo(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private record Minute(long number, String before, String after) {}
}
