package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.mqtt.TestFarm.Running;
import org.printfarm.mqtt.client.RawClient;

/** A farm of a thousand printers. */
class ManyPrintersIT {

    private static final int PRINTERS = 1000;
    private static final int EVERY = 100;

    /** Two loops, one for handshakes, one for print requests; some more for Netty's own end. */
    private static final int MAX_THREADS = 6;

    @Test
    void aThousandPrintersRunOnTheSameFewThreads() throws IOException {
        try (TestFarm farm = new TestFarm()) {
            List<Running> printers = new ArrayList<>();
            for (int number = 0; number < PRINTERS; number++) {
                printers.add(farm.start(TestPrinters.next(), Map.of()));
            }
            for (int number = 0; number < PRINTERS; number += EVERY) {
                Running printer = printers.get(number);
                try (RawClient client =
                        RawClient.loggedIn(printer.address(), "visitor").subscribed(printer.serial())) {
                    assertThat(client.report("push_status").topic()).contains(printer.serial());
                }
            }
            assertThat(threads()).hasSizeLessThanOrEqualTo(MAX_THREADS);
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("mqtt-"))
                .toList();
    }
}
