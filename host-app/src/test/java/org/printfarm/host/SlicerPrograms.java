package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Other people's clients, each as one attempt of a slicer's.
 *
 * @param folder where what they print is laid
 */
record SlicerPrograms(Path folder) {

    private static final String TLS = "tlsv1.2";

    /** Where one of them is not installed, the test that wants them skips and says so. */
    static void assumeInstalled() {
        boolean installed = Stream.of("curl", "mosquitto_sub", "openssl")
                .allMatch(name -> Files.isExecutable(Path.of("/usr/bin", name)));
        if (!installed) {
            System.err.println("SKIPPED: curl, mosquitto_sub and openssl are not installed, nothing was proved here");
        }
        assumeTrue(installed, "curl, mosquitto_sub and openssl are installed");
    }

    /** Asks a printer over FTPS. */
    int curl(String address, Path ca, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "curl", "-s", "--max-time", "60", "--cacert", ca.toString(), "-u", "bblp:" + FarmFile.ACCESS_CODE));
        command.addAll(List.of(options));
        command.add("ftps://" + address + "/");
        return run(command);
    }

    /** Logs in over MQTT and waits for a report. */
    int mosquitto(Path ca, String host, String code) throws Exception {
        return run(List.of(
                "mosquitto_sub",
                "-h",
                host,
                "-p",
                "8883",
                "--cafile",
                ca.toString(),
                "--tls-version",
                TLS,
                "-u",
                "bblp",
                "-P",
                code,
                "-t",
                "device/+/report",
                "-C",
                "1",
                "-W",
                "20"));
    }

    /** Shakes hands on the MQTT port, for a clock that shows another time, seconds since 1970. */
    int opensslAt(long time, String address, Path ca) throws Exception {
        return run(List.of(
                "openssl",
                "s_client",
                "-connect",
                address + ":8883",
                "-CAfile",
                ca.toString(),
                "-verify_return_error",
                "-attime",
                Long.toString(time)));
    }

    /** Runs a program to its end. */
    int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(Files.createTempFile(folder, "client-", ".txt").toFile())
                .start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
