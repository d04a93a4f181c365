package org.printfarm.ssdp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;

class RivalsTest {

    private static final InetSocketAddress PEER = peer("192.0.2.1");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Rivals rivals = new Rivals();

    @Test
    void oneThatIsHeardAgainIsToldOnceAndAnEchoIsNot() {
        assertThat(rivals.hear(PEER, 0)).isFalse();
        assertThat(rivals.hear(PEER, SECOND - 1)).as("an echo").isFalse();
        assertThat(rivals.hear(PEER, SECOND)).isTrue();
        assertThat(rivals.hear(PEER, 6 * SECOND)).isFalse();
        assertThat(rivals.leave(PEER)).hasValue(PEER);
        assertThat(rivals.leave(PEER)).isEmpty();
    }

    @Test
    void oneThatIsSilentIsGoneAndOneThatNobodyWasToldOfGoesWithoutAWord() {
        rivals.hear(PEER, 0);
        rivals.hear(PEER, SECOND);
        rivals.hear(peer("192.0.2.2"), SECOND);
        assertThat(rivals.forgetSilent(30 * SECOND)).isEmpty();
        assertThat(rivals.forgetSilent(31 * SECOND)).containsExactly(PEER);
        assertThat(rivals.forgetAll()).isEmpty();
    }

    @Test
    void aFloodOfThemTakesNoMemoryAndHidesNoneThatIsKnown() {
        rivals.hear(PEER, 0);
        for (int i = 2; i < 200; i++) {
            rivals.hear(peer("192.0.2." + i), 0);
        }
        int told = 0;
        for (int i = 1; i < 200; i++) {
            told += rivals.hear(peer("192.0.2." + i), SECOND) ? 1 : 0;
        }
        assertThat(told).isEqualTo(Rivals.MAX);
        assertThat(rivals.forgetAll()).hasSize(Rivals.MAX).contains(PEER);
    }

    private static InetSocketAddress peer(String address) {
        return new InetSocketAddress(Loopback.of(address), 2021);
    }
}
