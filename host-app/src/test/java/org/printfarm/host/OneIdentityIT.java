package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.client.detect.DetectClient;
import org.printfarm.host.client.discover.DiscoverClient;
import org.printfarm.host.view.DetectedPrinter;
import org.printfarm.host.view.FoundPrinter;

/** The real plugins beside each other: a printer is the same one in discovery as in detect. */
class OneIdentityIT {

    private static final int SOCKET_TIMEOUT_MILLIS = 30_000;
    private static final int MAX_DATAGRAMS = 200;

    @TempDir
    private Path folder;

    private final int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);

    @Test
    void discoveryAndDetectTellTheSameIdentity() throws Exception {
        FarmFile file = FarmFile.write(folder, 3, "{bind: on, ssdp: {port: " + port + ", interval: 1s}}");
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            assertThat(farm.out()).contains("3 printers, 6 services running, 0 degraded, 0 failed");
            var found = new DiscoverClient(port, FarmFile::isLoopback)
                    .listen(Duration.ofSeconds(6))
                    .printers();
            for (int number = 1; number <= 3; number++) {
                String serial = FarmFile.serial(number);
                DetectedPrinter detected =
                        new DetectClient(Duration.ofSeconds(30)).detect(file.address(number), 3000, false);
                FoundPrinter announced = found.stream()
                        .filter(printer -> printer.serial().equals(serial))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(serial + " is not among " + found));
                assertThat(announced.name()).isEqualTo(detected.name());
                assertThat(announced.model()).isEqualTo(detected.model());
                assertThat(announced.firmware()).isEqualTo(detected.version());
                assertThat(announced.address()).isEqualTo(file.address(number));
                assertThat(announced.conflicts()).isEmpty();
                assertThat(detected.serial()).isEqualTo(serial);
            }
        }
    }

    @Test
    void everyPrinterSaysFarewellWhenTheFarmIsTerminated() throws Exception {
        InetAddress listening = Loopback.next();
        try (DatagramSocket listener = new DatagramSocket(new InetSocketAddress(listening, 0))) {
            listener.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
            String target = "\"" + listening.getHostAddress() + ":" + listener.getLocalPort() + "\"";
            FarmFile.write(folder, 1, "{ssdp: {port: " + port + ", interval: 1s, targets: [" + target + "]}}");
            try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
                awaitDatagram(listener, "NTS: ssdp:alive");
                farm.terminate();
                farm.awaitEnd();
            }
            assertThat(awaitDatagram(listener, "NTS: ssdp:byebye")).contains("USN: " + FarmFile.serial(1));
        }
    }

    private static String awaitDatagram(DatagramSocket listener, String wanted) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        for (int i = 0; i < MAX_DATAGRAMS; i++) {
            listener.receive(packet);
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (text.contains(wanted)) {
                return text;
            }
        }
        throw new AssertionError("no datagram with " + wanted);
    }
}
