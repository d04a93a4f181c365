package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.client.detect.DetectClient;
import org.printfarm.host.postgres.PostgresServer;
import org.printfarm.host.postgres.RecordKind;

/** Two hosts at work on one farm, as processes with a data folder each, one database and one folder of stored files. */
final class SharedFarmIT {

    private static final int PRINTERS = 4;
    private static final Duration TAKEOVER = Duration.ofSeconds(10);
    private static final Pattern TAKEN = Pattern.compile("hosts=changed taken=\\[([^]]*)]");

    @TempDir
    private Path folder;

    private Path one;
    private Path two;
    private Path password;
    private String database;
    private FarmFile file;

    @BeforeEach
    void write() throws IOException {
        database = PostgresServer.shared().text(RecordKind.fresh().database());
        one = Files.createDirectory(folder.resolve("one"));
        two = Files.createDirectory(folder.resolve("two"));
        password = Files.writeString(folder.resolve("password"), PostgresServer.PASSWORD);
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.copy(password, one.resolve("db.password"));
        Files.copy(password, two.resolve("db.password"));
        file = FarmFile.write(one, PRINTERS, "{bind: on, ftp: {port: " + SlicerAtWork.FTP_PORT + "}}");
        String text = Files.readString(file.path())
                .replace(
                        "data: data,",
                        "data: data, cluster: {lease: 5s}, files: '" + shared + "', store: '" + database
                                + "', store-password: '${file:db.password}',")
                .replace("name: Bay 1,", "name: Bay 1, send-to: m1,");
        Files.writeString(
                file.path(),
                text + "machines:\n  m1: {driver: bambu, serial: 01P00A000000999, access-code: Abcd1234, address: "
                        + Loopback.next().getHostAddress() + "}\n");
    }

    @Test
    void bothServeTheirPartAndOneTakesOverWhatTheOtherHad() throws Exception {
        try (FarmProcess first = FarmProcess.start(one, "run").awaitReady()) {
            assertThat(first.out()).contains("ready: " + PRINTERS + " printers");
            join();
            try (FarmProcess second = FarmProcess.start(two, "run").awaitReady()) {
                await().atMost(FarmProcess.PATIENCE).until(() -> taken(second).size() == PRINTERS / 2);
                awaitAll(FarmProcess.PATIENCE);
                Set<String> its = taken(second);
                Path other = its.contains("bay-1") ? one : two;
                assertThat(FarmProcess.run(other, "machines", "clear", "m1").err())
                        .contains("m1: the host ", " has it, ask there");
                int printer = number(its, false);
                assertThat(upload(printer, "sent-to-the-first.gcode.3mf")).isEqualTo(226);
                first.kill();
                first.awaitEnd();
                awaitAll(TAKEOVER);
                assertThat(FarmProcess.run(two, "jobs").out()).contains("sent-to-the-first.gcode.3mf");
                assertThat(upload(printer, "sent-to-the-second.gcode.3mf")).isEqualTo(226);
                assertThat(second.err()).contains("hosts=gone ", "hosts=moved ", " was not heard of\"");
                assertThat(second.err()).doesNotContain("ERROR", PostgresServer.PASSWORD);
            }
        }
    }

    private void join() throws Exception {
        Path key = one.resolve("data/cluster.key");
        FarmProcess joined =
                FarmProcess.run(two, "join", database, "--password-file", password.toString(), "--key", key.toString());
        assertThat(joined.exitCode()).as(joined.err()).isZero();
    }

    /** The printers that a host took over while it ran. */
    private static Set<String> taken(FarmProcess host) {
        Set<String> taken = new TreeSet<>();
        Matcher lines = TAKEN.matcher(host.err() + host.out());
        while (lines.find()) {
            taken.addAll(Set.of(lines.group(1).split(", ")));
        }
        taken.remove("");
        return taken;
    }

    private static int number(Set<String> taken, boolean isIn) {
        int number = 1;
        while (taken.contains("bay-" + number) != isIn) {
            number++;
        }
        return number;
    }

    private void awaitAll(Duration patience) {
        await().atMost(patience).ignoreExceptions().untilAsserted(() -> {
            for (int i = 1; i <= PRINTERS; i++) {
                assertThat(new DetectClient(Duration.ofSeconds(1))
                                .detect(file.address(i), 3000, false)
                                .serial())
                        .isEqualTo(FarmFile.serial(i));
            }
        });
    }

    private int upload(int printer, String name) throws Exception {
        try (UploadSession session = new UploadSession(file.addresses().get(printer - 1))) {
            assertThat(session.login(FarmFile.ACCESS_CODE)).isEqualTo(230);
            return session.store(name, SlicedFile.named(name));
        }
    }
}
