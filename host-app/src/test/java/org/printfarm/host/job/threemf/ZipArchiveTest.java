package org.printfarm.host.job.threemf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.host.job.threemf.ZipArchive.DirectoryTooLarge;

/** Which archives are whole, and which do harm. */
final class ZipArchiveTest {

    private static final int END_BYTES = 22;
    private static final int FLIPS = 100;
    private static final long SEED = 20_261_123;

    @TempDir
    private Path folder;

    @Test
    void aWholeArchiveIsSound() throws IOException {
        assertThat(examine(Archives.sliced("whole"))).isEqualTo(Verdict.SOUND);
        assertThat(examine(Archives.zip(Map.of()))).isEqualTo(Verdict.SOUND);
    }

    @Test
    void anArchiveWithACommentIsSound() throws IOException {
        assertThat(examine(withComment("made by a slicer"))).isEqualTo(Verdict.SOUND);
        assertThat(examine(withComment("c".repeat(0xFFFF)))).isEqualTo(Verdict.SOUND);
    }

    @Test
    void anArchiveCutOffAnywhereIsNotWhole() throws IOException {
        assertNotWholeWhenShorter(Archives.sliced("cut"), 0);
    }

    @Test
    void anArchiveThatBeginsTooLateIsNotWhole() throws IOException {
        byte[] whole = Archives.sliced("shifted");
        assertThat(examine(Arrays.copyOfRange(whole, 1, whole.length))).isEqualTo(Verdict.NOT_WHOLE);
    }

    @Test
    void anArchiveCutOffBehindAnotherOneThatItContainsIsNotWhole() throws IOException {
        byte[] inner = Archives.sliced("inner");
        byte[] outer = stored("inner.zip", inner);
        int innerEnd = indexOf(outer, inner) + inner.length;
        assertThat(examine(outer)).isEqualTo(Verdict.SOUND);
        assertThat(examine(Arrays.copyOf(outer, innerEnd))).isEqualTo(Verdict.NOT_WHOLE);
    }

    @Test
    void bytesThatAreNoArchiveAreNotWhole() throws IOException {
        assertThat(examine(new byte[100_000])).isEqualTo(Verdict.NOT_WHOLE);
        assertThat(examine(Archives.text("; G-code\nG28\n"))).isEqualTo(Verdict.NOT_WHOLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/../../x",
                "a/..",
                "/etc/passwd",
                "C:/x",
                "c:x",
                "a\\..\\x",
                "\\\\server\\x",
                "..",
                "a\u0000b"
            })
    void anEntryNameThatNobodyReadsDoesNotMatter(String name) throws IOException {
        assertThat(examine(Archives.zip(Map.of(name, Archives.text("x"))))).isEqualTo(Verdict.SOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "..a/b", "a/b..", "Metadata/Früchte.png", "a b"})
    void anUnusualEntryNameIsFine(String name) throws IOException {
        assertThat(examine(Archives.zip(Map.of(name, Archives.text("x"))))).isEqualTo(Verdict.SOUND);
    }

    @Test
    void anArchiveThatSaysItUnpacksToMuchMoreIsHarmful() throws IOException {
        byte[] bomb = Archives.sliced("bomb");
        setUnpackedSize(bomb, 0xFFFFFFF0);
        assertThat(examine(bomb)).isEqualTo(Verdict.HARMFUL);
    }

    @Test
    void entriesThatShareTheirBytesAreHarmful() throws IOException {
        byte[] overlapping = Archives.sliced("overlap");
        int entry = centralDirectory(overlapping);
        little(overlapping).putInt(entry + 20, overlapping.length);
        assertThat(examine(overlapping)).isEqualTo(Verdict.HARMFUL);
    }

    @Test
    void tooManyEntriesAreHarmful() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i <= ZipValidator.MAX_ENTRIES; i++) {
            entries.put("e" + i, new byte[0]);
        }
        assertThat(examine(Archives.zip(entries))).isEqualTo(Verdict.HARMFUL);
    }

    @Test
    void aZip64ArchiveIsSoundAndCutOffAnywhereIsNotWhole() throws IOException {
        byte[] whole = zip64(Archives.sliced("zip64"), 0);
        assertThat(examine(whole)).isEqualTo(Verdict.SOUND);
        assertNotWholeWhenShorter(whole, whole.length - 200);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40})
    void aZip64ArchiveThatLiesOfItsSizesIsRefusedBeforeAnythingIsReadIntoMemory(long lie) throws IOException {
        assertThat(examine(zip64(Archives.sliced("lie"), lie))).isNotEqualTo(Verdict.SOUND);
    }

    @Test
    void aDirectoryLargerThanAllowedIsNeverReadIntoMemory() throws IOException {
        byte[] end = new byte[END_BYTES];
        long directory = ZipArchive.MAX_DIRECTORY_BYTES + 1;
        little(end).putInt(0, 0x06054b50).putInt(12, (int) directory);
        byte[] entry = {'P', 'K', 1, 2};
        Path file = folder.resolve("large.3mf");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(entry), 0);
            out.write(ByteBuffer.wrap(end), directory);
        }
        assertThat(verdict(file)).isEqualTo(Verdict.HARMFUL);
    }

    @Test
    void damagedBytesNeverThrow() throws IOException {
        byte[] whole = Archives.sliced("damaged");
        Random random = new Random(SEED);
        Path file = folder.resolve("damaged.3mf");
        for (int i = 0; i < FLIPS; i++) {
            byte[] damaged = whole.clone();
            int from = whole.length / 2;
            damaged[from + random.nextInt(whole.length - from)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            if (verdict(file) == Verdict.SOUND) {
                assertThat(contents(file)).isNotNull();
            }
        }
    }

    private void assertNotWholeWhenShorter(byte[] whole, int shortest) throws IOException {
        Path file = Files.write(folder.resolve("shorter.3mf"), whole);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int length = whole.length - 1; length >= shortest; length--) {
                channel.truncate(length);
                assertThat(verdict(file)).as("%d bytes", length).isEqualTo(Verdict.NOT_WHOLE);
            }
        }
    }

    @Test
    void bytesAfterTheEndAndACommentThatWasCutOffAreFine() throws IOException {
        byte[] whole = Archives.sliced("more");
        assertReadable(Arrays.copyOf(whole, whole.length + 1));
        assertReadable(Arrays.copyOf(whole, whole.length + 10_000));
        byte[] comment = whole.clone();
        little(comment).putShort(whole.length - 2, (short) 40);
        assertReadable(Arrays.copyOf(comment, whole.length + 30));
    }

    @Test
    void anEndRecordInACommentIsNotTheEnd() throws IOException {
        byte[] whole = Archives.sliced("comment");
        byte[] comment = Arrays.copyOfRange(whole, whole.length - END_BYTES, whole.length);
        byte[] both = Arrays.copyOf(whole, whole.length + END_BYTES);
        little(both).putShort(whole.length - 2, (short) END_BYTES);
        System.arraycopy(comment, 0, both, whole.length, END_BYTES);
        little(both).putInt(whole.length + 12, 7);
        assertReadable(both);
    }

    @Test
    void zip64RecordsMayStandBesideAPlainEndRecord() throws IOException {
        byte[] whole = Archives.sliced("beside");
        byte[] large = zip64(whole, 0);
        System.arraycopy(whole, whole.length - END_BYTES, large, large.length - END_BYTES, END_BYTES);
        assertReadable(large);
        assertThat(examine(Arrays.copyOf(large, large.length - 40))).isEqualTo(Verdict.NOT_WHOLE);
        // The locator's offset counted otherwise.
        little(large).putLong(large.length - END_BYTES - 12, 3);
        assertReadable(large);
    }

    @Test
    void theEndRecordsOffsetMayBeCountedOtherwise() throws IOException {
        byte[] whole = Archives.sliced("offset");
        byte[] prefixed = new byte[whole.length + 512];
        System.arraycopy(whole, 0, prefixed, 512, whole.length);
        assertReadable(prefixed);
        assertReadable(shifted(zip64(whole, 0)));
        byte[] wrong = whole.clone();
        little(wrong).putInt(wrong.length - END_BYTES + 16, 1);
        assertReadable(wrong);
    }

    private static byte[] shifted(byte[] archive) {
        byte[] prefixed = new byte[archive.length + 100];
        System.arraycopy(archive, 0, prefixed, 100, archive.length);
        return prefixed;
    }

    /** In a code page, with the flag for UTF-8 too, and in composed and decomposed Unicode. */
    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "IBM437", "GBK", "UTF-8"})
    void namesMayBeInALocalCodePage(String charset) throws IOException {
        byte[] name = "Metadata/Schlüssel.txt".getBytes(Charset.forName(charset));
        for (int flags : new int[] {0, 0x800}) {
            assertReadable(new HandMadeZip()
                    .with(name, flags, new byte[0], HandMadeZip.Sizes.KNOWN)
                    .sliced());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"01", "0100ff", "0100ffff00", "0100000001000000", "7075ffff00", "fefe0400", "00000000000000"})
    void extraFieldsOfUnknownRulesDoNotMatter(String hex) throws IOException {
        byte[] extra = HexFormat.of().parseHex(hex);
        assertReadable(new HandMadeZip()
                .with(Archives.text("a"), 0, extra, HandMadeZip.Sizes.KNOWN)
                .sliced());
    }

    /** As miniz writes when it does not know the sizes, or has switched to ZIP64, and as others do. */
    @ParameterizedTest
    @EnumSource(HandMadeZip.Sizes.class)
    void sizesMayStandBehindTheBytes(HandMadeZip.Sizes sizes) throws IOException {
        assertReadable(new HandMadeZip()
                .with(Archives.text("a"), 0, new byte[0], sizes)
                .sliced());
    }

    private void assertReadable(byte[] archive) throws IOException {
        assertThat(examine(archive)).isEqualTo(Verdict.SOUND);
        assertThat(contents(Files.write(folder.resolve("readable.3mf"), archive))
                        .plates())
                .extracting(SlicedContents.Plate::number)
                .contains(1);
        assertThat(ThreeMf.thumbnail(folder.resolve("readable.3mf"), 1)).contains(Archives.picture());
    }

    private static SlicedContents contents(Path file) throws IOException {
        try (ZipArchive archive = ZipArchive.open(file)) {
            return ThreeMf.read(archive);
        }
    }

    private enum Verdict {
        SOUND,
        NOT_WHOLE,
        HARMFUL
    }

    private static Verdict verdict(Path file) throws IOException {
        try (ZipArchive archive = ZipArchive.open(file)) {
            return ZipValidator.isHarmful(archive, Files.size(file)) ? Verdict.HARMFUL : Verdict.SOUND;
        } catch (DirectoryTooLarge e) {
            return Verdict.HARMFUL;
        } catch (ZipException e) {
            return Verdict.NOT_WHOLE;
        }
    }

    private Verdict examine(byte[] content) throws IOException {
        Path file = Files.createTempFile(folder, "archive", ".3mf");
        Files.write(file, content);
        Verdict verdict = verdict(file);
        Files.delete(file);
        return verdict;
    }

    private static byte[] withComment(String comment) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment(comment);
            zip.putNextEntry(new ZipEntry("a"));
        }
        return bytes.toByteArray();
    }

    private static byte[] stored(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    /** The same archive with its end in the large form; {@code lie} is added to the directory's size. */
    private static byte[] zip64(byte[] archive, long lie) {
        int end = archive.length - END_BYTES;
        ByteBuffer old = little(archive);
        ByteBuffer large = ByteBuffer.allocate(end + 56 + 20 + END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        large.put(archive, 0, end);
        large.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0);
        large.putLong(old.getShort(end + 8)).putLong(old.getShort(end + 10));
        large.putLong(old.getInt(end + 12) + lie).putLong(old.getInt(end + 16));
        large.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        large.putInt(0x06054b50).putInt(0).putShort((short) -1).putShort((short) -1);
        large.putInt(-1).putInt(-1).putShort((short) 0);
        return large.array();
    }

    /** Makes the directory's first entry say another size. */
    private static void setUnpackedSize(byte[] archive, int size) {
        little(archive).putInt(centralDirectory(archive) + 24, size);
    }

    private static int centralDirectory(byte[] archive) {
        return little(archive).getInt(archive.length - END_BYTES + 16);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at + part.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("not in there");
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
