package org.printfarm.mqtt.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InboundThrottleTest {

    private static final long START = 77;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final InboundThrottle throttle = new InboundThrottle(START);

    @Test
    void tooManyPacketsWaitForTheEndOfTheSecond() {
        for (int count = 1; count < InboundThrottle.MAX_PACKETS; count++) {
            assertThat(throttle.count(START + 10, 0)).isZero();
        }
        assertThat(throttle.count(START + 10, 0)).isEqualTo(SECOND - 10);
        assertThat(throttle.count(START + SECOND, 0)).isZero();
    }

    @Test
    void tooManyBytesWaitToo() {
        assertThat(throttle.count(START, InboundThrottle.MAX_BYTES - 1)).isZero();
        assertThat(throttle.count(START, 1)).isEqualTo(SECOND);
    }
}
