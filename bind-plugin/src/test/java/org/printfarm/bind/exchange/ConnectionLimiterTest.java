package org.printfarm.bind.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.apache.mina.transport.socket.nio.NioSession;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.printfarm.api.contract.Loopback;

/** Counting connections in and out, and who goes when there are too many. */
class ConnectionLimiterTest {

    private static final Inet4Address ONE = Loopback.of("192.0.2.1");
    private static final Inet4Address TWO = Loopback.of("192.0.2.2");

    private final Endpoint printer = endpoint(3000);
    private final Endpoint neighbour = endpoint(3002);

    @Test
    void oldestOfThePeerAtThePortGoes() {
        ConnectionLimiter gate = new ConnectionLimiter(10, 10, 2);
        BindConnection oldest = enter(gate, printer, ONE);
        enter(gate, printer, ONE);
        enter(gate, neighbour, ONE);
        enter(gate, printer, TWO);
        assertThat(gate.enter(exchange(printer, ONE)))
                .contains(new ConnectionLimiter.Displaced(oldest, "TOO_MANY_FROM_PEER"));
    }

    @Test
    void whoseRequestIsWholeStays() {
        ConnectionLimiter gate = new ConnectionLimiter(10, 10, 2);
        enter(gate, printer, ONE).replying();
        BindConnection waiting = enter(gate, printer, ONE);
        assertThat(gate.enter(exchange(printer, ONE)))
                .contains(new ConnectionLimiter.Displaced(waiting, "TOO_MANY_FROM_PEER"));
    }

    @Test
    void newcomerGoesWhenNobodyElseCan() {
        ConnectionLimiter gate = new ConnectionLimiter(1, 1, 1);
        enter(gate, printer, ONE).replying();
        BindConnection late = exchange(printer, TWO);
        assertThat(gate.enter(late)).contains(new ConnectionLimiter.Displaced(late, "TOO_MANY_SESSIONS"));
    }

    @Test
    void nobodyGoesTwice() {
        ConnectionLimiter gate = new ConnectionLimiter(2, 2, 1);
        BindConnection first = enter(gate, printer, ONE);
        BindConnection second = exchange(printer, ONE);
        assertThat(gate.enter(second))
                .map(ConnectionLimiter.Displaced::exchange)
                .contains(first);
        assertThat(gate.enter(exchange(printer, ONE)))
                .map(ConnectionLimiter.Displaced::exchange)
                .contains(second);
    }

    @Test
    void displacedOnesCountUntilTheyAreClosed() {
        ConnectionLimiter gate = new ConnectionLimiter(1, 1, 1);
        BindConnection first = enter(gate, printer, ONE);
        for (int i = 0; i < ConnectionLimiter.MAX_CLOSING; i++) {
            gate.enter(exchange(printer, ONE));
        }
        assertThat(gate.isFull()).isTrue();
        gate.leave(first);
        assertThat(gate.isFull()).isFalse();
    }

    @Test
    void nothingIsRememberedOfThoseWhoLeft() {
        ConnectionLimiter gate = new ConnectionLimiter(10, 1, 1);
        for (int i = 0; i < 100; i++) {
            gate.leave(enter(gate, printer, ONE));
        }
        assertThat(gate.size()).isZero();
    }

    private static BindConnection enter(ConnectionLimiter gate, Endpoint endpoint, Inet4Address peer) {
        BindConnection exchange = exchange(endpoint, peer);
        assertThat(gate.enter(exchange)).isEmpty();
        return exchange;
    }

    private static BindConnection exchange(Endpoint endpoint, Inet4Address peer) {
        return new BindConnection(Mockito.mock(NioSession.class), endpoint, new InetSocketAddress(peer, 50_000), 0);
    }

    private static Endpoint endpoint(int port) {
        return new Endpoint(
                new InetSocketAddress(Loopback.of("127.0.0.1"), port),
                "plain-port",
                Optional.empty(),
                request -> Optional.empty(),
                Duration.ofSeconds(10),
                peer -> false,
                () -> true,
                event -> {},
                () -> {});
    }
}
