package org.printfarm.bambu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No private key lies in the checkout or in what is built from it, and no setting or field is meant for one: not the maker's,
 * which commands could be signed with, and no other. Tests make theirs when they run.
 */
class NoPrivateKeyIT {

    private static final Path CHECKOUT = Path.of(System.getProperty("farm.root", ".."));

    /** What a build or a farm makes. */
    private static final Set<String> MADE = Set.of(".git", "target", "data", "secrets");

    /** Netty tries its engines with a key that stands in its own sources for all to read. */
    private static final Set<String> PUBLISHED = Set.of(
            "io/netty/handler/ssl/SslUtils.class",
            "io/netty/handler/ssl/JdkSslServerContext.class",
            "io/netty/handler/ssl/OpenSsl.class");

    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\\\nr\"+]*(?:[A-Za-z0-9+/=]{16,}[\\s\\\\nr\"+]*){3,}");

    /** What PKCS#8 begins with after its length: version, then the algorithm: RSA, EC, Ed25519. Bytes as Latin-1. */
    private static final Pattern DER = Pattern.compile(
            "\\x02\\x01[\\x00\\x01]\\x30(?:\\x0d\\x06\\x09\\x2a\\x86\\x48\\x86\\xf7\\x0d\\x01\\x01\\x01"
                    + "|.\\x06\\x07\\x2a\\x86\\x48\\xce\\x3d\\x02\\x01|\\x05\\x06\\x03\\x2b\\x65\\x70)",
            Pattern.DOTALL);

    /** PKCS#1: version 0 and a modulus of 1,024 bits or more. */
    private static final Pattern PKCS1 =
            Pattern.compile("^\\x30\\x82..\\x02\\x01\\x00\\x02(?:\\x81.|\\x82..)\\x00", Pattern.DOTALL);

    /** A name for a key or certificate of the maker's or of an app's, which commands could be signed with. */
    private static final String SIGNER = "(?:sign|signing|signer|private|vendor|maker|app)";

    /** A setting: a word in quotation marks as farm.yaml has them. */
    private static final Pattern SETTING =
            Pattern.compile("\"(?:[a-z0-9]+-)*" + SIGNER + "-(?:[a-z0-9]+-)*(?:key|cert|certificate)s?\"");

    /** A field, a method or a parameter. */
    private static final Pattern FIELD =
            Pattern.compile("\\b(?:[a-z]\\w*)?" + SIGNER + "_?(?:key|cert|certificate)s?\\b", Pattern.CASE_INSENSITIVE);

    @TempDir
    private Path folder;

    @Test
    void sourcesResourcesAndBuiltZipsHoldNone() throws IOException {
        assertThat(keysIn(CHECKOUT)).isEmpty();
        assertThat(Files.exists(CHECKOUT.resolve("plugins/bambu-plugin.zip"))).isTrue();
    }

    @Test
    void aKeyOfEveryFormIsFound() throws Exception {
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            byte[] key = KeyPairGenerator.getInstance(algorithm)
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            Files.write(folder.resolve(algorithm + ".bin"), key);
            Files.writeString(
                    folder.resolve(algorithm + ".txt"),
                    "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key));
        }
        assertThat(keysIn(folder)).hasSize(6);
    }

    @Test
    void noSettingAndNoFieldOfTheApiOrTheDriverIsMeantForOne() throws IOException {
        assertThat(placesIn(CHECKOUT)).isEmpty();
    }

    @Test
    void aPlaceForOneIsFound() throws IOException {
        Path driver = Files.createDirectories(folder.resolve("bambu-plugin/src/main/java"));
        Path host = Files.createDirectories(folder.resolve("host-app/src/main/java"));
        Files.writeString(driver.resolve("A.java"), "record A(String signingKey) {}");
        Files.writeString(driver.resolve("B.java"), "class B { String appCert; String accessCode; }");
        Files.writeString(host.resolve("C.java"), "in.path(\"app-private-key\"); PrivateKey ofTheFarmsOwnCa;");
        Files.writeString(host.resolve("D.java"), "in.path(\"ca\"); in.secret(\"access-code\"); farm.keys");
        assertThat(placesIn(folder)).containsExactlyInAnyOrder("signingKey", "appCert", "\"app-private-key\"");
    }

    private static List<String> placesIn(Path root) throws IOException {
        List<Path> sources;
        try (Stream<Path> modules = Files.list(root)) {
            sources = modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
        }
        List<String> found = new ArrayList<>();
        for (Path module : sources) {
            try (Stream<Path> files = Files.walk(module)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    String text = Files.readString(file);
                    SETTING.matcher(text).results().map(MatchResult::group).forEach(found::add);
                    String path = root.relativize(file).toString();
                    if (path.startsWith("bambu-plugin") || path.startsWith("plugin-api")) {
                        FIELD.matcher(text).results().map(MatchResult::group).forEach(found::add);
                    }
                }
            }
        }
        return found;
    }

    private static List<String> keysIn(Path root) throws IOException {
        List<String> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return MADE.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                    look(root.relativize(file).toString(), in, found);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static void look(String name, InputStream in, List<String> found) throws IOException {
        if (name.endsWith(".zip") || name.endsWith(".jar")) {
            ZipInputStream zip = new ZipInputStream(in);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                look(entry.getName(), zip, found);
            }
            return;
        }
        String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        boolean key = DER.matcher(bytes).find()
                || PEM.matcher(bytes).find()
                || PKCS1.matcher(bytes).find();
        if (key && !PUBLISHED.contains(name)) {
            found.add(name);
        }
    }
}
