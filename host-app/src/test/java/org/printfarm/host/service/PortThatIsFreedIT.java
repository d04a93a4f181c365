package org.printfarm.host.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.host.event.LogCapture;

/** With real sockets: a port that another program holds first. */
final class PortThatIsFreedIT {

    private static final int PORT = 3000;

    @Test
    void theServiceComesUpByItselfAndFreesItsPortAtTheEnd() throws IOException {
        Printer printer = TestPrinters.next();
        InetSocketAddress address = new InetSocketAddress(printer.bindAddress(), PORT);
        FakePlugin plugin = new FakePlugin("bind").behaving(context -> new Listening(context.printer()));

        try (LogCapture log = LogCapture.ofAll(Level.INFO);
                TestFarm farm = new TestFarm()) {
            try (ServerSocket other = new ServerSocket()) {
                other.bind(address);
                assertThat(farm.startAndWait(List.of(plugin), List.of(printer)).failed())
                        .isEqualTo(1);
            }
            TestFarm.eventually(() -> farm.status(printer, plugin) instanceof ServiceStatus.Running);
            // The board holds a status before its line is logged.
            TestFarm.eventually(() -> log.lines().stream().anyMatch(line -> line.contains("status=running")));
            try (Socket slicer = new Socket(printer.bindAddress(), PORT)) {
                assertThat(slicer.isConnected()).isTrue();
            }
            assertThat(log.lines())
                    .containsSubsequence(
                            "ERROR printer=" + printer.id()
                                    + " service=bind status=failed port=3000 reason=PORT_IN_USE text=\"held\"",
                            "INFO printer=" + printer.id() + " service=bind status=running ports=3000");
            farm.registry.close();
        }
        try (ServerSocket again = new ServerSocket()) {
            again.bind(address);
        }
    }

    /** The smallest service there can be. */
    private static final class Listening implements FakePlugin.Behaviour {
        private final PortClaim claim;
        private final ServerSocket socket;

        Listening(Printer printer) {
            claim = PortClaim.tcp(printer.bindAddress(), PORT);
            try {
                socket = new ServerSocket();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ServiceStatus start() {
            try {
                socket.bind(new InetSocketAddress(claim.address(), PORT));
                return ServiceStatus.of(List.of(PortStatus.listening(claim)));
            } catch (BindException e) {
                return ServiceStatus.of(List.of(PortStatus.down(claim, new Fault(FaultCode.PORT_IN_USE, "held"))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
