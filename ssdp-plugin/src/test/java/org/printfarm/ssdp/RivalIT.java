package org.printfarm.ssdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.ssdp.message.Announced;
import org.printfarm.ssdp.message.DatagramWriter;

/** Another printer on the network that says it has the serial of one of ours. */
class RivalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void itIsToldWithItsAddressUntilItLeaves() throws IOException {
        try (Farm farm = new Farm().with("interval", "1s");
                Listener rival = Listener.onItsOwn()) {
            Farm.Running printer = farm.start(TestPrinters.next());
            Farm.Running neighbour = farm.start(TestPrinters.next());
            PrinterIdentity identity = printer.printer().identity();
            Announced twin = new Announced(
                    identity.serial(), identity.model().wireCode(), "Twin", identity.firmware(), "192.0.2.7");
            InetSocketAddress everybody = new InetSocketAddress(Loopback.of("127.255.255.255"), farm.port());

            await().atMost(PATIENCE).until(() -> {
                rival.send(DatagramWriter.alive(twin), everybody);
                return !printer.context().codes(Kind.FAULT).isEmpty();
            });
            rival.send(DatagramWriter.alive(twin), everybody);
            rival.send(DatagramWriter.byebye(twin), everybody);
            await().atMost(PATIENCE)
                    .until(() -> !printer.context().codes(Kind.LOST).isEmpty());

            List<PrinterEvent> told = printer.context().events();
            assertThat(told).extracting(PrinterEvent::code).containsExactly("SERIAL_ELSEWHERE", "SERIAL_ALONE");
            assertThat(told).extracting(PrinterEvent::peer).containsOnly(rival.address());
            assertThat(neighbour.context().events())
                    .as("what it says itself comes back to it")
                    .isEmpty();
        }
    }
}
