package org.printfarm.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the cache, and when it goes. */
final class PluginCacheTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    @TempDir
    private Path folder;

    private Path cacheFolder = Path.of("");

    @BeforeEach
    void nameTheCache() {
        cacheFolder = folder.resolve("data/plugin-cache");
    }

    @Test
    void unpacksWhatIsInTheZip() throws Exception {
        try (PluginCache cache = PluginCache.open(cacheFolder)) {
            Path unpacked = cache.unpacked(zip("one"));

            assertThat(unpacked).hasParent(cacheFolder);
            assertThat(unpacked.resolve("classes/sub/text.txt")).hasContent("one");
            assertThat(unpacked.resolve("plugin.properties")).exists();
        }
    }

    @Test
    void unpacksTheSameContentOnlyOnce() throws Exception {
        Path file;
        try (PluginCache cache = PluginCache.open(cacheFolder)) {
            file = cache.unpacked(zip("one")).resolve("classes/sub/text.txt");
            Files.setLastModifiedTime(file, LONG_AGO);
        }
        try (PluginCache cache = PluginCache.open(cacheFolder)) {
            assertThat(cache.unpacked(zip("one")).resolve("classes/sub/text.txt"))
                    .isEqualTo(file);
            assertThat(Files.getLastModifiedTime(file)).as("not written again").isEqualTo(LONG_AGO);
        }
    }

    @Test
    void otherContentGoesElsewhere() throws Exception {
        try (PluginCache cache = PluginCache.open(cacheFolder)) {
            Path first = cache.unpacked(zip("one"));
            Path second = cache.unpacked(zip("two"));

            assertThat(second).isNotEqualTo(first);
            assertThat(second.resolve("classes/sub/text.txt")).hasContent("two");
            assertThat(first.resolve("classes/sub/text.txt")).hasContent("one");
        }
    }

    @Test
    void whatWasDamagedIsUnpackedAnew() throws Exception {
        try (PluginCache cache = PluginCache.open(cacheFolder)) {
            Path unpacked = cache.unpacked(zip("one"));
            Files.writeString(unpacked.resolve("classes/sub/text.txt"), "eno");
            assertThat(cache.unpacked(zip("one")).resolve("classes/sub/text.txt"))
                    .hasContent("one");

            Files.writeString(unpacked.resolve("classes/more.txt"), "slipped in");
            assertThat(cache.unpacked(zip("one")).resolve("classes/more.txt")).doesNotExist();

            Files.delete(unpacked.resolve("plugin.properties"));
            assertThat(cache.unpacked(zip("one")).resolve("plugin.properties")).exists();
        }
    }

    @Test
    void leavesNothingBehindWhenAZipIsRefused() throws Exception {
        Path bad = folder.resolve("bad.zip");
        Files.write(bad, PluginZipBuilder.packed(Map.of("../evil", new byte[1])));
        try (PluginCache cache = PluginCache.open(cacheFolder)) {
            assertThat(refusal(cache, bad)).contains("may lead out of its folder");
            assertThat(children()).containsExactly(CacheLease.FILE_NAME);
        }
    }

    @Test
    void leftoversOfACrashGoWhenNobodyElseIsThere() throws Exception {
        Files.createDirectories(cacheFolder.resolve("new-123/classes"));
        Files.writeString(cacheFolder.resolve("new-123/classes/half.txt"), "half");

        PluginCache first = PluginCache.open(cacheFolder);
        assertThat(cacheFolder.resolve("new-123")).doesNotExist();

        Files.createDirectories(cacheFolder.resolve("new-456"));
        PluginCache second = PluginCache.open(cacheFolder);
        assertThat(cacheFolder.resolve("new-456")).as("the first may be at it").exists();

        first.close();
        PluginCache third = PluginCache.open(cacheFolder);
        assertThat(cacheFolder.resolve("new-456"))
                .as("the second is still there")
                .exists();

        second.close();
        third.close();
        PluginCache.open(cacheFolder).close();
        assertThat(cacheFolder.resolve("new-456")).doesNotExist();
    }

    @Test
    void keepsOnlyTheLatestAndNeverWhatIsNotItsOwn() throws Exception {
        Files.createDirectories(cacheFolder.resolve("somebody-elses"));
        for (int i = 0; i < PluginCache.KEPT_FOLDERS + 3; i++) {
            Path old = Files.createDirectories(cacheFolder.resolve("%032x".formatted(i)));
            Files.setLastModifiedTime(old, FileTime.fromMillis(1000L * i));
        }

        PluginCache.open(cacheFolder).close();

        List<String> kept = IntStream.range(3, PluginCache.KEPT_FOLDERS + 3)
                .mapToObj("%032x"::formatted)
                .toList();
        assertThat(children()).containsAll(kept).contains("somebody-elses").hasSize(PluginCache.KEPT_FOLDERS + 2);
    }

    @Test
    void isItsOwnersAlone() throws Exception {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        try (PluginCache cache = PluginCache.open(cacheFolder)) {
            Path unpacked = cache.unpacked(zip("one"));
            for (Path path : List.of(cacheFolder, unpacked)) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .isEqualTo("rwx------");
            }
        }
    }

    @Test
    void refusesAZipThatIsTooLargeBeforeReadingIt() throws Exception {
        Path huge = folder.resolve("huge.zip");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(ZipUnpacker.MAX_ZIP_BYTES + 1);
        }
        try (PluginCache cache = PluginCache.open(cacheFolder)) {
            assertThat(refusal(cache, huge)).contains("is larger than " + ZipUnpacker.MAX_ZIP_BYTES + " bytes");
        }
    }

    @Test
    void refusesAZipWithTooManyFiles() throws Exception {
        Path many = folder.resolve("many.zip");
        Map<String, byte[]> files = new HashMap<>();
        IntStream.rangeClosed(0, ZipUnpacker.MAX_ENTRIES).forEach(i -> files.put("f" + i, new byte[0]));
        Files.write(many, PluginZipBuilder.packed(files));
        try (PluginCache cache = PluginCache.open(cacheFolder)) {
            assertThat(refusal(cache, many)).contains("holds more than " + ZipUnpacker.MAX_ENTRIES + " files");
        }
    }

    private static String refusal(PluginCache cache, Path zip) throws IOException {
        try {
            return "unpacked to " + cache.unpacked(zip);
        } catch (RefusedPluginException refused) {
            return refused.reason();
        }
    }

    private Path zip(String text) throws IOException {
        Path zip = folder.resolve(text + ".zip");
        Map<String, byte[]> content = new LinkedHashMap<>();
        content.put("plugin.properties", "plugin.id=x".getBytes(StandardCharsets.ISO_8859_1));
        content.put("classes/", new byte[0]);
        content.put("classes/sub/text.txt", text.getBytes(StandardCharsets.UTF_8));
        return Files.write(zip, PluginZipBuilder.packed(content));
    }

    private List<String> children() throws IOException {
        try (Stream<Path> all = Files.list(cacheFolder)) {
            return all.map(DropInFolder::name).toList();
        }
    }
}
