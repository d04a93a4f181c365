package org.printfarm.ssdp.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;

/** How often an address may ask. */
class SearchLimiterTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Whoever asks all printers at once. */
    private static final InetAddress ALL = Loopback.of("0.0.0.0");

    private final SearchLimiter limiter = new SearchLimiter();

    @Test
    void burstIsAnsweredAndTheRestIsNot() {
        assertThat(admitted(peer(1), 0, 1000)).isEqualTo(SearchLimiter.BURST);
    }

    @Test
    void overAnHourAnAddressGetsNoMoreThanItWouldHearByListening() {
        int admitted = 0;
        for (long now = 0; now < 3600 * SECOND; now += SECOND / 10) {
            admitted += limiter.admits(peer(1), ALL, now) ? 1 : 0;
        }
        assertThat(admitted).isBetween(720, 720 + SearchLimiter.BURST);
    }

    @Test
    void onePeersLimitIsNotAnothers() {
        admitted(peer(1), 0, 1000);
        assertThat(limiter.admits(peer(2), ALL, 0)).isTrue();
    }

    @Test
    void whoAsksManyPrintersOneByOneHearsOfEach() {
        assertThat(IntStream.range(100, 1100)).allMatch(printer -> limiter.admits(peer(1), peer(printer), 0));
        assertThat(admitted(peer(1), 0, 1000)).isEqualTo(SearchLimiter.BURST);
    }

    @Test
    void afterARestTheBurstIsBack() {
        admitted(peer(1), 0, 1000);
        assertThat(admitted(peer(1), 60 * SECOND, 1000)).isEqualTo(SearchLimiter.BURST);
    }

    @Test
    void memoryIsBoundedWhateverAddressesAsk() {
        for (int i = 0; i < 100_000; i++) {
            limiter.admits(peer(i), ALL, 0);
        }
        assertThat(limiter.size()).isEqualTo(SearchLimiter.MAX_PAIRS);
    }

    @Test
    void busyPeerIsNotForgottenBecauseOfNewcomers() {
        admitted(peer(0), 0, 1000);
        for (int i = 1; i < 100_000; i++) {
            limiter.admits(peer(i), ALL, 0);
            if (i % 100 == 0) {
                assertThat(limiter.admits(peer(0), ALL, 0)).isFalse();
            }
        }
    }

    private int admitted(InetAddress peer, long now, int searches) {
        int admitted = 0;
        for (int i = 0; i < searches; i++) {
            admitted += limiter.admits(peer, ALL, now) ? 1 : 0;
        }
        return admitted;
    }

    private static InetAddress peer(int number) {
        byte[] address = {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
