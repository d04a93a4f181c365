package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.client.ClientException;
import org.printfarm.host.client.detect.DetectClient;
import org.printfarm.host.view.DetectedPrinter;

/** The host as a process with its real plugins: what an operator does to it, and what it says. */
class FarmProcessIT {

    private static final String BIND_ONLY = "{bind: on}";
    private static final Duration PATIENT = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void everyPrinterAnswersWithItsOwnIdentityOnBothPorts() throws Exception {
        FarmFile file = FarmFile.write(folder, 3, BIND_ONLY);
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            assertThat(farm.out())
                    .isEqualToIgnoringNewLines("ready: 3 printers, 3 services running, 0 degraded, 0 failed");
            for (int number = 1; number <= 3; number++) {
                assertThat(detect(file, number, 3000, false)).isEqualTo(bay(number));
                assertThat(detect(file, number, 3002, true)).isEqualTo(bay(number));
            }
        }
    }

    @Test
    void terminationIsCleanAndAnotherHostCanStartAtOnce() throws Exception {
        FarmFile file = FarmFile.write(folder, 2, BIND_ONLY);
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            assertThat(detect(file, 1, 3002, true)).isEqualTo(bay(1));
            long begin = System.nanoTime();
            farm.terminate();
            farm.awaitEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENT);
            assertThat(farm.err()).contains("stopping").contains("stopped");
        }
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            assertThat(farm.out()).contains("2 services running, 0 degraded, 0 failed");
            assertThat(detect(file, 1, 3000, false)).isEqualTo(bay(1));
        }
    }

    @Test
    void theCaAndTheLeavesSurviveAKill() throws Exception {
        FarmFile file = FarmFile.write(folder, 1, BIND_ONLY);
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            farm.kill();
            farm.awaitEnd();
        }
        String before = FarmProcess.run(folder, "ca").out();
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            assertThat(detect(file, 1, 3002, true)).isEqualTo(bay(1));
            assertThat(farm.err()).contains("0 issued, 1 kept");
        }
        assertThat(FarmProcess.run(folder, "ca").out()).isEqualTo(before).startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void aBusyPortDegradesThatPrinterAloneAndComesUpWhenItIsFree() throws Exception {
        FarmFile file = FarmFile.write(folder, 2, BIND_ONLY);
        FarmProcess farm;
        try (ServerSocket holder = new ServerSocket()) {
            holder.setReuseAddress(true);
            holder.bind(new InetSocketAddress(file.addresses().get(0), 3000));
            farm = FarmProcess.start(folder, "run").awaitReady();
            assertThat(farm.out()).contains("1 services running, 1 degraded, 0 failed");
            assertThat(farm.err()).contains("printer=bay-1 service=bind status=degraded port=3000 reason=PORT_IN_USE");
            assertThat(detect(file, 1, 3002, true)).isEqualTo(bay(1));
            assertThat(detect(file, 2, 3000, false)).isEqualTo(bay(2));
        }
        try (farm) {
            farm.awaitLog("printer=bay-1 service=bind status=running");
            assertThat(detect(file, 1, 3000, false)).isEqualTo(bay(1));
        }
    }

    @Test
    void aSecondHostOnTheSameDataFolderIsRefused() throws Exception {
        FarmFile.write(folder, 1, BIND_ONLY);
        try (FarmProcess first = FarmProcess.start(folder, "run").awaitReady();
                FarmProcess second = FarmProcess.run(folder, "run")) {
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err()).contains("another host is running on the data folder");
            assertThat(first.err()).doesNotContain("stopping");
        }
    }

    @Test
    void exitWhenReadyPrintsTheLineAndEnds() throws Exception {
        FarmFile.write(folder, 1, BIND_ONLY);
        FarmProcess farm = FarmProcess.run(folder, "run", "--exit-when-ready");
        assertThat(farm.exitCode()).isZero();
        assertThat(farm.out()).isEqualToIgnoringNewLines("ready: 1 printers, 1 services running, 0 degraded, 0 failed");
    }

    @Test
    void aWrongConfigurationStartsNothingAndListsEveryMistake() throws Exception {
        FarmFile.write(folder, 1, "{bind: {plain-prot: 3000}, bnid: on}");
        FarmProcess farm = FarmProcess.run(folder, "run");
        assertThat(farm.exitCode()).isEqualTo(2);
        assertThat(farm.out()).isEmpty();
        assertThat(farm.err())
                .contains("plain-prot")
                .contains("plain-port")
                .contains("bnid")
                .contains("nothing was started");
        assertThat(folder.resolve("data").resolve("tls")).doesNotExist();
    }

    @Test
    void aMistakeThatOnlyAPluginFindsLeavesTheCertificatesAsTheyWere() throws Exception {
        FarmFile.write(folder, 1, BIND_ONLY);
        assertThat(FarmProcess.run(folder, "run", "--exit-when-ready").exitCode())
                .isZero();
        Map<Path, String> before = contents(folder.resolve("data").resolve("tls"));
        // Another address for the printer that has a certificate, and one that has none.
        FarmFile.write(folder, 2, "{bind: {plain-prot: 3000}}");

        FarmProcess farm = FarmProcess.run(folder, "run");

        assertThat(farm.exitCode()).isEqualTo(2);
        assertThat(farm.err()).contains("plain-prot").contains("nothing was started");
        assertThat(before).isNotEmpty();
        assertThat(contents(folder.resolve("data").resolve("tls"))).isEqualTo(before);
    }

    private static Map<Path, String> contents(Path place) throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return contents;
    }

    @Test
    void aDamagedCaStopsTheStartAndIsNotOverwritten() throws Exception {
        FarmFile.write(folder, 1, BIND_ONLY);
        FarmProcess.run(folder, "ca");
        Path tls = folder.resolve("data").resolve("tls");
        Path ca = caFile(tls);
        Files.writeString(ca, "damaged", StandardCharsets.UTF_8);
        FarmProcess farm = FarmProcess.run(folder, "run");
        assertThat(farm.exitCode()).isEqualTo(2);
        assertThat(farm.err()).contains(ca.getFileName().toString());
        assertThat(ca).hasContent("damaged");
    }

    @Test
    void aGarbagePluginIsNamedAndTheOthersServe() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.copy(FarmFile.pluginsFolder().resolve("bind-plugin.zip"), plugins.resolve("bind-plugin.zip"));
        Files.writeString(plugins.resolve("garbage.zip"), "no zip at all", StandardCharsets.UTF_8);
        FarmFile file = FarmFile.write(folder, 1, BIND_ONLY);
        String text = Files.readString(file.path(), StandardCharsets.UTF_8);
        Files.writeString(
                file.path(), text.replace(FarmFile.pluginsFolder().toString(), "plugins"), StandardCharsets.UTF_8);
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            assertThat(farm.err()).contains("garbage.zip").contains("state=refused");
            assertThat(detect(file, 1, 3000, false)).isEqualTo(bay(1));
        }
    }

    @Test
    void noAccessCodeIsEverPrinted() throws Exception {
        FarmFile file = FarmFile.write(folder, 1, BIND_ONLY);
        try (FarmProcess farm = FarmProcess.start(folder, java.util.List.of("-Dfarm.log.level=DEBUG"), "run")
                .awaitReady()) {
            detect(file, 1, 3000, false);
            farm.terminate();
            farm.awaitEnd();
            assertThat(farm.out() + farm.err()).doesNotContain(FarmFile.ACCESS_CODE);
        }
    }

    @Test
    void everyExchangeIsOneLineWithItsPrinterPeerPortAndOutcome() throws Exception {
        FarmFile file = FarmFile.write(folder, 1, BIND_ONLY);
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            detect(file, 1, 3000, false);
            farm.awaitLog("event=detected printer=bay-1 service=bind port=3000 peer=127.");
        }
    }

    @Test
    void watchShowsAPrinterThatIsReadyAndNeverItsCode() throws Exception {
        FarmFile file = FarmFile.write(folder, 1, "{mqtt: on}");
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady();
                FarmProcess watch =
                        FarmProcess.start(folder, "watch", file.address(1), "--code", FarmFile.ACCESS_CODE)) {
            watch.awaitOutput("state=IDLE");
            assertThat(watch.err()).contains("serial " + FarmFile.serial(1));
            assertThat(watch.out() + watch.err() + farm.err()).doesNotContain(FarmFile.ACCESS_CODE);
            FarmProcess wrong = FarmProcess.run(folder, "watch", file.address(1), "--code", "Wrong123");
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.err()).contains("access code is wrong");
        }
    }

    private static Path caFile(Path tls) throws IOException {
        try (var files = Files.list(tls)) {
            return files.filter(file -> file.getFileName().toString().matches("ca.*\\.(pem|crt)"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Asks a printer; when that fails, the failure tells what the farm logged. */
    private DetectedPrinter detect(FarmFile file, int number, int port, boolean tls) throws IOException {
        try {
            return new DetectClient(PATIENT).detect(file.address(number), port, tls);
        } catch (ClientException e) {
            StringBuilder logs = new StringBuilder();
            try (var files = Files.newDirectoryStream(folder, "stderr-*")) {
                for (Path log : files) {
                    logs.append(Files.readString(log, StandardCharsets.UTF_8));
                }
            }
            throw new AssertionError("detect failed; the farm logged:\n" + logs, e);
        }
    }

    private static DetectedPrinter bay(int number) {
        return new DetectedPrinter(FarmFile.serial(number), "C12", "Bay " + number, "01.09.00.00", "free", "lan");
    }
}
