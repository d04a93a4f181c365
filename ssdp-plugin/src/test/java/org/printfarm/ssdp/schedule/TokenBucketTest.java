package org.printfarm.ssdp.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Bursts and rates. */
class TokenBucketTest {

    private static final Duration PERIOD = Duration.ofNanos(100);

    @Test
    void burstThenOnePerPeriod() {
        TokenBucket bucket = new TokenBucket(2, PERIOD, 1000);
        assertThat(bucket.take(1000)).isTrue();
        assertThat(bucket.take(1000)).isTrue();
        assertThat(bucket.take(1000)).isFalse();
        assertThat(bucket.take(1099)).isFalse();
        assertThat(bucket.take(1100)).isTrue();
        assertThat(bucket.take(1100)).isFalse();
    }

    @Test
    void clockThatGoesBackGivesNothing() {
        TokenBucket bucket = new TokenBucket(1, PERIOD, 1000);
        assertThat(bucket.take(1000)).isTrue();
        assertThat(bucket.take(500)).isFalse();
        assertThat(bucket.take(1050)).isFalse();
    }

    @Property(tries = 150)
    void neverMoreThanTheBurstPlusTheRate(
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll @Size(max = 200) List<@LongRange(min = 0, max = 300) Long> pauses) {
        TokenBucket bucket = new TokenBucket(burst, PERIOD, 0);
        long now = 0;
        long passed = 0;
        for (long pause : pauses) {
            now += pause;
            passed += bucket.take(now) ? 1 : 0;
            assertThat(passed).isLessThanOrEqualTo(burst + now / PERIOD.toNanos());
        }
    }
}
