package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.mqtt.TestFarm.Running;

/** The clients of mosquitto, where they are installed. */
class MosquittoIT {

    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private final TestFarm farm = new TestFarm();
    private Running printer;

    @BeforeEach
    void start() {
        boolean installed = Stream.of("mosquitto_sub", "mosquitto_pub")
                .allMatch(name -> Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, name))));
        if (!installed) {
            System.err.println("SKIPPED: mosquitto_sub and mosquitto_pub are not installed, nothing was proved here");
        }
        assumeTrue(installed, "mosquitto_sub and mosquitto_pub are installed");
        printer = farm.start();
    }

    @AfterEach
    void stop() {
        farm.close();
    }

    @Test
    void subSeesAFullStatusAtOnceAndThenAnother() throws IOException, InterruptedException {
        Finished sub = run("mosquitto_sub", TestPrinters.ACCESS_CODE, "-v", "-t", "device/+/report", "-C", "2");
        assertThat(sub.exit()).as(sub.output()).isZero();
        assertThat(sub.output()).startsWith("device/" + printer.serial() + "/report {");
        assertThat(sub.output().split("push_status", -1)).hasSize(3);
    }

    @Test
    void pubOfEachQualityIsDelivered() throws IOException, InterruptedException {
        for (String qos : List.of("0", "1", "2")) {
            Finished pub = run(
                    "mosquitto_pub",
                    TestPrinters.ACCESS_CODE,
                    "-q",
                    qos,
                    "-t",
                    "device/" + printer.serial() + "/request",
                    "-m",
                    "{\"print\":{\"command\":\"gcode_line\",\"sequence_id\":\"1\"}}");
            assertThat(pub.exit()).as(pub.output()).isZero();
        }
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(() -> printer.context()
                        .codes(Kind.COMMAND)
                        .equals(List.of("GCODE_LINE", "GCODE_LINE", "GCODE_LINE")));
    }

    @Test
    void wrongCodeIsToldAsNotAuthorised() throws IOException, InterruptedException {
        Finished sub = run("mosquitto_sub", "wrong123", "-t", "#", "-C", "1");
        assertThat(sub.exit()).isEqualTo(5);
        assertThat(sub.output()).containsIgnoringCase("not authorised");
    }

    @Test
    void version5IsRefusedAsAnUnsupportedVersion() throws IOException, InterruptedException {
        Finished sub = run("mosquitto_sub", TestPrinters.ACCESS_CODE, "-V", "mqttv5", "-t", "#", "-C", "1");
        assertThat(sub.exit()).isNotZero();
        assertThat(sub.output()).containsIgnoringCase("protocol version");
    }

    private record Finished(int exit, String output) {}

    private Finished run(String program, String code, String... arguments) throws IOException, InterruptedException {
        Path ca = folder.resolve("ca.pem");
        byte[] der = certificate();
        Files.writeString(
                ca,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END CERTIFICATE-----\n");
        List<String> command = new ArrayList<>(List.of(
                program,
                "-h",
                printer.address().getAddress().getHostAddress(),
                "-p",
                Integer.toString(printer.address().getPort()),
                "-u",
                "bblp",
                "-P",
                code,
                "--cafile",
                ca.toString(),
                "--insecure"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Finished(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private byte[] certificate() throws IOException {
        try {
            return printer.context().tls().chain().get(0).getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IOException(e);
        }
    }
}
