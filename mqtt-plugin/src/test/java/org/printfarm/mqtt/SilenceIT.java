package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.mqtt.TestFarm.Running;
import org.printfarm.mqtt.client.Packets;
import org.printfarm.mqtt.client.RawClient;

/** The host may not answer any more: clients get a close, and no packet. */
class SilenceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_BEFORE = 3;
    private static final PrintStatus NEWS = new PrintStatus(PrintPhase.FAILED, Optional.empty(), 1, 2);

    @Test
    void neitherAPacketNorTheStatusIsAnsweredAfterTheLease() throws IOException {
        AtomicBoolean lease = new AtomicBoolean(true);
        try (TestFarm farm = new TestFarm()) {
            Running printer = farm.start(TestPrinters.next(), Map.of("push-interval", "5s"));
            printer.context().answerWhile(lease::get);
            try (RawClient asking = RawClient.loggedIn(printer.address(), "asking");
                    RawClient watching =
                            RawClient.loggedIn(printer.address(), "watching").subscribed(printer.serial())) {
                watching.report("push_status");
                lease.set(false);

                asking.send(Packets.ping());
                assertThatThrownBy(asking::read).isInstanceOf(EOFException.class);
                printer.context().state().become(NEWS);
                assertClosesWithoutNews(watching);
                assertThatThrownBy(() -> RawClient.open(printer.address())).isInstanceOf(IOException.class);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(printer.context().codes(Kind.DISCONNECTED))
                                .containsExactly("SHUT_DOWN", "SHUT_DOWN"));

                lease.set(true);
                try (RawClient again =
                        RawClient.loggedIn(printer.address(), "again").subscribed(printer.serial())) {
                    again.report("FAILED");
                }
            }
        }
    }

    /** A status that was on its way before may come yet. */
    private static void assertClosesWithoutNews(RawClient client) throws IOException {
        for (int count = 0; count < MAX_BEFORE; count++) {
            try {
                assertThat(client.read().payload()).doesNotContain("FAILED");
            } catch (EOFException closed) {
                return;
            }
        }
        fail("not closed");
    }
}
