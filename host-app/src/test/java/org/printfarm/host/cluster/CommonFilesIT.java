package org.printfarm.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.files.OwnerOnlyFile;
import org.printfarm.host.job.store.CommonStore;
import org.printfarm.host.postgres.PostgresServer;
import org.printfarm.host.postgres.RecordKind;

/** What the hosts of a farm have in common, in the database and in two data folders. */
final class CommonFilesIT {

    private static final String CA_KEY = "caKeyNobodyMaySee";
    private static final String BOOK = "{\"serials\":{}}";

    @TempDir
    private Path folder;

    private StoreUrl url;
    private Path one;
    private Path two;

    @BeforeEach
    void start() throws Exception {
        url = RecordKind.fresh();
        one = folder.resolve("one");
        two = folder.resolve("two");
        write(one.resolve("tls/ca.pem"), "ca");
        write(one.resolve("tls/ca.key"), CA_KEY);
        write(one.resolve("tls/leaves/01P00A1.pem"), "leaf");
        write(one.resolve("serials.json"), BOOK);
        Files.writeString(one.resolve("tls/.lock"), "");
        try (CommonFiles files = CommonFiles.open(url, one)) {
            files.pull();
            files.push();
            files.use("farm: {}");
            files.commit();
        }
    }

    private static void write(Path file, String text) throws IOException {
        OwnerOnlyFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    private Path key() {
        return one.resolve(ClusterKey.FILE_NAME);
    }

    private void copyKey() throws IOException {
        write(two.resolve(ClusterKey.FILE_NAME), Files.readString(key()));
    }

    @Test
    void aSecondHostHasThemToo() throws Exception {
        try (CommonFiles files = CommonFiles.join(url, key())) {
            assertThat(files.configuration()).contains("farm: {}");
        }
        copyKey();
        try (CommonFiles files = CommonFiles.open(url, two)) {
            files.pull();
            assertThat(two.resolve("tls/ca.key")).hasContent(CA_KEY);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(two.resolve("tls/ca.key"))))
                    .isEqualTo("rw-------");
            assertThat(two.resolve("tls/leaves/01P00A1.pem")).hasContent("leaf");
            assertThat(two.resolve("serials.json")).hasContent(BOOK);
            assertThat(two.resolve("tls/.lock")).doesNotExist();
            write(two.resolve("tls/leaves/01P00A1.pem"), "newer");
            files.push();
            files.commit();
        }
        try (CommonFiles files = CommonFiles.open(url, one)) {
            files.pull();
        }
        assertThat(one.resolve("tls/leaves/01P00A1.pem")).hasContent("newer");
    }

    @Test
    void theDatabaseSeesNoKeyAndNoText() throws Exception {
        assertThat(key()).satisfies(file -> {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Base64.getDecoder().decode(Files.readString(file).strip()))
                    .hasSize(32);
        });
        try (CommonStore store = CommonStore.open(url)) {
            assertThat(store.files())
                    .containsOnlyKeys(
                            "farm.yaml", "serials.json", "tls/ca.key", "tls/ca.pem", "tls/leaves/01P00A1.pem");
            assertThat(store.files().values())
                    .noneMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains(CA_KEY));
        }
        assertThat(ClusterKey.read(key())).hasToString("ClusterKey[redacted]");
    }

    @Test
    void anotherKeyIsToldAsSuchAndOpensNothing() throws Exception {
        assertThatThrownBy(() -> CommonFiles.open(url, two).close())
                .isInstanceOf(IOException.class)
                .hasMessage(two.resolve("cluster.key") + " is missing: copy it from a host that has the farm's key");
        ClusterKey other = ClusterKey.make(two.resolve(ClusterKey.FILE_NAME));
        assertThat(other).isNotNull();
        assertThatThrownBy(() -> CommonFiles.open(url, two).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the key of the farm in this database")
                .hasMessageNotContaining(
                        Files.readString(two.resolve(ClusterKey.FILE_NAME)).strip());
        write(two.resolve(ClusterKey.FILE_NAME), "no key");
        assertThatThrownBy(() -> CommonFiles.open(url, two).close()).hasMessageContaining("is no key of a farm");
        copyKey();
        Files.setPosixFilePermissions(two.resolve(ClusterKey.FILE_NAME), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> CommonFiles.open(url, two).close()).hasMessageContaining("chmod 600");
    }

    @Test
    void anotherCaIsNeitherTakenNorReplaced() throws Exception {
        copyKey();
        write(two.resolve("tls/ca.pem"), "other");
        try (CommonFiles files = CommonFiles.open(url, two)) {
            assertThatThrownBy(files::pull).hasMessageContaining("tls/ca.pem is not that of the farm");
            assertThatThrownBy(files::push).isInstanceOf(IOException.class);
        }
        assertThat(two.resolve("tls/ca.pem")).hasContent("other");
        assertThat(two.resolve("serials.json")).doesNotExist();
    }

    @Test
    void whatSomebodyChangedInTheDatabaseIsNotUsed() {
        PostgresServer.shared()
                .execute(
                        url.database(),
                        "UPDATE farm_file SET content = (SELECT content FROM farm_file WHERE name = 'tls/ca.pem')"
                                + " WHERE name = 'tls/ca.key'");
        assertThatThrownBy(() -> CommonFiles.open(url, one).close())
                .hasMessageContaining("tls/ca.key in its database is damaged");
    }

    @Test
    void aDatabaseWithoutAFarmIsNotJoined() {
        StoreUrl empty = PostgresServer.shared().create("nothing_yet");
        assertThatThrownBy(() -> CommonFiles.join(empty, key()).close())
                .hasMessageContaining("no farm of this version");
        StoreUrl fresh = RecordKind.fresh();
        assertThatThrownBy(() -> CommonFiles.join(fresh, key()).close()).hasMessageContaining("has no farm yet");
    }
}
