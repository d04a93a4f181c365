package org.printfarm.host.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;

/** Guesses whose comparison takes long; {@link AuthenticatorsTest} has the quick ones. */
final class WrongGuessesTest {

    private static final String PLACE = "";

    private final AtomicLong now = new AtomicLong();
    private final WrongGuesses guesses = new WrongGuesses(now::get, 3);
    private final InetAddress peer = Loopback.next();

    @Test
    void triesCountFromTheirBeginningAndAsLongAsTheyAreNotForgiven() {
        List<Optional<Long>> tries =
                Stream.generate(() -> guesses.begin(PLACE, peer)).limit(6).toList();
        assertThat(tries.subList(0, 5)).doesNotContain(Optional.empty());
        assertThat(tries.get(5)).isEmpty();
        assertThat(guesses.begin(PLACE, Loopback.next())).as("another peer").isPresent();
        guesses.forgive(PLACE, peer, tries.get(2).orElseThrow());
        assertThat(guesses.begin(PLACE, peer)).isPresent();
        assertThat(guesses.begin(PLACE, peer)).isEmpty();
        now.addAndGet(WrongGuesses.WINDOW.toNanos());
        assertThat(guesses.begin(PLACE, peer)).isPresent();
    }

    /** Ten right ones in a row, each forgiven: nobody is locked out by signing in often. */
    @Test
    void whoIsRightIsNeverKeptOut() {
        for (int i = 0; i < 10; i++) {
            guesses.forgive(PLACE, peer, guesses.begin(PLACE, peer).orElseThrow());
        }
        assertThat(guesses.begin(PLACE, peer)).isPresent();
    }

    @Test
    void manyPeersTakeNoMoreRoomThanFew() {
        for (int i = 0; i < 50; i++) {
            assertThat(guesses.begin(PLACE, Loopback.next()).isPresent()).isEqualTo(i < 3 + 5);
        }
        assertThat(guesses.pairs()).isEqualTo(3);
    }
}
