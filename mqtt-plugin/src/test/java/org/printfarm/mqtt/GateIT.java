package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.mqtt.TestFarm.Running;
import org.printfarm.mqtt.client.Packets;
import org.printfarm.mqtt.client.RawClient;

/** Who has not logged in keeps nobody out. */
class GateIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int IDLE = 256;
    private static final int WAITING_PER_PEER = 16;
    private static final int WAITING = 64;

    private final TestFarm farm = new TestFarm();
    private final List<Socket> idle = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        for (Socket socket : idle) {
            socket.close();
        }
        farm.close();
    }

    @Test
    void idleConnectionsOfOneAddressLockNobodyOut() throws IOException {
        Running printer = farm.start();
        try (RawClient before = RawClient.loggedIn(printer.address(), "before")) {
            for (int count = 0; count < IDLE; count++) {
                idle(printer, 7, 1);
            }
            awaitDisplaced(printer, IDLE - WAITING_PER_PEER);
            RawClient.loggedIn(printer.address(), "after").close();
            before.send(Packets.ping());
            before.next(Packets.PINGRESP);
        }
        assertThat(printer.context().codes(Kind.CONNECTED)).hasSize(2);
    }

    @Test
    void idleConnectionsOfManyAddressesLockNobodyOut() throws IOException {
        Running printer = farm.start();
        for (int count = 0; count < IDLE; count++) {
            idle(printer, 8, 1 + count % 32);
        }
        awaitDisplaced(printer, IDLE - WAITING);
        RawClient.loggedIn(printer.address(), "after").close();
    }

    @Test
    void idleConnectionsGiveTheLastPlacesOfAPrinterAway() throws IOException {
        Running small = farm.start(TestPrinters.next(), Map.of("max-sessions", "3"));
        idle(small, 9, 1);
        idle(small, 9, 2);
        idle(small, 9, 3);
        try (RawClient first = RawClient.loggedIn(small.address(), "1");
                RawClient second = RawClient.loggedIn(small.address(), "2");
                RawClient third = RawClient.loggedIn(small.address(), "3")) {
            awaitDisplaced(small, 3);
            for (RawClient client : List.of(first, second, third)) {
                client.send(Packets.ping());
                client.next(Packets.PINGRESP);
            }
        }
    }

    @Test
    void hostsOwnProbeIsClosedAndLeavesNoTrace() throws IOException {
        Running printer = farm.start(TestPrinters.next(), Map.of("max-sessions", "1"));
        Set<SocketAddress> own = ConcurrentHashMap.newKeySet();
        printer.context().probeFrom(own::contains);
        try (RawClient only = RawClient.loggedIn(printer.address(), "only");
                Socket probe = new Socket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            own.add(probe.getLocalSocketAddress());
            probe.connect(printer.address());
            probe.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(probe.getInputStream().read()).isEqualTo(-1);
            only.send(Packets.ping());
            only.next(Packets.PINGRESP);
        }
        assertThat(printer.context().events())
                .allMatch(event -> event.kind() == Kind.CONNECTED || event.kind() == Kind.DISCONNECTED);
    }

    private void idle(Running printer, int net, int host) throws IOException {
        InetAddress from = InetAddress.getByAddress(new byte[] {127, 77, (byte) net, (byte) host});
        idle.add(new Socket(printer.address().getAddress(), printer.address().getPort(), from, 0));
    }

    private static void awaitDisplaced(Running printer, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(printer.context().codes(Kind.OVERLOADED))
                        .hasSize(count)
                        .containsOnly("DISPLACED"));
    }
}
