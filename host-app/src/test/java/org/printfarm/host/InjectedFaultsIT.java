package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTPSClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.FarmSource;
import org.printfarm.host.app.Farms;
import org.printfarm.host.client.detect.DetectClient;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;
import org.printfarm.host.tls.FarmTls;
import org.printfarm.host.view.DoctorView;
import org.printfarm.host.view.DoctorView.Finding;

/**
 * The doctor before faults that are there, each at a printer of its own, and before one healthy slicer. Those that a client's own
 * settings make are in {@link DoctorIT}; an address that goes is in {@link AddressesIT}, what machines lack in {@link MachineFaultsIT}.
 */
@EnabledOnOs(OS.LINUX)
final class InjectedFaultsIT {

    private static final long THIRTY_YEARS_SECONDS = Duration.ofDays(30 * 365).toSeconds();
    private static final long THE_YEAR_2001 = 1_000_000_000L;
    private static final String SEARCH = "M-SEARCH * HTTP/1.1\r\nST: urn:bambulab-com:device:3dprinter:1\r\n\r\n";
    private static final String DATA_PORT = "50009-50009";

    /** Room for the record of jobs, its driver's library and a small file. */
    private static final String SMALL_DISK = "size=24m";

    private static final int TOO_MUCH_BYTES = 32 << 20;

    @TempDir
    private Path folder;

    private final int ssdp = ThreadLocalRandom.current().nextInt(20_000, 30_000);
    private FarmFile file;

    @BeforeAll
    static void clientsAreInstalled() {
        SlicerPrograms.assumeInstalled();
    }

    @Test
    void eachHasItsSentenceAndTheHealthySlicerHasNone() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        SlicerPrograms slicer = new SlicerPrograms(folder);
        boolean small = slicer.run(List.of("mount", "-t", "tmpfs", "-o", SMALL_DISK, "tmpfs", data.toString())) == 0;
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            oldCaAndClocks(slicer, data.resolve("tls").resolve("ca.pem"));
            limits();
            searches();
            twin();
            if (small) {
                upload(9, new byte[TOO_MUCH_BYTES], 452);
            } else {
                System.err.println("SKIPPED: a full disk needs the right to mount a small one; run the tests as root");
            }
            healthy();

            List<String> expected = Stream.of(
                            "bay-1 OLD_CA",
                            "bay-2 CERTIFICATE_TIME",
                            "bay-3 CERTIFICATE_TIME_OR_NAME",
                            "bay-4 LIMIT_REACHED",
                            "bay-5 PASSIVE_PORTS_USED_UP",
                            "bay-5 PASSIVE_PORTS_BLOCKED",
                            "bay-6 ADVERTISED_ADDRESS",
                            "bay-7 DUPLICATE_ADDRESS",
                            "bay-9 DISK_FULL")
                    .filter(one -> small || !one.startsWith("bay-9"))
                    .toList();
            await().atMost(FarmProcess.PATIENCE)
                    .untilAsserted(() -> assertThat(findings(doctor()).filter(one -> !one.startsWith("bay-8")))
                            .containsExactlyInAnyOrderElementsOf(expected));
            assertThat(farm.err()).doesNotContain(FarmFile.ACCESS_CODE);
            farm.terminate();
            farm.awaitEnd();
        } finally {
            if (small) {
                slicer.run(List.of("umount", "--lazy", data.toString()));
            }
        }
    }

    @Test
    void aClockOutsideOfTheCasTimeIsNamedForEachPrinterThatWaits() throws Exception {
        FarmFile.write(folder, 2, "{bind: on}");
        Clock future = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));
        FarmTls.open(folder.resolve("data"), "test", TlsEngineChoice.JSSE, KeyChoice.RSA, List.of(), future);
        try (FarmProcess farm = FarmProcess.start(folder, "run")) {
            farm.awaitLog("printer=bay-2 is not started: its certificate cannot be issued before the clock");
            await().atMost(FarmProcess.PATIENCE)
                    .untilAsserted(() -> assertThat(findings(doctor())).containsExactly("bay-1 CLOCK", "bay-2 CLOCK"));
        }
    }

    @BeforeEach
    void write() throws IOException {
        file = FarmFile.write(
                folder,
                10,
                "{bind: on, mqtt: on, ftp: {port: " + SlicerAtWork.FTP_PORT + "}, ssdp: {port: " + ssdp
                        + ", interval: 1s}}");
        String text = Files.readString(file.path())
                .replace("name: Bay 4,", "name: Bay 4, services: {mqtt: {max-sessions: 1}},")
                .replace("name: Bay 5,", "name: Bay 5, services: {ftp: {passive-ports: " + DATA_PORT + "}},")
                .replace(
                        "name: Bay 6,",
                        "name: Bay 6, advertise: " + Loopback.next().getHostAddress() + ",")
                .replace("name: Bay 7,", "name: Bay 7, advertise: " + file.address(10) + ",");
        // The printer whose address it tells stands first, or it would be the one that is named.
        String ten =
                text.lines().filter(line -> line.contains("bay-10")).findFirst().orElseThrow() + "\n";
        Files.writeString(file.path(), text.replace(ten, "").replace("printers:\n", "printers:\n" + ten));
    }

    private void oldCaAndClocks(SlicerPrograms slicer, Path ca) throws Exception {
        slicer.mosquitto(OldCa.like(ca, folder), file.address(1), FarmFile.ACCESS_CODE);
        slicer.opensslAt(Instant.now().getEpochSecond() + THIRTY_YEARS_SECONDS, file.address(2), ca);
        slicer.opensslAt(THE_YEAR_2001, file.address(3), ca);
    }

    /** A second client where one is allowed; and two that ask for a data port where there is one, which nobody then dials. */
    private void limits() throws Exception {
        Inet4Address mqtt = file.addresses().get(3);
        try (SlicerAtWork first = new SlicerAtWork(mqtt, FarmFile.serial(4)).connect()) {
            Visitor second = new Visitor(Loopback.next());
            assertThat(Stream.of(second).filter(visitor -> isWelcome(visitor, mqtt)))
                    .isEmpty();
        }
        FTPSClient one = ftp(file.addresses().get(4));
        FTPSClient two = ftp(file.addresses().get(4));
        assertThat(one.sendCommand("PASV")).isEqualTo(227);
        assertThat(two.sendCommand("PASV")).isGreaterThanOrEqualTo(400);
        one.disconnect();
        two.disconnect();
    }

    private static boolean isWelcome(Visitor visitor, Inet4Address printer) {
        try {
            return visitor.tryMqtt(printer, FarmFile.ACCESS_CODE) == 0;
        } catch (Exception turnedAway) {
            return false;
        }
    }

    private static FTPSClient ftp(Inet4Address printer) throws Exception {
        FTPSClient ftp = new FTPSClient(true, SlicerAtWork.anyFarm("TLSv1.2"));
        ftp.connect(printer, SlicerAtWork.FTP_PORT);
        assertThat(ftp.login("bblp", FarmFile.ACCESS_CODE)).isTrue();
        ftp.execPBSZ(0);
        ftp.execPROT("P");
        return ftp;
    }

    /** Somebody who finds a printer at an address that he cannot reach. */
    private void searches() throws IOException {
        try (DatagramSocket seeker = new DatagramSocket(new InetSocketAddress(Loopback.next(), 0))) {
            seeker.setSoTimeout((int) FarmProcess.PATIENCE.toMillis());
            DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
            for (int i = 0; i < 3; i++) {
                send(seeker, SEARCH, file.addresses().get(5));
                seeker.receive(answer);
            }
        }
    }

    /** Another printer that announces the serial of one of the farm's, as printers do, over again; told for 30 s after it ends. */
    private void twin() throws IOException {
        String notice = "NOTIFY * HTTP/1.1\r\nLocation: 192.0.2.8\r\nNT: urn:bambulab-com:device:3dprinter:1\r\n"
                + "NTS: ssdp:alive\r\nUSN: " + FarmFile.serial(8) + "\r\n\r\n";
        try (DatagramSocket twin = new DatagramSocket(new InetSocketAddress(Loopback.next(), 0))) {
            twin.setBroadcast(true);
            await().atMost(FarmProcess.PATIENCE).until(() -> {
                send(twin, notice, Loopback.of("127.255.255.255"));
                return findings(doctor()).anyMatch("bay-8 DUPLICATE_SERIAL"::equals);
            });
        }
    }

    private void send(DatagramSocket from, String text, InetAddress to) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        from.send(new DatagramPacket(bytes, bytes.length, to, ssdp));
    }

    private void upload(int printer, byte[] content, int reply) throws Exception {
        try (UploadSession session = new UploadSession(file.addresses().get(printer - 1))) {
            assertThat(session.login(FarmFile.ACCESS_CODE)).isEqualTo(230);
            assertThat(session.store("a.gcode", content)).isEqualTo(reply);
        }
    }

    private void healthy() throws Exception {
        Inet4Address printer = file.addresses().get(9);
        new DetectClient(FarmProcess.PATIENCE).detect(printer.getHostAddress(), 3002, true);
        try (SlicerAtWork watching = new SlicerAtWork(printer, FarmFile.serial(10)).connect()) {
            upload(10, "G28\n".getBytes(StandardCharsets.US_ASCII), 226);
            watching.request("{\"pushing\":{\"sequence_id\":\"0\",\"command\":\"pushall\"}}");
            watching.await(
                    "its status", report -> report.at("/print/command").asText().equals("push_status"));
        }
    }

    private DoctorView doctor() throws FarmException {
        try (Farm running = Farms.running(new FarmSource(folder.resolve("farm.yaml")))) {
            return running.doctor("");
        }
    }

    private static Stream<String> findings(DoctorView told) {
        Stream<Finding> clients = told.clients().stream().flatMap(client -> client.findings().stream());
        return Stream.concat(told.farm().stream(), clients).map(one -> one.printer() + " " + one.code());
    }
}
