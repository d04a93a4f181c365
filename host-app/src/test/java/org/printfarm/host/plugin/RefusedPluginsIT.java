package org.printfarm.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.host.plugin.PluginReport.State;

/** Zips that are turned away before anything of them runs: by name, with the reason and the mend; the others go on. */
final class RefusedPluginsIT {

    private static final byte[] NOTHING = new byte[0];

    @TempDir
    private Path folder;

    private Path plugins = Path.of("");
    private final PluginBench bench = new PluginBench();

    @BeforeEach
    void makeFolder() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
    }

    @AfterEach
    void closeCatalogs() {
        bench.close();
    }

    @Test
    void garbage() throws IOException {
        Files.writeString(plugins.resolve("bad.zip"), "this is no zip");

        assertRefused("", "is not a readable zip");
    }

    @Test
    void anEmptyFile() throws IOException {
        Files.write(plugins.resolve("bad.zip"), NOTHING);

        assertRefused("", "is not a readable zip");
    }

    @Test
    void aZipThatIsCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(good().writeTo(folder.resolve("whole.zip")));
        Files.write(plugins.resolve("bad.zip"), Arrays.copyOf(whole, whole.length * 2 / 3));

        assertRefused("", "is not a readable zip");
    }

    @Test
    void aZipWithAFlippedByteInAFile() throws IOException {
        byte[] zip =
                PluginZipBuilder.packed(Map.of("plugin.properties", "plugin.id=x".getBytes(StandardCharsets.UTF_8)));
        byte[] deflated = Arrays.copyOf(zip, zip.length);
        int data = 30 + "plugin.properties".length();
        deflated[data + 4] ^= 0x10;
        Files.write(plugins.resolve("bad.zip"), deflated);

        PluginReport report = onlyReport();
        assertThat(report.state()).isEqualTo(State.REFUSED);
        assertThat(report.reason()).containsAnyOf("is damaged at", "is not a readable zip");
    }

    @Test
    void aFolder() throws IOException {
        Files.createDirectory(plugins.resolve("bad.zip"));

        assertRefused("", "is a folder: zip what is in it");
    }

    @Test
    void anUnpackedPlugin() throws IOException {
        Files.createDirectory(plugins.resolve("bad"));
        Files.writeString(plugins.resolve("bad/plugin.properties"), "plugin.id=bad");

        assertThat(onlyReport().reason()).contains("is a folder: zip what is in it");
    }

    @Test
    void aJar() throws IOException {
        Files.write(plugins.resolve("bad.jar"), NOTHING);

        assertThat(onlyReport().reason()).contains("is a jar: a plugin is a zip");
    }

    @Test
    void aLinkToNowhere() throws IOException {
        Files.createSymbolicLink(plugins.resolve("bad.zip"), folder.resolve("gone"));

        assertRefused("", "mend the link");
    }

    @Test
    void aFileThatMayNotBeRead() throws IOException {
        Path zip = good().writeTo(plugins.resolve("bad.zip"));
        zip.toFile().setReadable(false);
        assumeThat(Files.isReadable(zip))
                .as("a privileged user reads everything")
                .isFalse();

        assertRefused("", "cannot be read: give the user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "classes/../../evil",
                "/etc/evil",
                "C:/evil",
                "a\\..\\evil",
                "./evil",
                "a//evil",
                "evil\n"
            })
    void aZipWithANameThatLeadsOutOfItsFolder(String name) throws IOException {
        good().file(name, "boo").writeTo(plugins.resolve("bad.zip"));

        assertRefused("", "which may lead out of its folder");
        assertThat(folder.resolve("evil")).doesNotExist();
        assertThat(folder.resolve("cache/evil")).doesNotExist();
    }

    @Test
    void aZipThatSaysItUnpacksToMoreThanTheBound() throws IOException {
        byte[] zip = PluginZipBuilder.packed(Map.of("bomb", new byte[100_000]));
        setDeclaredSize(zip, (int) ZipUnpacker.MAX_UNPACKED_BYTES + 1);
        Files.write(plugins.resolve("bad.zip"), zip);

        assertRefused("", "unpacks to more than");
    }

    @Test
    void aZipThatUnpacksToMoreThanItSays() throws IOException {
        byte[] zip = PluginZipBuilder.packed(Map.of("bomb", new byte[50_000_000]));
        setDeclaredSize(zip, 10);
        Files.write(plugins.resolve("bad.zip"), zip);

        assertRefused("", "is damaged at \"bomb\"");
    }

    @Test
    void aZipWithoutPluginProperties() throws IOException {
        good().without("plugin.properties").writeTo(plugins.resolve("bad.zip"));

        assertRefused("", "has no plugin.properties at its top");
    }

    @Test
    void aZipOfTheFolderInsteadOfItsContent() throws IOException {
        byte[] zip = PluginZipBuilder.packed(Map.of("my-plugin/plugin.properties", NOTHING));
        Files.write(plugins.resolve("bad.zip"), zip);

        assertRefused("", "but inside of \"my-plugin\": zip what is in that folder");
    }

    @Test
    void propertiesWithSeveralMistakesAllOfWhichAreTold() throws IOException {
        good().withoutProperty("plugin.id")
                .property("plugin.version", "${project.version}")
                .withoutProperty("plugin.requires")
                .property("plugin.dependencies", "good-plugin")
                .writeTo(plugins.resolve("bad.zip"));

        assertRefused("", "plugin.id: expected something like my-plugin, got nothing");
        assertRefused("", "plugin.version: expected something like 1.0.0, got \"${project.version}\"");
        assertRefused("", "plugin.requires: expected the API versions");
        assertRefused("", "plugin.dependencies: plugins do not see each other");
    }

    @Test
    void propertiesWithABrokenEscape() throws IOException {
        good().property("plugin.description", "\\u12G4").writeTo(plugins.resolve("bad.zip"));

        assertRefused("", "backslash-u without four hex digits");
    }

    @ParameterizedTest
    @CsvSource({
        ">=2.0.0, this host has 1.0.0",
        "<1.0.0, this host has 1.0.0",
        "whatever >> 3, is not a range of versions"
    })
    void aPluginForAnotherVersionOfTheApi(String requires, String reason) throws IOException {
        good().property("plugin.requires", requires).writeTo(plugins.resolve("bad.zip"));

        assertRefused("good-plugin", reason);
    }

    @Test
    void aPluginWithoutAnExtensionIndex() throws IOException {
        good().without(PluginZipBuilder.INDEX).writeTo(plugins.resolve("bad.zip"));

        assertRefused("good-plugin", "has no META-INF/extensions.idx, so no factory can be found: mark the factory");
    }

    @Test
    void aPluginWithAnEmptyExtensionIndex() throws IOException {
        good().file(PluginZipBuilder.INDEX, "# nobody\n\n").writeTo(plugins.resolve("bad.zip"));

        assertRefused("good-plugin", "its META-INF/extensions.idx names no class");
    }

    @ParameterizedTest
    @CsvSource({
        "org/printfarm/api/PrinterService.class, the plugin API",
        "org/printfarm/api/job/JobIntake.class, the plugin API",
        "org/pf4j/Plugin.class, PF4J",
        "org/slf4j/Logger.class, SLF4J",
        "META-INF/versions/9/org/slf4j/Logger.class, SLF4J",
        "com/fasterxml/jackson/core/JsonParser.class, jackson-core",
        "com/fasterxml/jackson/databind/ObjectMapper.class, jackson-databind"
    })
    void aPluginThatBringsACopyOfWhatTheHostGives(String file, String library) throws IOException {
        good().file("classes/" + file, NOTHING).writeTo(plugins.resolve("bad.zip"));
        assertRefused("good-plugin", "brings a copy of " + library + " in \"classes/\"");

        good().file("lib/fat.jar", PluginZipBuilder.packed(Map.of(file, NOTHING)))
                .writeTo(plugins.resolve("bad.zip"));
        assertRefused("good-plugin", "brings a copy of " + library + " in \"lib/fat.jar\"");
    }

    @Test
    void aPluginWithABrokenJar() throws IOException {
        good().file("lib/broken.jar", "no jar").writeTo(plugins.resolve("bad.zip"));

        assertRefused("good-plugin", "\"lib/broken.jar\" is not a readable jar");
    }

    @Test
    void theSecondOfTwoWithOneId() throws IOException {
        good().writeTo(plugins.resolve("a.zip"));
        good().writeTo(plugins.resolve("b.zip"));

        PluginCatalog catalog = bench.open(plugins, folder.resolve("cache"));

        assertThat(catalog.reports()).extracting(PluginReport::state).containsExactly(State.USED, State.REFUSED);
        assertThat(catalog.reports().get(1).reason())
                .isEqualTo("has the id \"good-plugin\" of \"a.zip\": remove one of the two");
        assertThat(catalog.factories()).containsOnlyKeys("good");
    }

    @Test
    void aPluginWhoseFactoryIsInAJarIsUsed() throws IOException {
        byte[] jar = PluginZipBuilder.packed(PluginZipBuilder.plugin("any")
                .factory(FactorySource.of("sample.jar.Factory", "jarred"))
                .compiled());
        PluginZipBuilder.plugin("jarred-plugin").file("lib/all.jar", jar).writeTo(plugins.resolve("jarred.zip"));

        assertThat(bench.open(plugins, folder.resolve("cache")).factories()).containsOnlyKeys("jarred");
    }

    private static PluginZipBuilder good() {
        return PluginZipBuilder.plugin("good-plugin").factory(FactorySource.of("sample.good.Factory", "good"));
    }

    private PluginReport onlyReport() throws IOException {
        PluginCatalog catalog = bench.open(plugins, folder.resolve("cache"));
        assertThat(catalog.factories()).isEmpty();
        assertThat(catalog.reports()).hasSize(1);
        return catalog.reports().get(0);
    }

    private void assertRefused(String id, String reason) throws IOException {
        PluginReport report = onlyReport();
        assertThat(report.file()).isEqualTo("bad.zip");
        assertThat(report.id()).isEqualTo(id);
        assertThat(report.state()).as(report.reason()).isEqualTo(State.REFUSED);
        assertThat(report.reason()).contains(reason).doesNotContain("\n");
    }

    /** Changes the uncompressed size of the first entry in the central directory, which is what a reader believes. */
    private static void setDeclaredSize(byte[] zip, int size) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(zip.length - 22 + 16);
        bytes.putInt(directory + 24, size);
    }
}
