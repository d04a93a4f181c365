package org.printfarm.bind.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;

/** Counting connections in and out. */
class SessionGateTest {

    private static final InetAddress ONE = Loopback.of("192.0.2.1");
    private static final InetAddress TWO = Loopback.of("192.0.2.2");

    @Test
    void peerIsLetInUpToItsLimit() {
        SessionGate gate = new SessionGate(10, 2);
        assertThat(gate.enter(ONE)).isTrue();
        assertThat(gate.enter(ONE)).isTrue();
        assertThat(gate.enter(ONE)).isFalse();
        assertThat(gate.enter(TWO)).isTrue();
    }

    @Test
    void refusedOnesCountUntilTheyLeave() {
        SessionGate gate = new SessionGate(2, 1);
        gate.enter(ONE);
        gate.enter(ONE);
        assertThat(gate.isFull()).isTrue();
        gate.leave(ONE);
        assertThat(gate.isFull()).isFalse();
        assertThat(gate.enter(ONE)).isFalse();
    }

    @Test
    void nothingIsRememberedOfThoseWhoLeft() {
        SessionGate gate = new SessionGate(10, 1);
        for (int i = 0; i < 100; i++) {
            assertThat(gate.enter(ONE)).isTrue();
            gate.leave(ONE);
        }
        assertThat(gate.size()).isZero();
    }
}
