package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.view.LinkView;

/** A link opens once, and not for long. */
final class SignInLinksTest {

    private Instant now = Instant.parse("2026-11-28T04:00:00Z");
    private final SignInLinks links = new SignInLinks(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void withoutAPageThereIsNoLink() {
        assertThatThrownBy(links::make).isInstanceOf(FarmException.class);
    }

    @Test
    void aLinkHoldsOnce() throws FarmException {
        Secret token = token();
        assertThat(links.take(Secret.of("other"))).isFalse();
        assertThat(links.take(token)).isTrue();
        assertThat(links.take(token)).isFalse();
    }

    @Test
    void aLinkHoldsTenMinutes() throws FarmException {
        Secret token = token();
        now = now.plus(Duration.ofMinutes(10));
        assertThat(links.take(token)).isFalse();
    }

    @Test
    void theOldestOfTooManyHoldsNoMore() throws FarmException {
        Secret first = token();
        Secret second = token();
        for (int i = 1; i < SignInLinks.MOST; i++) {
            token();
        }
        assertThat(links.take(first)).isFalse();
        assertThat(links.take(second)).isTrue();
    }

    private Secret token() throws FarmException {
        links.serves(URI.create("http://127.0.0.1:8880/"));
        LinkView link = links.make();
        assertThat(link.toString()).doesNotContain(link.link());
        assertThat(link.link()).startsWith("http://127.0.0.1:8880/sign-in/");
        return Secret.of(link.link().substring("http://127.0.0.1:8880/sign-in/".length()));
    }
}
