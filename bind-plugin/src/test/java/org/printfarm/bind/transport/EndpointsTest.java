package org.printfarm.bind.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.bind.exchange.Endpoint;

/** Which printer a local address stands for. */
class EndpointsTest {

    private static final Inet4Address ONE = Loopback.of("192.0.2.1");
    private static final Inet4Address ANY = Loopback.of("0.0.0.0");

    private final Endpoints endpoints = new Endpoints();

    @Test
    void exactAddressComesFirstAndTheWildcardForTheRest() {
        Endpoint one = endpoint(ONE, 3000);
        Endpoint any = endpoint(ANY, 3000);
        endpoints.add(any);
        endpoints.add(one);
        assertThat(endpoints.find(new InetSocketAddress(ONE, 3000))).isSameAs(one);
        assertThat(endpoints.find(new InetSocketAddress(Loopback.of("192.0.2.2"), 3000)))
                .isSameAs(any);
    }

    @Test
    void portsDoNotMix() {
        endpoints.add(endpoint(ONE, 3000));
        endpoints.add(endpoint(ANY, 3000));
        assertThat(endpoints.find(new InetSocketAddress(ONE, 3002))).isNull();
    }

    @Test
    void removedOneIsGoneAndALaterOneOfTheSameAddressStays() {
        Endpoint early = endpoint(ONE, 3000);
        endpoints.add(early);
        Endpoint late = endpoint(ONE, 3000, Duration.ofSeconds(11));
        endpoints.add(late);
        endpoints.remove(early);
        assertThat(endpoints.find(new InetSocketAddress(ONE, 3000))).isSameAs(late);
        endpoints.remove(late);
        assertThat(endpoints.find(new InetSocketAddress(ONE, 3000))).isNull();
    }

    private static Endpoint endpoint(Inet4Address address, int port) {
        return endpoint(address, port, Duration.ofSeconds(10));
    }

    private static Endpoint endpoint(Inet4Address address, int port, Duration readTimeout) {
        return new Endpoint(
                new InetSocketAddress(address, port),
                "plain-port",
                Optional.empty(),
                request -> Optional.empty(),
                readTimeout,
                peer -> false,
                () -> true,
                event -> {},
                () -> {});
    }
}
