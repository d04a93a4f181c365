package org.printfarm.ssdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.ssdp.message.Announced;
import org.printfarm.ssdp.message.DatagramWriter;

/** Announcements over real sockets on loopback, heard by others that share the port. */
class AnnouncementIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Farm farm;
    private Listener listener;

    @BeforeEach
    void open() throws IOException {
        farm = new Farm();
        listener = Listener.onAllAddresses(farm.port());
    }

    @AfterEach
    void close() throws IOException {
        farm.close();
        listener.close();
    }

    @Test
    void printerIsHeardFromItsOwnAddressByteForByte() {
        Printer printer = TestPrinters.next();
        assertThat(farm.make(printer).start()).isInstanceOf(ServiceStatus.Running.class);
        Listener.Heard heard = listener.await(1, Listener.Heard::isAlive).get(0);
        assertThat(heard.bytes()).isEqualTo(DatagramWriter.alive(Announced.of(printer)));
        assertThat(heard.from()).isEqualTo(new InetSocketAddress(printer.bindAddress(), farm.port()));
    }

    @Test
    void everyListenerOnTheMachineHearsIt() throws IOException {
        try (Listener other = Listener.onAllAddresses(farm.port())) {
            Farm.Running running = farm.start(TestPrinters.next());
            listener.await(1, each -> each.isOf(running.serial()));
            other.await(1, each -> each.isOf(running.serial()));
        }
    }

    @Test
    void announcementsComeAgainEveryInterval() {
        farm.with("interval", "1s").start(TestPrinters.next());
        assertThat(listener.await(4, Listener.Heard::isAlive)).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void advertisedAddressIsWhatTheSlicerIsToldToDial() {
        Printer bound = TestPrinters.next();
        Inet4Address advertised = Loopback.of("192.0.2.51");
        farm.start(new Printer(bound.id(), bound.identity(), bound.bindAddress(), advertised, bound.accessCode()));
        assertThat(listener.await(1, Listener.Heard::isAlive).get(0).text()).contains("\r\nLocation: 192.0.2.51\r\n");
    }

    @Test
    void closeSaysGoodByeOnceAndThenNothing() {
        Farm.Running running = farm.with("interval", "1s").start(TestPrinters.next());
        listener.await(1, Listener.Heard::isAlive);
        running.close();
        running.service().close();
        assertThat(listener.await(1, Listener.Heard::isByebye).get(0).bytes())
                .isEqualTo(DatagramWriter.byebye(Announced.of(running.printer())));
        Farm.Running other = farm.start(TestPrinters.next());
        listener.await(3, each -> each.isAlive() && each.isOf(other.serial()));
        List<Listener.Heard> last = listener.heard(each -> each.isOf(running.serial()));
        assertThat(last.get(last.size() - 1).isByebye()).isTrue();
        assertThat(last).filteredOn(Listener.Heard::isByebye).hasSize(1);
    }

    @Test
    void changedNameIsAnnouncedAtOnceAmongManyPrinters() {
        farm.with("interval", "10m");
        for (int i = 0; i < 20; i++) {
            farm.start(TestPrinters.next());
        }
        Printer before = TestPrinters.next();
        Farm.Running running = farm.start(before);
        listener.await(21, Listener.Heard::isAlive);
        running.close();
        PrinterIdentity renamed =
                new PrinterIdentity(before.identity().serial(), PrinterModel.A1_MINI, "Neuer Name", "01.09.00.00");
        farm.start(TestPrinters.with(before.id(), renamed, before.bindAddress()));
        listener.await(1, each -> each.text().contains("\r\nDevName.bambu.com: Neuer Name\r\n"));
    }

    @Test
    void changedAddressIsAnnouncedFromTheNewOne() {
        Printer before = TestPrinters.next();
        Farm.Running running = farm.start(before);
        listener.await(1, Listener.Heard::isAlive);
        running.close();
        Printer moved = TestPrinters.with(before.id(), before.identity(), Loopback.next());
        farm.start(moved);
        listener.await(1, each -> each.isAlive() && each.from().getAddress().equals(moved.bindAddress()));
    }

    @Test
    void unicastTargetsGetEverythingToo() throws IOException {
        try (Listener far = Listener.onItsOwn();
                Listener named = Listener.onItsOwn()) {
            int namedPort = named.address().getPort();
            farm.with(
                    "targets",
                    far.address().getHostString() + ":" + far.address().getPort() + ",127.0.0.1:" + namedPort);
            Farm.Running running = farm.start(TestPrinters.next());
            far.await(1, Listener.Heard::isAlive);
            running.close();
            far.await(1, Listener.Heard::isByebye);
        }
    }

    @Test
    void targetMayBeAName() throws IOException {
        try (Listener far = Listener.onAllAddresses(0)) {
            farm.with("interval", "1s")
                    .with("targets", "localhost:" + far.address().getPort());
            farm.start(TestPrinters.next());
            far.await(1, Listener.Heard::isAlive);
        }
    }

    @Test
    void targetThatCannotBeReachedDegradesTheServiceAndTheOthersHear() {
        farm.with("interval", "1s").with("targets", "192.0.2.200");
        Farm.Running running = farm.make(TestPrinters.next());
        // A loopback address may send to no other network.
        assertThat(running.start()).isInstanceOfSatisfying(ServiceStatus.Degraded.class, status -> {
            assertThat(status.fault().code()).isEqualTo(FaultCode.NETWORK);
            assertThat(status.fault().text()).contains("192.0.2.200:" + farm.port());
            assertThat(status.ports()).allMatch(port -> port.isListening());
        });
        listener.await(2, Listener.Heard::isAlive);
    }

    @Test
    void portHeldByAProgramThatDoesNotShareCostsOnlyTheSearches() throws IOException {
        int port = Ports.unused();
        try (Farm other = new Farm(port);
                Listener far = Listener.onItsOwn()) {
            other.with("interval", "1s")
                    .with(
                            "targets",
                            far.address().getHostString() + ":" + far.address().getPort());
            DatagramSocket holder = new DatagramSocket(port);
            Farm.Running running = other.make(TestPrinters.next());
            assertThat(running.start())
                    .isInstanceOfSatisfying(
                            ServiceStatus.Degraded.class,
                            status -> assertThat(status.fault().code()).isEqualTo(FaultCode.PORT_IN_USE));
            Listener.Heard first = far.await(1, Listener.Heard::isAlive).get(0);
            assertThat(first.from().getAddress()).isEqualTo(running.printer().bindAddress());
            holder.close();
            await().atMost(PATIENCE).until(() -> running.start() instanceof ServiceStatus.Running);
            far.await(1, each -> each.from().getPort() == port);
        }
    }

    @Test
    void missingAddressIsDegradedAndRetried() {
        Farm.Running running = farm.make(TestPrinters.on(Loopback.of("192.0.2.78")));
        for (int i = 0; i < 3; i++) {
            assertThat(running.start())
                    .isInstanceOfSatisfying(
                            ServiceStatus.Degraded.class,
                            status -> assertThat(status.fault().code()).isEqualTo(FaultCode.ADDRESS_MISSING));
        }
    }

    @Test
    void missingInterfaceIsDegradedAndNamed() {
        Farm.Running running = farm.with("interface", "nosuch0").make(TestPrinters.next());
        assertThat(running.start()).isInstanceOfSatisfying(ServiceStatus.Degraded.class, status -> {
            assertThat(status.fault().code()).isEqualTo(FaultCode.ADDRESS_MISSING);
            assertThat(status.fault().text()).contains("nosuch0");
        });
    }

    @Test
    void printerOnAllAddressesIsHeardOnLoopbackToo() {
        Farm.Running running = farm.with("interface", "lo").make(TestPrinters.on(Loopback.of("0.0.0.0")));
        assertThat(running.start()).isInstanceOf(ServiceStatus.Running.class);
        listener.await(1, each -> each.isAlive() && each.isOf(running.serial()));
    }
}
