package org.printfarm.ssdp.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When printers announce themselves, on a clock that the test turns. */
class AnnouncementScheduleTest {

    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final Duration BUCKET = Duration.ofMillis(250);
    private static final int MANY = 1000;

    @Test
    void lonePrinterIsDueAtOnceAndThenEveryInterval() {
        AnnouncementSchedule<String> table = new AnnouncementSchedule<>(0);
        long start = nanos(Duration.ofMillis(1234));
        table.add("bay-1", FIVE_SECONDS, start);
        List<Announcement> heard = run(table, start, start + nanos(Duration.ofSeconds(60)));
        assertThat(heard.get(0).at()).isEqualTo(start);
        for (int i = 1; i < heard.size(); i++) {
            assertThat(heard.get(i).at() - heard.get(i - 1).at()).isBetween(1L, nanos(FIVE_SECONDS));
        }
        assertThat(heard).hasSizeBetween(12, 14);
    }

    @Test
    void thousandPrintersLieEvenlyOverTheInterval() {
        AnnouncementSchedule<String> table = filled(FIVE_SECONDS);
        long from = nanos(Duration.ofSeconds(10));
        Map<Long, Integer> perBucket = new HashMap<>();
        for (Announcement each : run(table, from, from + nanos(FIVE_SECONDS) - 1)) {
            perBucket.merge((each.at() - from) / nanos(BUCKET), 1, Integer::sum);
        }
        int share = MANY / 20;
        assertThat(perBucket).hasSize(20);
        assertThat(perBucket.values()).allMatch(count -> Math.abs(count - share) <= 3);
    }

    @Test
    void eachOfAThousandAnnouncesOncePerInterval() {
        AnnouncementSchedule<String> table = filled(FIVE_SECONDS);
        long from = nanos(Duration.ofSeconds(10));
        Map<String, Integer> counts = new HashMap<>();
        run(table, from, from + nanos(FIVE_SECONDS) - 1).forEach(each -> counts.merge(each.whom(), 1, Integer::sum));
        assertThat(counts).hasSize(MANY);
        assertThat(counts.values()).allMatch(count -> count == 1);
    }

    @Test
    void bulkStartIsNoBurstAndEachAnnouncesWithinFiveSeconds() {
        for (Duration interval : List.of(Duration.ofSeconds(1), FIVE_SECONDS, Duration.ofMinutes(10))) {
            AnnouncementSchedule<String> table = filled(interval);
            long end = nanos(Duration.ofSeconds(5));
            Map<String, Long> first = new HashMap<>();
            Map<Long, Integer> perTenMillis = new HashMap<>();
            for (Announcement each : run(table, 0, end)) {
                first.putIfAbsent(each.whom(), each.at());
                perTenMillis.merge(each.at() / 10_000_000, 1, Integer::sum);
            }
            assertThat(first).as("interval %s", interval).hasSize(MANY);
            long windows = Math.min(nanos(interval), end) / 10_000_000;
            long even = MANY / windows + 1;
            assertThat(perTenMillis.values())
                    .as("interval %s", interval)
                    .allMatch(count -> count <= even + AnnouncementSchedule.PROMPT_BURST + 4);
        }
    }

    @Test
    void changedPrinterIsDueAtOnceAmongAThousand() {
        AnnouncementSchedule<String> table = filled(FIVE_SECONDS);
        long now = nanos(Duration.ofSeconds(20));
        run(table, 0, now);
        table.remove("bay-500");
        table.add("bay-500 renamed", FIVE_SECONDS, now);
        List<Announcement> next = run(table, now, now + nanos(Duration.ofMillis(20)));
        assertThat(next)
                .extracting(Announcement::whom)
                .contains("bay-500 renamed")
                .doesNotContain("bay-500");
    }

    @Test
    void removedPrinterIsNeverDueAgainAndItsSlotIsUsedAgain() {
        AnnouncementSchedule<String> table = filled(FIVE_SECONDS);
        for (int i = 0; i < MANY; i += 2) {
            assertThat(table.remove("bay-" + i)).isTrue();
            assertThat(table.remove("bay-" + i)).isFalse();
        }
        long from = nanos(Duration.ofSeconds(30));
        assertThat(run(table, from, from + nanos(FIVE_SECONDS) - 1)).hasSize(MANY / 2);
        for (int i = 0; i < MANY; i += 2) {
            table.add("new-" + i, FIVE_SECONDS, from);
        }
        from += nanos(Duration.ofSeconds(10));
        assertThat(run(table, from, from + nanos(FIVE_SECONDS) - 1)).hasSize(MANY);
    }

    @Test
    void missedAnnouncementsAreNotMadeUpFor() {
        AnnouncementSchedule<String> table = filled(FIVE_SECONDS);
        long hour = nanos(Duration.ofHours(1));
        int due = 0;
        while (table.takeDue(hour).isPresent()) {
            due++;
        }
        assertThat(due).isEqualTo(MANY);
    }

    @Test
    void emptyTableHasNobodyDue() {
        AnnouncementSchedule<String> table = new AnnouncementSchedule<>(0);
        assertThat(table.nextDue()).isEmpty();
        assertThat(table.takeDue(Long.MAX_VALUE / 2)).isEmpty();
    }

    private static AnnouncementSchedule<String> filled(Duration interval) {
        AnnouncementSchedule<String> table = new AnnouncementSchedule<>(0);
        for (int i = 0; i < MANY; i++) {
            table.add("bay-" + i, interval, 0);
        }
        return table;
    }

    /** Turns the clock from due time to due time and writes down who was due when; what was due before counts at {@code from}. */
    private static List<Announcement> run(AnnouncementSchedule<String> table, long from, long to) {
        List<Announcement> heard = new ArrayList<>();
        skipTo(table, from);
        while (table.nextDue().isPresent() && table.nextDue().getAsLong() <= to) {
            long now = Math.max(from, table.nextDue().getAsLong());
            Optional<String> whom = table.takeDue(now);
            whom.ifPresent(each -> heard.add(new Announcement(each, now)));
        }
        return heard;
    }

    private static void skipTo(AnnouncementSchedule<String> table, long from) {
        while (table.nextDue().isPresent() && table.nextDue().getAsLong() < from) {
            table.takeDue(table.nextDue().getAsLong());
        }
    }

    private static long nanos(Duration duration) {
        return duration.toNanos();
    }

    private record Announcement(String whom, long at) {}
}
