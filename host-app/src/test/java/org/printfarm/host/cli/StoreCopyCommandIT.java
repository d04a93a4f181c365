package org.printfarm.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.FarmFile;
import org.printfarm.host.app.FarmCheck;
import org.printfarm.host.app.FarmSource;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.postgres.PostgresServer;
import org.printfarm.host.postgres.RecordKind;

/** {@code farm store copy}, there and back. */
final class StoreCopyCommandIT {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FarmFile file;
    private Path password;

    @BeforeEach
    void write() throws Exception {
        file = FarmFile.write(folder, 1, "{bind: on}");
        Files.writeString(
                file.path(), Files.readString(file.path()).replace("data: data", "data: " + folder.resolve("data")));
        password = Files.writeString(folder.resolve("db.password"), PostgresServer.PASSWORD);
    }

    @Test
    void aFarmMovesToPostgresAndBack() throws Exception {
        StoreUrl url = RecordKind.fresh();
        String to = PostgresServer.shared().text(url.database());
        String ca = FarmCheck.ca(new FarmSource(file.path())).pem();
        assertThat(copy("--to", to, "--password-file", password.toString())).isZero();
        assertThat(out.toString()).contains("rows are the same in both");
        assertThat(copy("--to", "sqlite")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("the record is there already");

        String moved = "store: '" + to + "', store-password: '${file:db.password}', services: {web: off}";
        Files.writeString(file.path(), Files.readString(file.path()).replace("services: {web: off}", moved));
        deleteCertificates();
        assertThat(copy("--to", "sqlite", "--json")).isZero();
        assertThat(folder.resolve("data/tls/ca.pem"))
                .as("the CA went there and came back")
                .hasContent(ca);
        assertThat(out.toString()).contains("\"added\"");
        assertThat(copy("--to", to)).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotRepeated() {
        assertThat(copy("--to", "postgresql://farm:" + PostgresServer.PASSWORD + "@127.0.0.1/farm"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("no password in it");
        assertThat(out.toString() + err).doesNotContain(PostgresServer.PASSWORD);
    }

    private void deleteCertificates() throws IOException {
        for (String name : List.of("ca.pem", "ca.key", "leaf.key")) {
            Files.delete(folder.resolve("data/tls").resolve(name));
        }
    }

    private int copy(String... arguments) {
        String[] line = new String[arguments.length + 4];
        System.arraycopy(new String[] {"store", "copy", "-c", file.path().toString()}, 0, line, 0, 4);
        System.arraycopy(arguments, 0, line, 4, arguments.length);
        return FarmCommand.commandLine((source, told) -> {
                    throw new AssertionError("only run starts a farm");
                })
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }
}
