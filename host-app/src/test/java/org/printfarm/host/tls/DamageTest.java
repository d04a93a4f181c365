package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;

/** Whatever happens to the files, the farm says which one and what to do, and touches nothing. */
final class DamageTest {

    private static final String FIRST_SERIAL = "01P00A000000001";
    private static final String SECOND_SERIAL = "01P00A000000002";

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
        Stream<Damage> ofCa = Stream.of(
                damage("ca certificate lost", f -> Files.delete(f.caCertificate()), TlsFolder::caCertificate, "backup"),
                damage("ca key lost", f -> Files.delete(f.caKey()), TlsFolder::caKey, "backup"),
                damage("ca lost", DamageTest::loseCa, TlsFolder::caCertificate, "restore both"),
                damage("ca and leaf keys lost", DamageTest::loseKeys, TlsFolder::caCertificate, "restore both"),
                damage("ca and leaves lost", DamageTest::loseCaAndLeaves, TlsFolder::caCertificate, "restore both"),
                damage("ca of another farm", DamageTest::foreignCertificate, TlsFolder::caKey, "one backup"),
                damage("ca key for a group", f -> mode(f.caKey(), "rw-r-----"), TlsFolder::caKey, "chmod 600"),
                damage("folder for all", f -> mode(f.root(), "rwxrwxrwx"), TlsFolder::root, "chmod 700"),
                damage("ca is a folder", f -> toFolder(f.caCertificate()), TlsFolder::caCertificate, "backup"),
                damage("ca is a dead link", f -> deadLink(f.caCertificate()), TlsFolder::caCertificate, "restore"),
                damage("ca key is the leaf key", f -> copy(key(KeyKind.RSA, f), f.caKey()), TlsFolder::caKey, "backup"),
                damage(
                        "ca key is of the other kind",
                        f -> copy(key(KeyKind.EC, f), f.caKey()),
                        TlsFolder::caKey,
                        "RSA"),
                damage(
                        "leaf key is the ca key",
                        f -> copy(f.caKey(), key(KeyKind.RSA, f)),
                        f -> leaf(KeyKind.RSA, f),
                        "move it away"),
                damage(
                        "leaf key is of the other kind",
                        f -> copy(f.caKey(), key(KeyKind.EC, f)),
                        f -> key(KeyKind.EC, f),
                        "no P-256 key"),
                damage("half a leaf key", DamageTest::halfKey, f -> key(KeyKind.EC, f), "public half"),
                damage("two halves of keys", DamageTest::mixedKey, f -> key(KeyKind.EC, f), "damaged"));
        return Stream.concat(ofCa, Stream.of(KeyKind.values()).flatMap(DamageTest::damagesOfLeaves));
    }

    private static Stream<Damage> damagesOfLeaves(KeyKind kind) {
        Function<TlsFolder, Path> key = f -> key(kind, f);
        Function<TlsFolder, Path> leaf = f -> leaf(kind, f);
        return Stream.of(
                damage(kind + " leaf key lost", f -> Files.delete(key(kind, f)), key, "backup"),
                damage(
                        kind + " ca is a leaf",
                        f -> copy(leaf(kind, f), f.caCertificate()),
                        TlsFolder::caCertificate,
                        "backup"),
                damage(
                        kind + " leaf of another printer",
                        f -> copy(f.leaf(kind, SECOND_SERIAL), leaf(kind, f)),
                        leaf,
                        "move it away"),
                damage(
                        kind + " leaf of the other kind",
                        f -> copy(leaf(other(kind), f), leaf(kind, f)),
                        leaf,
                        "move it away"),
                damage(kind + " leaf of another ca", f -> foreignLeaf(kind, f), leaf, "move it away"),
                damage(kind + " leaf is the ca", f -> copy(f.caCertificate(), leaf(kind, f)), leaf, "move it away"),
                damage(kind + " leaf key for all", f -> mode(key(kind, f), "rw----r--"), key, "chmod 600"),
                damage(
                        kind + " leaves for a group",
                        f -> mode(f.leaves(kind), "rwx-w----"),
                        f -> f.leaves(kind),
                        "chmod 700"),
                damage(kind + " leaf is a folder", f -> toFolder(leaf(kind, f)), leaf, "expected a file"),
                damage(kind + " leaf is a dead link", f -> deadLink(leaf(kind, f)), leaf, "restore"));
    }

    static Stream<Damage> brokenContents() {
        return files().flatMap(file -> Stream.of(
                damage("empty", f -> rewrite(file.apply(f), new byte[0]), file, "expected one block"),
                damage("cut", f -> cut(file.apply(f)), file, "expected one block"),
                damage("zeros", f -> rewrite(file.apply(f), new byte[1700]), file, "expected one block"),
                damage("huge", f -> rewrite(file.apply(f), new byte[70_000]), file, "larger than")));
    }

    private static Stream<Function<TlsFolder, Path>> files() {
        return Stream.concat(
                Stream.of(TlsFolder::caCertificate, TlsFolder::caKey),
                Stream.of(KeyKind.values()).flatMap(kind -> Stream.of(f -> key(kind, f), f -> leaf(kind, f))));
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

        CertificateInspection.of(data, KeyChoice.RSA_EC, TestFarm.printers(2), TestFarm.CLOCK, problems);

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
        for (Path file : files().map(file -> file.apply(folder)).toList()) {
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
        assertThat(found).isGreaterThan(300);
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
        FarmCertificates farm = FarmCertificates.open(data, TestFarm.NAME, KeyChoice.RSA_EC, TestFarm.CLOCK);
        for (KeyKind kind : KeyKind.values()) {
            farm.leaves(kind, TestFarm.printers(2));
        }
        return farm.ca();
    }

    private static Damage damage(String name, Spoiler spoiler, Function<TlsFolder, Path> named, String mend) {
        return new Damage(name, spoiler, named, mend);
    }

    private static Path key(KeyKind kind, TlsFolder folder) {
        return folder.leafKey(kind);
    }

    private static Path leaf(KeyKind kind, TlsFolder folder) {
        return folder.leaf(kind, FIRST_SERIAL);
    }

    private static KeyKind other(KeyKind kind) {
        return kind == KeyKind.RSA ? KeyKind.EC : KeyKind.RSA;
    }

    private static void loseCa(TlsFolder folder) throws IOException {
        Files.delete(folder.caCertificate());
        Files.delete(folder.caKey());
    }

    private static void loseKeys(TlsFolder folder) throws IOException {
        loseCa(folder);
        for (KeyKind kind : KeyKind.values()) {
            Files.delete(key(kind, folder));
        }
    }

    private static void loseCaAndLeaves(TlsFolder folder) throws Exception {
        loseCa(folder);
        for (KeyKind kind : KeyKind.values()) {
            for (Path leaf : folder.leafFiles(kind)) {
                Files.delete(leaf);
            }
        }
    }

    private static void foreignCertificate(TlsFolder folder) throws Exception {
        X509Certificate foreign = new CertificateMaker(TestFarm.CLOCK).ca("other", KeyFiles.generate(KeyKind.RSA));
        rewrite(folder.caCertificate(), Pem.text(foreign).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static void foreignLeaf(KeyKind kind, TlsFolder folder) throws Exception {
        CertificateMaker maker = new CertificateMaker(TestFarm.CLOCK);
        var keys = KeyFiles.generate(KeyKind.RSA);
        FarmCa foreign = new FarmCa(maker.ca("other", keys), keys);
        X509Certificate leaf = maker.leaf(
                LeafNames.of(TestFarm.printer(1)),
                KeyFiles.read(folder, key(kind, folder), kind).getPublic(),
                foreign);
        rewrite(leaf(kind, folder), Pem.text(leaf).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** As the JDK writes it: the private half alone, which nothing can be checked against. */
    private static void halfKey(TlsFolder folder) throws Exception {
        rewriteKey(folder, EcKeys.generate().getPrivate().getEncoded());
    }

    private static void mixedKey(TlsFolder folder) throws Exception {
        KeyPair mixed =
                new KeyPair(EcKeys.generate().getPublic(), EcKeys.generate().getPrivate());
        rewriteKey(folder, EcKeys.encoded(mixed));
    }

    private static void rewriteKey(TlsFolder folder, byte[] der) throws IOException {
        rewrite(key(KeyKind.EC, folder), Pem.writeKey(der).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
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
