package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.simulator.Main;

/** The print of docs/simulator.md, by curl and mosquitto_pub, with its files and lines as they stand there. */
final class DocumentedPrintIT {

    private static final String CLIENT = "/usr/bin/mosquitto_pub";
    private static final String SERIAL = "01P00A900000001";
    private static final String PORTS = "access-code: Abcd1234, mqtt-port: 18886, ftps-port: 10993";

    private final String printer = Loopback.next().getHostAddress();
    private final String left = Loopback.next().getHostAddress();
    private final String right = Loopback.next().getHostAddress();

    @TempDir
    private Path folder;

    @Test
    void itIsPrintedShownAndToldAlsoWhenTheMachineIsUnplugged() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(CLIENT)), CLIENT + " is not installed");
        String text = text();
        Files.writeString(folder.resolve("machines.yaml"), block(text, "defaults: {access-code: Abcd1234"));
        Files.writeString(
                folder.resolve("farm.yaml"),
                "farm: {name: documented, services: {web: off}, plugins: " + FarmFile.pluginsFolder() + "}\n"
                        + block(text, "machines:\n  left: {driver"));
        FarmProcess.putLauncher(folder);
        Process machines = machines();
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady();
                SlicerAtWork slicer =
                        new SlicerAtWork((Inet4Address) InetAddress.getByName(printer), SERIAL).connect()) {
            assertThat(shell(lines(text))).contains("cube.gcode", "queued");
            slicer.awaitState("RUNNING", "cube.gcode");
            assertThat(show()).containsSubsequence("queued", "assigned", "sending", "starting", "printing");
            machines.destroyForcibly().waitFor();
            await().atMost(FarmProcess.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(FarmProcess.run(folder, "machines").out())
                                    .containsPattern("left .* offline .* has job 1; \\w+"));
            assertThat(show()).contains("printing");
            assertThat(farm.err()).doesNotContain(FarmFile.ACCESS_CODE, "Abcd1234");
        } finally {
            machines.destroyForcibly();
        }
    }

    private String show() throws Exception {
        return FarmProcess.run(folder, "jobs", "show", "1").out();
    }

    /** On addresses and ports that nobody else has. */
    private String text() throws IOException {
        return Files.readString(FarmFile.pluginsFolder().resolveSibling("docs").resolve("simulator.md"))
                .replace("127.0.0.11:990", printer + ":" + SlicerAtWork.FTP_PORT)
                .replace("127.0.0.11", printer)
                .replace("127.0.0.21", left)
                .replace("127.0.0.22", right)
                .replace("access-code: Abcd1234", PORTS)
                .replace(
                        "ssdp: on, mqtt: on, ftp: on",
                        "ssdp: off, mqtt: on, ftp: {port: " + SlicerAtWork.FTP_PORT + "}")
                .replace("Efgh5678", FarmFile.ACCESS_CODE);
    }

    private static String block(String text, String first) {
        int begin = text.indexOf(first);
        return text.substring(begin, text.indexOf("```", begin));
    }

    private static String lines(String text) {
        int begin = text.indexOf("-->", text.indexOf("<!-- print:")) + "-->".length();
        return text.substring(begin, text.indexOf("<!-- end", begin));
    }

    /** They listen when this returns. */
    private Process machines() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "machines.yaml")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready: 2 machines");
        return process;
    }

    private String shell(String script) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process shell = new ProcessBuilder(List.of("sh", "-ec", script))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(shell.waitFor(FarmProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(shell.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }
}
