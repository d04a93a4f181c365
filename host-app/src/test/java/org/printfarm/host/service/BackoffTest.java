package org.printfarm.host.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    private final AtomicLong now = new AtomicLong();
    private final Backoff backoff = new Backoff(Limits.DEFAULT, now::get);

    @Test
    void theDelayDoublesFromOneToThirtySeconds() {
        List<Long> seconds =
                Stream.generate(() -> backoff.trouble().toSeconds()).limit(8).toList();

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void aServiceThatRanForLongStartsAnew() {
        backoff.trouble();
        backoff.trouble();
        backoff.running();
        now.addAndGet(Duration.ofSeconds(29).toNanos());
        backoff.running();
        now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(backoff.trouble()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aServiceThatComesAndGoesIsRetriedEverMoreSlowly() {
        for (int i = 0; i < 5; i++) {
            backoff.trouble();
            backoff.running();
            now.addAndGet(Duration.ofSeconds(29).toNanos());
        }

        assertThat(backoff.trouble()).isEqualTo(Duration.ofSeconds(30));
    }
}
