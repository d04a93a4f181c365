package org.printfarm.host.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

final class LineTimeTest {

    private static final DateTimeFormatter PATTERN = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final long FIRST = Instant.parse("1973-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST = Instant.parse("2099-12-31T00:00:00Z").toEpochMilli();

    @Test
    void everyZoneIsAsThePatternWritesIt() {
        Random random = new Random(26);
        for (String id : TimeZone.getAvailableIDs()) {
            TimeZone zone = TimeZone.getTimeZone(id);
            LineTime time = new LineTime(zone);
            DateTimeFormatter pattern = PATTERN.withZone(zone.toZoneId());
            for (int i = 0; i < 100; i++) {
                long at = FIRST + (long) (random.nextDouble() * (LAST - FIRST));
                assertThat(text(time, at)).as(id).isEqualTo(pattern.format(Instant.ofEpochMilli(at)));
            }
        }
    }

    @Test
    void everyMillisecondAroundAChangeOfSummerTimeIsAsThePatternWritesIt() {
        for (String change : new String[] {
            "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2027-01-01T00:00:00Z", "2037-01-01T00:00:00Z"
        }) {
            ZoneId zone = ZoneId.of("Europe/Berlin");
            LineTime time = new LineTime(TimeZone.getTimeZone(zone));
            DateTimeFormatter pattern = PATTERN.withZone(zone);
            long middle = Instant.parse(change).toEpochMilli();
            for (long at = middle - 2_500; at < middle + 2_500; at++) {
                assertThat(text(time, at)).isEqualTo(pattern.format(Instant.ofEpochMilli(at)));
            }
        }
    }

    private static String text(LineTime time, long at) {
        StringBuilder text = new StringBuilder();
        time.append(text, at);
        return text.toString();
    }
}
