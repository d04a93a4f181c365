package org.printfarm.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.FarmFile;
import org.printfarm.host.app.FarmCheck;
import org.printfarm.host.app.FarmSource;
import org.printfarm.host.cluster.ClusterKey;
import org.printfarm.host.cluster.CommonFiles;
import org.printfarm.host.cluster.FilesMark;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.postgres.PostgresServer;
import org.printfarm.host.postgres.RecordKind;

/** {@code farm join}: a new machine becomes a host of a farm that another one runs. */
final class JoinCommandIT {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private StoreUrl store;
    private FarmFile first;
    private Path shared;
    private Path second;
    private Path password;

    /** What the first host leaves there when it runs. */
    @BeforeEach
    void start() throws Exception {
        store = RecordKind.fresh();
        shared = Files.createDirectory(folder.resolve("shared"));
        second = Files.createDirectory(folder.resolve("second"));
        password = Files.writeString(folder.resolve("password"), PostgresServer.PASSWORD);
        Path home = Files.createDirectory(folder.resolve("first"));
        first = FarmFile.write(home, 1, "{bind: on}");
        Files.writeString(home.resolve("db.password"), PostgresServer.PASSWORD);
        String settings = "data: data, files: '" + shared + "', store: '"
                + PostgresServer.shared().text(store.database()) + "', store-password: '${file:db.password}'";
        String text = Files.readString(first.path()).replace("data: data", settings);
        Files.writeString(first.path(), text);
        FilesMark.check(store, shared);
        try (CommonFiles files = CommonFiles.open(store, home.resolve("data"))) {
            files.use(text);
            files.commit();
        }
    }

    private Path key() {
        return folder.resolve("first/data/cluster.key");
    }

    @Test
    void aNewMachineHasTheFarmsFileKeyAndCertificates() throws Exception {
        String ca = FarmCheck.ca(new FarmSource(first.path())).sha256();
        assertThat(join()).as(err.toString()).isZero();
        assertThat(err.toString())
                .contains("still needed: " + second.resolve("farm.yaml"), "db.password is not there")
                .doesNotContain("farm.files", PostgresServer.PASSWORD, FarmFile.ACCESS_CODE);
        assertThat(out.toString()).contains("./farm run");
        assertThat(second.resolve("farm.yaml")).hasSameTextualContentAs(first.path());
        Path itsKey = second.resolve("data").resolve(ClusterKey.FILE_NAME);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(itsKey)))
                .isEqualTo("rw-------");
        Files.copy(password, second.resolve("db.password"));
        assertThat(FarmCheck.ca(new FarmSource(second.resolve("farm.yaml"))).sha256())
                .isEqualTo(ca);
        assertThat(join()).as("again").isZero();
    }

    @Test
    void whatIsThereIsNotWrittenOver() throws Exception {
        Path file = Files.writeString(second.resolve("farm.yaml"), "printers: {}");
        assertThat(join()).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString()).contains("is there already");
        assertThat(file).hasContent("printers: {}");
        assertThat(second.resolve("data")).doesNotExist();
    }

    @Test
    void whyTheDatabaseCannotBeUsedIsTold() throws Exception {
        Files.writeString(password, "another-one");
        assertThat(join()).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .contains(store + " cannot be used: ", "password authentication failed")
                .doesNotContain("another-one");
        assertThat(second).isEmptyDirectory();
    }

    @Test
    void aKeyThatIsMissingIsToldBeforeTheDatabaseIsAsked() throws Exception {
        Files.writeString(password, "another-one");
        Files.delete(key());
        assertThat(join()).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains(key() + " is missing: copy it").doesNotContain("cannot be used");
    }

    @Test
    void aFolderWhereNothingIsMountedIsTold() throws Exception {
        Files.move(shared, folder.resolve("elsewhere"));
        Files.createDirectory(shared);
        assertThat(join()).isZero();
        assertThat(err.toString()).contains("still needed: " + shared + " is not the folder");
    }

    private int join() {
        return FarmCommand.commandLine((source, told) -> {
                    throw new AssertionError("only run starts a farm");
                })
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        "join",
                        PostgresServer.shared().text(store.database()),
                        "--password-file",
                        password.toString(),
                        "--key",
                        key().toString(),
                        "--folder",
                        second.toString());
    }
}
