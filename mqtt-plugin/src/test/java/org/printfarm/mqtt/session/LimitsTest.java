package org.printfarm.mqtt.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;

class LimitsTest {

    private static final InetAddress ONE = Loopback.of("127.0.0.1");
    private static final InetAddress TWO = Loopback.of("127.0.0.2");

    @Test
    void eachLimitIsNamedAndRoomComesBack() {
        SessionLimits limits = new SessionLimits(3, 2);
        Object printer = new Object();
        Object other = new Object();
        assertThat(limits.acquire(printer, 1, ONE)).isEmpty();
        assertThat(limits.acquire(printer, 1, TWO)).contains(SessionLimits.Limit.PER_PRINTER);
        assertThat(limits.acquire(other, 9, ONE)).isEmpty();
        assertThat(limits.acquire(other, 9, ONE)).contains(SessionLimits.Limit.PER_PEER);
        assertThat(limits.acquire(other, 9, TWO)).isEmpty();
        assertThat(limits.acquire(other, 9, TWO)).contains(SessionLimits.Limit.IN_ALL);
        limits.release(printer, ONE);
        assertThat(limits.acquire(printer, 1, ONE)).isEmpty();
    }
}
