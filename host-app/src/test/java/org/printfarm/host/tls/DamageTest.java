package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;

/** Whatever happens to the files, the farm says which one and what to do, and touches nothing. */
final class DamageTest {

    private static final String FIRST_SERIAL = "01P00A000000001";

    @TempDir
    Path data;

    private TlsFolder folder = new TlsFolder(Path.of("."));

    @BeforeEach
    void copyAFarm() {
        folder = new TlsFolder(TestFarm.copyTo(data));
    }

    /** One way to spoil a farm, and the file that must be named. */
    private record Damage(String name, Spoiler spoiler, Function<TlsFolder, Path> named, String mend) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Spoiler {
        void spoil(TlsFolder folder) throws Exception;
    }

    static Stream<Damage> damages() {
        return Stream.of(
                damage("ca certificate lost", f -> Files.delete(f.caCertificate()), TlsFolder::caCertificate, "backup"),
                damage("ca key lost", f -> Files.delete(f.caKey()), TlsFolder::caKey, "backup"),
                damage("ca lost", DamageTest::loseCa, TlsFolder::caCertificate, "restore both"),
                damage("ca and leaf key lost", DamageTest::loseKeys, TlsFolder::caCertificate, "restore both"),
                damage("ca and leaves lost", DamageTest::loseCaAndLeaves, TlsFolder::caCertificate, "restore both"),
                damage("leaf key lost", f -> Files.delete(f.leafKey()), TlsFolder::leafKey, "backup"),
                damage("ca of another farm", DamageTest::foreignCertificate, TlsFolder::caKey, "one backup"),
                damage("ca is a leaf", f -> copy(leaf(f), f.caCertificate()), TlsFolder::caCertificate, "backup"),
                damage("ca key is the leaf key", f -> copy(f.leafKey(), f.caKey()), TlsFolder::caKey, "one backup"),
                damage("leaf key is the ca key", f -> copy(f.caKey(), f.leafKey()), DamageTest::leaf, "move it away"),
                damage("leaf of another printer", DamageTest::swapLeaf, DamageTest::leaf, "move it away"),
                damage("leaf of another ca", DamageTest::foreignLeaf, DamageTest::leaf, "move it away"),
                damage("leaf is the ca", f -> copy(f.caCertificate(), leaf(f)), DamageTest::leaf, "move it away"),
                damage("ca key for a group", f -> mode(f.caKey(), "rw-r-----"), TlsFolder::caKey, "chmod 600"),
                damage("leaf key for all", f -> mode(f.leafKey(), "rw----r--"), TlsFolder::leafKey, "chmod 600"),
                damage("folder for all", f -> mode(f.root(), "rwxrwxrwx"), TlsFolder::root, "chmod 700"),
                damage("leaves for a group", f -> mode(f.leaves(), "rwx-w----"), TlsFolder::leaves, "chmod 700"),
                damage("ca is a folder", f -> toFolder(f.caCertificate()), TlsFolder::caCertificate, "backup"),
                damage("leaf is a folder", f -> toFolder(leaf(f)), DamageTest::leaf, "expected a file"),
                damage("ca is a dead link", f -> deadLink(f.caCertificate()), TlsFolder::caCertificate, "restore"),
                damage("leaf is a dead link", f -> deadLink(leaf(f)), DamageTest::leaf, "restore"));
    }

    static Stream<Damage> brokenContents() {
        List<Function<TlsFolder, Path>> files =
                List.of(TlsFolder::caCertificate, TlsFolder::caKey, TlsFolder::leafKey, DamageTest::leaf);
        return files.stream()
                .flatMap(file -> Stream.of(
                        damage("empty", f -> rewrite(file.apply(f), new byte[0]), file, "expected one block"),
                        damage("cut", f -> cut(file.apply(f)), file, "expected one block"),
                        damage("zeros", f -> rewrite(file.apply(f), new byte[1700]), file, "expected one block"),
                        damage("huge", f -> rewrite(file.apply(f), new byte[70_000]), file, "larger than")));
    }

    @ParameterizedTest
    @MethodSource({"damages", "brokenContents"})
    void damageStopsTheStartNamesTheFileAndTouchesNothing(Damage damage) throws Exception {
        damage.spoiler().spoil(folder);
        Path named = damage.named().apply(folder);
        Map<String, String> before = TestFarm.contents(data);

        TlsStoreException stopped = catchThrowableOfType(TlsStoreException.class, this::start);

        assertThat(stopped).isNotNull();
        assertThat(stopped.path()).isEqualTo(named);
        assertThat(stopped).hasMessageStartingWith(named + ": ").hasMessageContaining(damage.mend());
        assertThat(TestFarm.contents(data)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource({"damages", "brokenContents"})
    void anInspectionSaysTheSameAndTouchesNothingEither(Damage damage) throws Exception {
        damage.spoiler().spoil(folder);
        Map<String, String> before = TestFarm.contents(data);
        Problems problems = new Problems();

        CertificateInspection.of(data, TestFarm.printers(2), TestFarm.CLOCK, problems);

        assertThat(problems.mistakes())
                .extracting(Problem::file)
                .contains(damage.named().apply(folder));
        assertThat(TestFarm.contents(data)).isEqualTo(before);
    }

    @Test
    void aFlippedBitAnywhereIsFoundOrHarmless() throws Exception {
        X509Certificate ca = start();
        Random random = new Random(42);
        int found = 0;
        for (Path file : List.of(folder.caCertificate(), folder.caKey(), folder.leafKey(), leaf(folder))) {
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < 60; i++) {
                byte[] bad = good.clone();
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                rewrite(file, bad);
                try {
                    assertThat(start()).isEqualTo(ca);
                } catch (TlsStoreException expected) {
                    assertThat(expected).hasMessageStartingWith(folder.root().toString());
                    found++;
                }
                assertThat(Files.readAllBytes(file)).isEqualTo(bad);
            }
            rewrite(file, good);
        }
        assertThat(found).isGreaterThan(200);
    }

    @Test
    void anExpiredCaStopsTheStartAndStays() throws Exception {
        Instant end = FarmCertificates.open(data, TestFarm.NAME, TestFarm.CLOCK).caNotAfter();
        Map<String, String> before = TestFarm.contents(data);

        TlsStoreException stopped = catchThrowableOfType(
                TlsStoreException.class,
                () -> FarmCertificates.open(data, TestFarm.NAME, TestFarm.at(end.plus(Duration.ofDays(1)))));

        assertThat(stopped).hasMessageContaining("expired on 2046-03-01").hasMessageContaining("every slicer");
        assertThat(TestFarm.contents(data)).isEqualTo(before);
    }

    @Test
    void noCaIsMadeByAClockThatIsNotSet(@TempDir Path empty) {
        TlsStoreException stopped = catchThrowableOfType(
                TlsStoreException.class,
                () -> FarmCertificates.open(empty, TestFarm.NAME, TestFarm.at(Instant.EPOCH.plusSeconds(60))));

        assertThat(stopped).hasMessageContaining("set the clock");
        assertThat(empty.resolve("tls/ca.key")).doesNotExist();
    }

    @Test
    void aDataFolderThatIsAFileIsNamed(@TempDir Path empty) throws Exception {
        Path file = Files.writeString(empty.resolve("data"), "not a folder");

        TlsStoreException stopped = catchThrowableOfType(
                TlsStoreException.class, () -> FarmCertificates.open(file, TestFarm.NAME, TestFarm.CLOCK));

        assertThat(stopped.path()).isEqualTo(file);
        assertThat(file).hasContent("not a folder");
    }

    private X509Certificate start() throws TlsStoreException {
        FarmCertificates farm = FarmCertificates.open(data, TestFarm.NAME, TestFarm.CLOCK);
        farm.leaves(TestFarm.printers(2));
        return farm.ca();
    }

    private static Damage damage(String name, Spoiler spoiler, Function<TlsFolder, Path> named, String mend) {
        return new Damage(name, spoiler, named, mend);
    }

    private static Path leaf(TlsFolder folder) {
        return folder.leaf(FIRST_SERIAL);
    }

    private static void loseCa(TlsFolder folder) throws IOException {
        Files.delete(folder.caCertificate());
        Files.delete(folder.caKey());
    }

    private static void loseKeys(TlsFolder folder) throws IOException {
        loseCa(folder);
        Files.delete(folder.leafKey());
    }

    private static void loseCaAndLeaves(TlsFolder folder) throws Exception {
        loseCa(folder);
        for (Path leaf : folder.leafFiles()) {
            Files.delete(leaf);
        }
    }

    private static void foreignCertificate(TlsFolder folder) throws Exception {
        X509Certificate foreign = new CertificateMaker(TestFarm.CLOCK).ca("other", KeyFiles.generate());
        rewrite(folder.caCertificate(), Pem.write(foreign).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static void foreignLeaf(TlsFolder folder) throws Exception {
        CertificateMaker maker = new CertificateMaker(TestFarm.CLOCK);
        var keys = KeyFiles.generate();
        FarmCa foreign = new FarmCa(maker.ca("other", keys), keys);
        X509Certificate leaf = maker.leaf(
                LeafNames.of(TestFarm.printer(1)),
                KeyFiles.read(folder, folder.leafKey()).getPublic(),
                foreign);
        rewrite(leaf(folder), Pem.write(leaf).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static void swapLeaf(TlsFolder folder) throws IOException {
        copy(folder.leaf("01P00A000000002"), leaf(folder));
    }

    private static void copy(Path from, Path to) throws IOException {
        rewrite(to, Files.readAllBytes(from));
    }

    private static void rewrite(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
    }

    private static void cut(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        rewrite(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void toFolder(Path path) throws IOException {
        Files.delete(path);
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }

    private static void deadLink(Path path) throws IOException {
        Files.move(path, path.resolveSibling("elsewhere"), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(path.resolveSibling("elsewhere"));
        Files.createSymbolicLink(path, Path.of("nowhere"));
    }
}
