package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.client.detect.DetectClient;
import org.printfarm.host.postgres.PostgresServer;

/** A farm whose record is in PostgreSQL, as its users meet it: there, away, and there again. */
final class PostgresFarmIT {

    private static final int STORED = 226;
    private static final int NOT_STORED = 451;

    @TempDir
    private Path folder;

    private FarmFile file;

    @BeforeEach
    void write() throws IOException {
        String services = "{bind: on, ftp: {port: " + SlicerAtWork.FTP_PORT + "}}";
        file = FarmFile.write(folder, 1, services);
    }

    private void keepIn(PostgresServer server) throws IOException {
        Path password = Files.writeString(folder.resolve("db.password"), PostgresServer.PASSWORD + "\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        String store = "data: data, cluster: {lease: 20s}, store: '" + server.text("farm")
                + "', store-password: '${file:db.password}',";
        Files.writeString(file.path(), Files.readString(file.path()).replace("data: data,", store));
    }

    @Test
    void whatIsAcknowledgedIsThereAfterRestartsOfFarmAndDatabase() throws Exception {
        try (PostgresServer server = PostgresServer.make("-c", "fsync=off")) {
            server.create("farm");
            keepIn(server);
            FarmProcess farm = FarmProcess.start(folder, "run").awaitReady();
            try (farm) {
                assertThat(upload("first.gcode.3mf")).startsWith(STORED + " ");
                server.stop();
                assertThat(upload("refused.gcode.3mf"))
                        .startsWith(NOT_STORED + " ")
                        .contains("database of the farm does not answer");
                assertThat(new DetectClient(FarmProcess.PATIENCE)
                                .detect(file.address(1), 3000, false)
                                .serial())
                        .isEqualTo(FarmFile.serial(1));
                server.start();
                await().atMost(FarmProcess.PATIENCE)
                        .until(() -> upload("second.gcode.3mf").startsWith(STORED + " "));
                farm.awaitLog("database=back");
                farm.kill();
                farm.awaitEnd();
            }
            assertThat(farm.out() + farm.err()).contains("database=away").doesNotContain(PostgresServer.PASSWORD);
            try (FarmProcess again = FarmProcess.start(folder, "run").awaitReady()) {
                FarmProcess jobs = FarmProcess.run(folder, "jobs");
                assertThat(jobs.out())
                        .contains("first.gcode.3mf", "second.gcode.3mf")
                        .doesNotContain("refused");
                assertThat(again.err()).doesNotContain("ERROR", PostgresServer.PASSWORD);
            }
        }
    }

    private String upload(String name) throws Exception {
        try (UploadSession session = new UploadSession(file.addresses().get(0))) {
            assertThat(session.login(FarmFile.ACCESS_CODE)).isEqualTo(230);
            session.store(name, SlicedFile.named(name));
            return session.reply();
        }
    }
}
