package org.printfarm.host.client.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.RecordingContext;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.host.FarmFile;
import org.printfarm.host.plugin.PluginCatalog;
import org.printfarm.host.view.DiscoverReport;
import org.printfarm.host.view.FoundPrinter;

/** Listening over real sockets on loopback, to the built discovery plugin and to hand-written announcements. */
class DiscoverClientIT {

    private static final Path ZIP = Path.of(System.getProperty("farm.root", ".."), "plugins", "ssdp-plugin.zip");
    private static final Duration A_MOMENT = Duration.ofSeconds(3);

    private final int port = unusedPort();

    @TempDir
    private Path folder;

    DiscoverClientIT() throws IOException {}

    @Test
    void threePrintersOfThePluginAreListedWithinSixSeconds() throws Exception {
        Files.copy(ZIP, Files.createDirectory(folder.resolve("plugins")).resolve("ssdp-plugin.zip"));
        List<Printer> printers = List.of(TestPrinters.next(), TestPrinters.next(), TestPrinters.next());
        try (PluginCatalog catalog = PluginCatalog.open(folder.resolve("plugins"), folder.resolve("cache"))) {
            PrinterServiceFactory<?> factory = catalog.factories().get("ssdp");
            List<PrinterService> services = new ArrayList<>();
            for (Printer printer : printers) {
                services.add(start(factory, printer));
            }
            try {
                List<FoundPrinter> found = new DiscoverClient(port, FarmFile::isLoopback)
                        .listen(DiscoverClient.DEFAULT_TIME)
                        .printers();
                assertThat(found)
                        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("ageSeconds")
                        .containsExactlyInAnyOrderElementsOf(printers.stream()
                                .map(DiscoverClientIT::expected)
                                .toList());
                assertThat(found).allMatch(printer -> printer.ageSeconds() <= 6);
            } finally {
                services.forEach(PrinterService::close);
            }
        }
    }

    @Test
    void clashesOfRealSendersAreMarked() throws Exception {
        CompletableFuture<DiscoverReport> report = listening();
        Inet4Address one = Loopback.next();
        Inet4Address two = Loopback.next();
        while (!report.isDone()) {
            say(one, Said.alive("S1", "C12", "Bay 1", "192.168.1.51"));
            say(two, Said.alive("S1", "C12", "Bay 2", "192.168.1.52"));
            say(one, Said.alive("S2", "C12", "Bay 3", "192.168.1.53"));
            say(one, Said.alive("S2", "C12", "Bay 3", "192.168.1.54"));
            waitABit(report);
        }
        assertThat(report.get().printers())
                .extracting(
                        each -> each.serial() + " " + each.conflicts().get(0).code())
                .containsExactly(
                        "S1 SERIAL_ANNOUNCED_BY_TWO",
                        "S1 SERIAL_ANNOUNCED_BY_TWO",
                        "S2 SERIAL_AT_TWO_ADDRESSES",
                        "S2 SERIAL_AT_TWO_ADDRESSES");
    }

    @Test
    void noiseIsNoPrinterAndStopsNothing() throws Exception {
        CompletableFuture<DiscoverReport> report = listening();
        Inet4Address one = Loopback.next();
        while (!report.isDone()) {
            say(one, "");
            say(one, "\0\1\2");
            say(one, "NOTIFY * HTTP/1.1\r\n" + "A: b\r\n".repeat(5000));
            say(one, Said.alive("S1", "C12", "Bay 1\u001b[2J", "192.168.1.51"));
            waitABit(report);
        }
        assertThat(report.get().printers())
                .singleElement()
                .extracting(FoundPrinter::name)
                .isEqualTo("Bay 1\\u001b[2J");
    }

    @Test
    void portThatIsNotSharedIsAWarning() throws Exception {
        try (DatagramSocket holder = new DatagramSocket(port)) {
            DiscoverReport report = new DiscoverClient(port, FarmFile::isLoopback).listen(Duration.ofSeconds(1));
            assertThat(holder.isBound()).isTrue();
            assertThat(report.printers()).isEmpty();
            assertThat(report.warnings()).singleElement().asString().contains("udp port " + port);
        }
    }

    private <S> PrinterService start(PrinterServiceFactory<S> factory, Printer printer) {
        S settings = factory.readSettings(TestSettings.of(Map.of("port", Integer.toString(port))));
        PrinterService service = factory.create(new RecordingContext(printer), settings);
        service.start();
        return service;
    }

    private static FoundPrinter expected(Printer printer) {
        return new FoundPrinter(
                printer.identity().serial(),
                printer.identity().name(),
                printer.identity().model().wireCode(),
                printer.advertisedAddress().getHostAddress(),
                printer.identity().firmware(),
                0,
                List.of());
    }

    private CompletableFuture<DiscoverReport> listening() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new DiscoverClient(port, FarmFile::isLoopback).listen(A_MOMENT);
            } catch (DiscoverException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void say(Inet4Address from, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket(0, from)) {
            socket.setBroadcast(true);
            socket.send(new DatagramPacket(
                    bytes, bytes.length, new InetSocketAddress(Loopback.of("127.255.255.255"), port)));
        }
    }

    /** Until the report is there, but no longer than until it is time to speak again. */
    private static void waitABit(CompletableFuture<?> report) throws Exception {
        try {
            report.get(200, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Time to speak again.
            return;
        }
    }

    private static int unusedPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
