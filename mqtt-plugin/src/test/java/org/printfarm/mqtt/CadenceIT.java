package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.mqtt.TestFarm.Running;
import org.printfarm.mqtt.client.Packets;
import org.printfarm.mqtt.client.RawClient;

/** What one client does to the others: nothing. */
class CadenceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 200;
    private static final int ROUNDS = 3;

    /** A version reply has 1.5 kB: this many fill every buffer between the printer and a client that does not read. */
    private static final int FLOOD = 4000;

    private final TestFarm farm = new TestFarm();

    @AfterEach
    void closeFarm() {
        farm.close();
    }

    @Test
    void twoHundredClientsKeepTheirCadenceWhileOneStallsAndIsDropped() throws IOException {
        Running printer = farm.start(TestPrinters.next(), Map.of("push-interval", "2s"));
        List<RawClient> clients = new ArrayList<>();
        try (RawClient stalling = RawClient.narrow(printer.address())) {
            for (int number = 1; number < CLIENTS; number++) {
                clients.add(RawClient.loggedIn(printer.address(), "client-" + number)
                        .subscribed(printer.serial()));
            }
            stalling.send(Packets.connect("stalling", TestPrinters.ACCESS_CODE));
            stalling.subscribed(printer.serial());
            assertThat(printer.context().codes(Kind.CONNECTED)).hasSize(CLIENTS);
            flood(stalling, printer);
            for (int round = 0; round < ROUNDS; round++) {
                for (RawClient client : clients) {
                    // On a busy machine a round may take longer than a client may be silent.
                    client.send(Packets.ping());
                    client.report("push_status");
                }
            }
            await().atMost(PATIENCE)
                    .until(() -> printer.context().codes(Kind.DISCONNECTED).equals(List.of("STALLED")));
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void clientThatFloodsIsHeldBackAndTheOthersGetTheirReports() throws IOException {
        Running printer = farm.start(TestPrinters.next(), Map.of("push-interval", "1s"));
        try (RawClient flooding = RawClient.loggedIn(printer.address(), "flooding");
                RawClient other = RawClient.loggedIn(printer.address(), "other").subscribed(printer.serial())) {
            Thread flood = new Thread(() -> pingForever(flooding), "flood");
            flood.setDaemon(true);
            flood.start();
            for (int round = 0; round < 5; round++) {
                long begin = System.nanoTime();
                other.report("push_status");
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    /** Asks and asks and reads nothing, until the printer reads no more. */
    private static void flood(RawClient client, Running printer) throws IOException {
        byte[] request = Packets.publish(
                "device/" + printer.serial() + "/request",
                "{\"info\":{\"command\":\"get_version\",\"sequence_id\":\"1\"}}");
        Thread flood = new Thread(
                () -> {
                    try {
                        for (int count = 0; count < FLOOD; count++) {
                            client.send(request);
                        }
                    } catch (IOException dropped) {
                        assertThat(dropped).isInstanceOf(SocketException.class);
                    }
                },
                "flood");
        flood.setDaemon(true);
        flood.start();
    }

    private static void pingForever(RawClient client) {
        byte[] pings = new byte[16 * 1024];
        for (int index = 0; index < pings.length; index += 2) {
            pings[index] = (byte) 0xC0;
        }
        try {
            for (int count = 0; count < 10_000; count++) {
                client.send(pings);
            }
        } catch (IOException closed) {
            assertThat(closed).isNotNull();
        }
    }
}
