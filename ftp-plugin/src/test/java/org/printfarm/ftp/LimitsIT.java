package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterEvent.Kind;

/** One greedy address, and what others still get. */
class LimitsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int IDLE_CONNECTIONS = 300;
    private static final int MORE_THAN_SEATS = 40;

    private final List<Socket> idle = new ArrayList<>();
    private TestFarm farm;
    private TestFarm.TestPrinter printer;

    @BeforeEach
    void start() {
        farm = new TestFarm();
        printer = farm.printer();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : idle) {
            socket.close();
        }
        farm.close();
    }

    private void beGreedy() throws IOException {
        for (int i = 0; i < IDLE_CONNECTIONS; i++) {
            Socket socket = new Socket();
            idle.add(socket);
            socket.bind(new InetSocketAddress("127.0.0.77", 0));
            socket.connect(new InetSocketAddress(printer.host(), TestFarm.PORT));
        }
    }

    @Test
    void idleConnectionsOfAnAddressKeepNobodyOut() throws Exception {
        try (RawClient before = new RawClient(printer, InetAddress.getByName("127.0.0.77"))) {
            before.login();
            beGreedy();
            RawClient.loggedIn(printer).close();
            // Its own address can be behind a whole NAT: as soon as fewer than ten a second come, the next one is in.
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                try (RawClient next = new RawClient(printer, InetAddress.getByName("127.0.0.77"))) {
                    next.login();
                }
            });
            before.expect("NOOP", 200);
        }
        assertThat(printer.context().codes(Kind.OVERLOADED)).contains("DISPLACED", "BEFORE_LOGIN");
    }

    @Test
    void theHostsOwnProbeIsClosedAtOnceAndAppearsNowhere() throws Exception {
        printer.context().probeFrom(peer -> true);
        for (int i = 0; i < MORE_THAN_SEATS; i++) {
            try (Socket probe = new Socket(printer.host(), TestFarm.PORT)) {
                probe.setSoTimeout((int) PATIENCE.toMillis());
                assertThat(probe.getInputStream().read()).isEqualTo(-1);
            }
        }
        printer.context().probeFrom(peer -> false);
        RawClient.loggedIn(printer).close();
        assertThat(printer.context().events().get(0).kind()).isEqualTo(Kind.CONNECTED);
        assertThat(printer.context().codes(Kind.OVERLOADED)).isEmpty();
        assertThat(printer.context().codes(Kind.LOST)).doesNotContain("EOF_IN_HANDSHAKE");
    }

    @Test
    void aClientThatDoesNotLogInIsToldWhenItMakesRoom() throws Exception {
        try (RawClient first = new RawClient(printer)) {
            first.expect(220);
            List<RawClient> others = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                RawClient other = new RawClient(printer);
                others.add(other);
                other.expect(220);
            }
            assertThat(first.expect(421)).contains("not logged in");
            assertThat(first.line()).isEmpty();
            assertThat(first.plain.endedWithAlert()).isTrue();
            for (RawClient other : others) {
                other.close();
            }
        }
    }

    @Test
    void whoFindsAllPlacesTakenByBusySlicersIsToldSoOverTls() throws Exception {
        TestFarm.TestPrinter narrow = farm.printer(Map.of("sessions-per-peer", "1"));
        try (RawClient one = RawClient.loggedIn(narrow);
                RawClient two = new RawClient(narrow)) {
            one.beginUpload("a.3mf");
            two.expect(220);
            two.expect("USER bblp", 331);
            assertThat(two.expect("PASS " + TestPrinters.ACCESS_CODE, 421)).contains("try again later");
            assertThat(two.line()).isEmpty();
            assertThat(two.plain.endedWithAlert()).isTrue();
        }
    }
}
