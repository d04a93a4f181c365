package org.printfarm.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known to be good, and that the least change ends it. */
final class GoodPluginsTest {

    private static final String TEXT = "classes/sub/text.txt";

    @TempDir
    private Path folder;

    private Path cacheFolder = Path.of("");
    private Path boot = Path.of("");
    private Path zip = Path.of("");

    @BeforeEach
    void dropInAZip() throws IOException {
        cacheFolder = folder.resolve("cache");
        boot = Files.writeString(folder.resolve("boot_id"), "first-boot\n");
        zip = folder.resolve("some.zip");
        writeZip("one");
        age(zip);
    }

    @Test
    void aZipIsKnownWhenItWasCalledGoodAndNothingChanged() throws Exception {
        try (PluginCache cache = open()) {
            assertThat(cache.knownGood(zip)).isEmpty();
            Path unpacked = cache.unpacked(zip);
            assertThat(cache.knownGood(zip)).as("unpacked, but not inspected").isEmpty();
            cache.callGood(zip, unpacked);
            assertThat(cache.knownGood(zip)).contains(unpacked);
        }
        try (PluginCache next = open()) {
            assertThat(next.knownGood(zip)).isPresent();
        }
    }

    @Test
    void useIsNotedSoThatItIsNotCleanedUp() throws Exception {
        Path unpacked = remembered();
        age(unpacked);
        try (PluginCache cache = open()) {
            cache.knownGood(zip);
        }
        assertThat(Files.getLastModifiedTime(unpacked).toInstant())
                .isAfter(Instant.now().minus(Duration.ofMinutes(1)));
    }

    @Test
    void anotherZipUnderTheNameIsNotKnown() throws Exception {
        remembered();
        writeZip("two");
        assertThat(isKnown()).isFalse();
        age(zip);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void aZipWithTheSameSizeAndTimeInAnotherFileIsNotKnown() throws Exception {
        remembered();
        FileTime time = Files.getLastModifiedTime(zip);
        Path other = Files.copy(zip, folder.resolve("other"));
        Files.move(zip, folder.resolve("kept.zip"));
        Files.move(other, zip);
        Files.setLastModifiedTime(zip, time);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void whatChangedAmongTheUnpackedFilesEndsIt() throws Exception {
        Path unpacked = remembered();
        Files.writeString(unpacked.resolve(TEXT), "eno");
        later(unpacked.resolve(TEXT));
        assertThat(isKnown()).as("same size").isFalse();
    }

    @Test
    void whatWasAddedToTheUnpackedFilesEndsIt() throws Exception {
        Path unpacked = remembered();
        Files.writeString(unpacked.resolve("classes/more.txt"), "slipped in");
        assertThat(isKnown()).isFalse();
    }

    @Test
    void whatIsMissingFromTheUnpackedFilesEndsIt() throws Exception {
        Path unpacked = remembered();
        Files.delete(unpacked.resolve(TEXT));
        assertThat(isKnown()).isFalse();
    }

    @Test
    void anotherBootEndsIt() throws Exception {
        remembered();
        Files.writeString(boot, "second-boot\n");
        assertThat(isKnown()).isFalse();
    }

    @Test
    void nothingIsKnownWhereTheBootIsNot() throws Exception {
        Files.delete(boot);
        remembered();
        assertThat(isKnown()).isFalse();
        assertThat(cacheFolder).isDirectoryNotContaining("glob:**/new-*");
    }

    @Test
    void aZipThatTookThePlaceOfTheOneThatWasReadIsNotKnown() throws Exception {
        try (PluginCache cache = open()) {
            Path unpacked = cache.unpacked(zip);
            Files.move(zip, folder.resolve("kept.zip"));
            writeZip("two");
            age(zip);
            cache.callGood(zip, unpacked);
            assertThat(cache.knownGood(zip)).isEmpty();
        }
    }

    @Test
    void aZipThatChangedJustNowIsNotRemembered() throws Exception {
        Files.setLastModifiedTime(zip, FileTime.from(Instant.now()));
        remembered();
        assertThat(isKnown()).isFalse();
    }

    @Test
    void aDamagedNoteIsAsGoodAsNone() throws Exception {
        remembered();
        Path note = cacheFolder.resolve(GoodPlugins.PREFIX + "some.zip");
        String whole = Files.readString(note);
        for (String text : new String[] {
            "", "\n", whole.substring(0, whole.length() - 1), whole + "x", "../cache\n", "\0\n", "no line end"
        }) {
            Files.writeString(note, text);
            assertThat(isKnown()).as(text).isFalse();
        }
        Files.write(note, new byte[] {(byte) 0xFF, (byte) 0xFE, '\n'}, StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(isKnown()).isFalse();
        Files.writeString(note, whole);
        assertThat(isKnown()).as("whole again").isTrue();
    }

    @Test
    void aPluginThatWasTamperedWithInTheCacheIsMendedByTheNextStart() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Path good = plugins.resolve("good.zip");
        PluginZipBuilder.plugin("good-plugin")
                .factory(FactorySource.of("sample.good.Factory", "good"))
                .writeTo(good);
        age(good);
        PluginCatalog.open(plugins, cacheFolder).close();
        Path unpacked;
        try (PluginCache cache = PluginCache.open(cacheFolder)) {
            unpacked = cache.knownGood(good).orElseThrow();
        }
        Path index = unpacked.resolve("classes/META-INF/extensions.idx");
        String before = Files.readString(index);
        Files.writeString(index, before.replace("Factory", "Fictory"));
        later(index);

        try (PluginCatalog catalog = PluginCatalog.open(plugins, cacheFolder)) {
            assertThat(catalog.factories()).containsOnlyKeys("good");
        }
        assertThat(index).hasContent(before);
    }

    private boolean isKnown() throws IOException {
        try (PluginCache cache = open()) {
            return cache.knownGood(zip).isPresent();
        }
    }

    private Path remembered() throws IOException, RefusedPlugin {
        try (PluginCache cache = open()) {
            Path unpacked = cache.unpacked(zip);
            cache.callGood(zip, unpacked);
            return unpacked;
        }
    }

    private PluginCache open() throws IOException {
        return PluginCache.open(cacheFolder, new GoodPlugins(cacheFolder, boot, Clock.systemUTC()));
    }

    private void writeZip(String text) throws IOException {
        Map<String, byte[]> content = new LinkedHashMap<>();
        content.put("plugin.properties", "plugin.id=x".getBytes(StandardCharsets.ISO_8859_1));
        content.put(TEXT, text.getBytes(StandardCharsets.UTF_8));
        Files.write(zip, PluginZipBuilder.packed(content));
    }

    /** A clock of files ticks every few milliseconds only. */
    private static void later(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1)));
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }
}
