package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code farm doctor} after real clients did what they do when something is wrong, each at a printer of its own. */
@EnabledOnOs(OS.LINUX)
final class DoctorIT {

    /** More different wrong codes than one client may try in a minute. */
    private static final int GUESSES = 7;

    @TempDir
    private Path folder;

    @BeforeAll
    static void clientsAreInstalled() {
        SlicerPrograms.assumeInstalled();
    }

    @Test
    void eachClientsTroubleHasItsCauseAndTheHealthyOneHasNone() throws Exception {
        FarmFile file = FarmFile.write(folder, 11, "{bind: on, mqtt: on, ftp: on}");
        Path ca = Files.writeString(folder.resolve("ca.pem"), ca(folder));
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        FarmFile.write(foreign, 1, "{bind: on}");
        Path foreignCa = Files.writeString(folder.resolve("foreign.pem"), ca(foreign));
        SlicerPrograms slicer = new SlicerPrograms(folder);
        Path model = Files.writeString(folder.resolve("a.gcode"), "G28\n");
        try (ServerSocket stranger = new ServerSocket()) {
            stranger.bind(new InetSocketAddress(file.addresses().get(6), 8883));
            try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
                slicer.curl(file.address(1), foreignCa, "-l");
                slicer.mosquitto(ca, shortened(file.address(2)), FarmFile.ACCESS_CODE);
                slicer.mosquitto(ca, file.address(3), "wrong123");
                assertThat(slicer.curl(file.address(4), ca, "-T", model.toString()))
                        .isZero();
                slicer.curl(file.address(5), ca, "-I", "-Q", "PASV");
                assertThat(FarmProcess.run(folder, "detect", file.address(6), "--tls")
                                .exitCode())
                        .isZero();
                slicer.curl(file.address(8), ca, "--tlsv1.3");
                slicer.curl(file.address(9), ca, "--tls-max", "1.2", "--ciphers", "DHE-RSA-AES128-CCM");
                for (int guess = 0; guess < GUESSES; guess++) {
                    slicer.mosquitto(ca, file.address(10), "guess00" + guess);
                }
                assertThat(slicer.curl(file.address(11), ca, "-l")).isZero();
                slicer.curl(file.address(11), foreignCa, "-l");
                JsonNode told = doctor("127.0.0.1", "--json");
                List<String> findings = new ArrayList<>();
                told.at("/clients/0/findings")
                        .forEach(finding -> findings.add(finding.get("printer").asText() + " "
                                + finding.get("code").asText()));
                assertThat(findings)
                        .as(told.toString())
                        .containsExactlyInAnyOrder(
                                "bay-1 CA_NOT_TRUSTED",
                                "bay-2 WRONG_NAME",
                                "bay-3 WRONG_CODE",
                                "bay-5 PASSIVE_PORTS_BLOCKED",
                                "bay-6 NOT_DISCOVERED",
                                "bay-8 NO_COMMON_VERSION",
                                "bay-9 NO_COMMON_CIPHER",
                                "bay-10 WRONG_CODE",
                                "bay-10 TOO_MANY_WRONG_CODES",
                                "bay-11 CA_FORGOTTEN");
                assertThat(told.at("/farm")).hasSize(1);
                assertThat(told.at("/farm/0/code").asText()).isEqualTo("PORT_TAKEN");
                assertThat(told.at("/farm/0/printer").asText()).isEqualTo("bay-7");
                FarmProcess words = FarmProcess.run(folder, "doctor");
                assertThat(words.exitCode()).isEqualTo(1);
                assertThat(words.out())
                        .contains("127.0.0.1, bay-1: it does not trust the farm's CA", "mend: run ./farm ca install")
                        .doesNotContain("bay-4", "nothing is wrong", FarmFile.ACCESS_CODE);
                FarmProcess unknown = FarmProcess.run(folder, "doctor", "192.0.2.1");
                assertThat(unknown.err()).contains("192.0.2.1 was not seen lately");
                FarmProcess name = FarmProcess.run(folder, "doctor", "cad-pc.example");
                assertThat(name.exitCode()).isEqualTo(2);
                farm.terminate();
                farm.awaitEnd();
            }
        }
        FarmProcess stopped = FarmProcess.run(folder, "doctor");
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.err()).contains("the farm does not run").contains("./farm run");
    }

    private JsonNode doctor(String... arguments) throws Exception {
        FarmProcess doctor = FarmProcess.run(
                folder, Stream.concat(Stream.of("doctor"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(doctor.exitCode()).as(doctor.err()).isEqualTo(1);
        return new JsonMapper().readTree(doctor.out());
    }

    private static String ca(Path folder) throws Exception {
        return FarmProcess.run(folder, "ca").out();
    }

    /** The same address in a way of writing that is no address of the certificate: to this client it is a name. */
    private static String shortened(String address) {
        String[] octets = address.split("\\.");
        return octets[0] + "." + octets[1] + "." + (Integer.parseInt(octets[2]) * 256 + Integer.parseInt(octets[3]));
    }
}
