package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.printfarm.mqtt.TestFarm.Running;
import org.printfarm.mqtt.client.Packets;
import org.printfarm.mqtt.client.RawClient;

/** Clients that never ping stay connected. Runs beside the other tests, because it takes its time. */
@Execution(ExecutionMode.CONCURRENT)
class LongSilenceIT {

    /** The CONNECT of {@link Packets} asks for a keep-alive of 5 s; the protocol would end the session after 7.5 s. */
    private static final Duration SILENCE = Duration.ofSeconds(95);

    private static final int MAX_REPORTS = 200;

    @Test
    void sessionOf95SecondsWithoutPingsGoesOnAndIsReportedToAtLeastEveryFiveSeconds() throws IOException {
        try (TestFarm farm = new TestFarm()) {
            Running printer = farm.start();
            try (RawClient client =
                    RawClient.loggedIn(printer.address(), "silent").subscribed(printer.serial())) {
                long begin = System.nanoTime();
                int reports = 0;
                while (System.nanoTime() - begin < SILENCE.toNanos() && reports < MAX_REPORTS) {
                    client.report("push_status");
                    reports++;
                }
                assertThat(reports).isGreaterThanOrEqualTo((int) SILENCE.toSeconds() / 5);
                client.send(Packets.ping());
                client.next(Packets.PINGRESP);
            }
        }
    }
}
