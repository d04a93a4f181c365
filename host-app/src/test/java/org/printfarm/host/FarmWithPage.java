package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.browser.BrowserTab;
import org.printfarm.host.browser.Chromium;
import org.printfarm.simulator.SimulatedMachine;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;

/** A farm of three printers, a pool and two simulated machines, {@code left} soon ready and {@code right} not for long, and a browser before it. */
final class FarmWithPage implements AutoCloseable {

    private static final String CODE = "Abcd1234";
    private static final int MQTT_PORT = 18_883;
    private static final int FTPS_PORT = 10_990;

    /** Bytes a second. */
    private static final int ONE_MEGABIT = 125_000;

    private static final Pattern LINK = Pattern.compile("sign in once, within 10 minutes: (\\S+)");

    private final Path file;
    private final String web;
    private final Inet4Address bay1 = Loopback.next();
    private final Inet4Address bay2 = Loopback.next();
    private final Inet4Address bay9 = Loopback.next();
    private final InetAddress left = Loopback.next();
    private final InetAddress right = Loopback.next();
    private final MachineRecord record = MachineRecord.open(null);
    private final List<SimulatedMachine> machines;
    private final FarmProcess farm;
    private final Chromium chromium;

    FarmWithPage(Path folder) throws IOException {
        file = folder.resolve("farm.yaml");
        web = web();
        machines = List.of(machine("left", left, Duration.ofMinutes(1)), machine("right", right, Duration.ofHours(3)));
        write("");
        farm = FarmProcess.start(folder, "run", "--sign-in");
        chromium = Chromium.start(folder);
        farm.awaitReady().awaitOutput("page: ");
    }

    /** The line that gives a farm a page on an address of its own. */
    static String web() throws IOException {
        Inet4Address page = Loopback.next();
        try (ServerSocket socket = new ServerSocket(0, 1, page)) {
            return "farm: {name: test, data: data, plugins: %s, services: {web: {listen: '%s:%d'}}}\n"
                    .formatted(FarmFile.pluginsFolder(), page.getHostAddress(), socket.getLocalPort());
        }
    }

    /** The link that signs in. */
    static String link(FarmProcess farm) {
        Matcher link = LINK.matcher(farm.out());
        assertThat(link.find()).as(farm.out()).isTrue();
        return link.group(1);
    }

    /** Writes the configuration, with further printers. */
    void write(String printers) throws IOException {
        Files.writeString(
                file,
                web
                        + "defaults: {model: P1S, access-code: %s, services: {bind: on, ssdp: off, mqtt: on, ftp: {port: %d}}}\n"
                                .formatted(FarmFile.ACCESS_CODE, SlicerAtWork.FTP_PORT)
                        + "machines:\n"
                        + entry("left", left)
                        + entry("right", right)
                        + "pools: {pair: {machines: [left, right]}}\n"
                        + "printers:\n"
                        + "  bay-1: {name: Bay 1, address: %s, send-to: left}\n".formatted(bay1.getHostAddress())
                        + "  bay-2: {name: Bay 2, address: %s}\n".formatted(bay2.getHostAddress())
                        + "  bay-9: {name: Bay 9, address: %s, send-to: pair}\n".formatted(bay9.getHostAddress())
                        + printers);
    }

    private static String entry(String id, InetAddress address) {
        return "  %s: {driver: bambu, model: P1S, serial: %s, address: %s, access-code: %s, mqtt-port: %d, ftps-port: %d}\n"
                .formatted(id, serial(id), address.getHostAddress(), CODE, MQTT_PORT, FTPS_PORT);
    }

    private static String serial(String machine) {
        return machine.equals("left") ? "01P00A000000019" : "01P00A000000020";
    }

    /** Its clock runs 60 times as fast. */
    private SimulatedMachine machine(String id, InetAddress address, Duration print) throws IOException {
        return SimulatedMachine.start(
                new MachineSpec(
                        id,
                        PrinterModel.P1S,
                        serial(id),
                        address,
                        CODE,
                        MQTT_PORT,
                        FTPS_PORT,
                        50_000_000,
                        60,
                        Duration.ofSeconds(30),
                        print,
                        1L << 30,
                        0,
                        List.of("PLA #00AE42 GFL99", "PETG #FFFFFF GFG00", "empty", "empty"),
                        Set.of()),
                record);
    }

    /** A tab that followed the link over a line of 1 Mbit/s. */
    BrowserTab signedIn() {
        return chromium.open().network(ONE_MEGABIT).go(link(farm));
    }

    /** Opens a tab before all others, on a line without a limit. */
    BrowserTab openAnotherTab() {
        return chromium.open();
    }

    /** Where the page is, for who is signed in. */
    String page() {
        return URI.create(link(farm)).resolve("/").toString();
    }

    /** A slicer's session at {@code bay-2}, not logged in. */
    UploadSession slicer() throws Exception {
        return new UploadSession(bay2);
    }

    /** What the farm logged. */
    String log() {
        return farm.err();
    }

    @Override
    public void close() throws IOException {
        chromium.close();
        farm.close();
        for (SimulatedMachine machine : machines) {
            machine.close();
        }
        record.close();
    }
}
