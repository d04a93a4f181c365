package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterEvent;

/** The host looks whether the ports answer: it is let go at once, and nobody hears of it. */
class OwnProbeIT {

    @Test
    void probeOfEitherPortIsClosedAtOnceAndLeavesNoEvent() throws IOException {
        InetSocketAddress probe = new InetSocketAddress(Loopback.next(), 0);
        try (BindServiceFactory factory = new BindServiceFactory();
                LivePrinter printer = LivePrinter.start(factory, TestPrinters.next(), Map.of("read-timeout", "5m"))) {
            printer.context()
                    .probeFrom(peer -> ((InetSocketAddress) peer).getAddress().equals(probe.getAddress()));
            assertLetGo(probe, printer.plain());
            assertLetGo(probe, printer.tls());
            assertThat(Wire.exchange(printer.plain(), Wire.detect())).isEqualTo(printer.expectedReply());
            printer.assertOnlyEvent(PrinterEvent.Kind.DETECTED, "PLAIN");
        }
    }

    private static void assertLetGo(InetSocketAddress probe, InetSocketAddress port) throws IOException {
        try (Socket socket = new Socket(port.getAddress(), port.getPort(), probe.getAddress(), 0)) {
            socket.setSoTimeout((int) Wire.PATIENCE.toMillis());
            assertThat(Wire.readToEnd(socket)).isEmpty();
        }
    }
}
