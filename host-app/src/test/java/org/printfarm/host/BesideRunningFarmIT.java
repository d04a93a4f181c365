package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.files.HeldFile;

/** Commands beside a farm that runs on the same data folder, or begins to. */
@EnabledOnOs(OS.LINUX)
class BesideRunningFarmIT {

    private static final String LOCK = "serials.lock";

    @TempDir
    private Path folder;

    @Test
    void checkSaysThatTheFarmIsRunningAndChecksTheRest() throws Exception {
        FarmFile file = FarmFile.write(folder, 2, "{bind: on}");
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady();
                ServerSocket stranger = new ServerSocket()) {
            FarmProcess check = FarmProcess.run(folder, "check");
            assertThat(check.exitCode()).as(check.err()).isZero();
            assertThat(check.err())
                    .contains("the farm is running on", "process " + farm.pid())
                    .doesNotContain("is taken");

            Inet4Address third = Loopback.next();
            stranger.bind(new InetSocketAddress(third, 3000));
            Files.writeString(
                    file.path(),
                    "  bay-3: {serial: " + FarmFile.serial(3) + ", address: " + third.getHostAddress() + "}",
                    StandardOpenOption.APPEND);
            FarmProcess second = FarmProcess.run(folder, "check");
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err().lines().filter(line -> line.contains("is taken")))
                    .singleElement()
                    .asString()
                    .contains(third.getHostAddress() + ":3000");
        }
    }

    @Test
    void twoFirstStartsAtOnceMakeOneSetOfSerials() throws Exception {
        FarmFile file = FarmFile.write(folder, 2, "{bind: on}");
        String text = Files.readString(file.path(), StandardCharsets.UTF_8);
        Files.writeString(file.path(), text.replaceAll("serial: [^,]*, ", ""), StandardCharsets.UTF_8);
        Path data = Files.createDirectory(folder.resolve("data"));

        FarmProcess printers;
        FarmProcess run;
        try (HeldFile held = HeldFile.take(data.resolve(LOCK), Duration.ZERO).orElseThrow()) {
            printers = FarmProcess.start(folder, "printers", "--json");
            run = FarmProcess.start(folder, "run", "--exit-when-ready");
            // Both have seen that there is no book.
            await().atMost(FarmProcess.PATIENCE).until(() -> isAtTheLock(printers) && isAtTheLock(run));
            assertThat(data.resolve("serials.json")).doesNotExist();
        }
        assertThat(printers.awaitEnd()).as(printers.err()).isZero();
        assertThat(run.awaitEnd()).as(run.err()).isZero();

        List<String> told = serials(printers);
        assertThat(serials(FarmProcess.run(folder, "printers", "--json"))).isEqualTo(told);
        try (Stream<Path> leaves = Files.list(data.resolve("tls").resolve("leaves"))) {
            List<String> serials = leaves.map(
                            leaf -> leaf.getFileName().toString().replace(".pem", ""))
                    .toList();
            assertThat(serials).hasSize(2).containsExactlyInAnyOrderElementsOf(told);
        }
    }

    private static List<String> serials(FarmProcess printers) throws IOException {
        return new JsonMapper().readTree(printers.out()).findValuesAsText("serial");
    }

    private static boolean isAtTheLock(FarmProcess process) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return open.anyMatch(file -> leadsToLock(file));
        }
    }

    private static boolean leadsToLock(Path file) {
        try {
            return Files.readSymbolicLink(file).endsWith(LOCK);
        } catch (IOException closed) {
            return false;
        }
    }
}
