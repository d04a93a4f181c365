package org.printfarm.host.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Whether a file is a complete ZIP that is safe to open. Its end is looked at first, because the JDK reads the whole central
 * directory into memory and believes the size that stands there. Source of the layout: APPNOTE.TXT, sections 4.3.14 to 4.3.16.
 */
final class ZipDirectory {

    /** The largest central directory, bytes: a farm's archives have some hundred entries. */
    static final long MAX_DIRECTORY_BYTES = 16L << 20;

    /** Entries in one archive. */
    static final int MAX_ENTRIES = 20_000;

    /** What all entries together may unpack to, bytes. */
    static final long MAX_UNPACKED_BYTES = 64L << 30;

    /** How many times its size a file may unpack to, beyond {@link #FREE_UNPACKED_BYTES}. */
    static final long MAX_RATIO = 200;

    /** What a file may unpack to in any case, bytes. */
    static final long FREE_UNPACKED_BYTES = 1L << 30;

    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT_BYTES = 0xFFFF;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_END_BYTES = 56;
    private static final int ZIP64_END_SIGNATURE = 0x06064b50;
    private static final long IN_ZIP64 = 0xFFFFFFFFL;

    private ZipDirectory() {}

    /** What was found. */
    enum Verdict {
        /** Complete and safe. */
        SOUND,
        /** Cut off, damaged, or no ZIP at all. */
        NOT_WHOLE,
        /** Complete, but made to do harm. */
        HARMFUL
    }

    /** Reads the end and the directory of a file; reads no entry. */
    static Verdict examine(Path file) throws IOException {
        long directory = directoryBytes(file);
        if (directory < 0) {
            return Verdict.NOT_WHOLE;
        }
        if (directory > MAX_DIRECTORY_BYTES) {
            return Verdict.HARMFUL;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() > MAX_ENTRIES || isHarmful(zip, file.toFile().length()) ? Verdict.HARMFUL : Verdict.SOUND;
        } catch (IOException | IllegalArgumentException e) {
            return Verdict.NOT_WHOLE;
        }
    }

    private static boolean isHarmful(ZipFile zip, long fileBytes) {
        long packed = 0;
        long unpacked = 0;
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (leadsOutside(entry.getName())) {
                return true;
            }
            packed += Math.max(0, entry.getCompressedSize());
            unpacked += Math.max(0, entry.getSize());
            if (packed > fileBytes || unpacked > MAX_UNPACKED_BYTES || packed < 0 || unpacked < 0) {
                return true;
            }
        }
        return unpacked > FREE_UNPACKED_BYTES && unpacked / MAX_RATIO > fileBytes;
    }

    private static boolean leadsOutside(String name) {
        if (name.isEmpty()
                || name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || name.matches("[A-Za-z]:.*")) {
            return true;
        }
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                return true;
            }
        }
        return false;
    }

    /**
     * The size of the central directory; negative when the archive is not complete. The directory must end where the end
     * record begins: an archive that was cut off may end with another one that it contains.
     */
    private static long directoryBytes(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            int tailBytes = (int) Math.min(size, END_BYTES + MAX_COMMENT_BYTES + LOCATOR_BYTES);
            ByteBuffer tail = read(channel, size - tailBytes, tailBytes);
            int at = lastEnd(tail);
            if (at < 0 || at + END_BYTES + (tail.getShort(at + 20) & 0xFFFF) != tailBytes) {
                return -1;
            }
            long end = size - tailBytes + at;
            long directory = tail.getInt(at + 12) & IN_ZIP64;
            long offset = tail.getInt(at + 16) & IN_ZIP64;
            if (directory == IN_ZIP64 || offset == IN_ZIP64 || (tail.getShort(at + 10) & 0xFFFF) == 0xFFFF) {
                return zip64DirectoryBytes(channel, tail, at - LOCATOR_BYTES, end);
            }
            return offset + directory == end ? directory : -1;
        }
    }

    /** The last end record, complete or not: the JDK would take that one too. */
    private static int lastEnd(ByteBuffer tail) {
        int at = tail.limit() - END_BYTES;
        while (at >= 0 && tail.getInt(at) != END_SIGNATURE) {
            at--;
        }
        return at;
    }

    private static long zip64DirectoryBytes(FileChannel channel, ByteBuffer tail, int locator, long end)
            throws IOException {
        if (locator < 0 || tail.getInt(locator) != LOCATOR_SIGNATURE) {
            return -1;
        }
        long record = tail.getLong(locator + 8);
        if (record < 0 || record > end - LOCATOR_BYTES - ZIP64_END_BYTES) {
            return -1;
        }
        ByteBuffer fields = read(channel, record, ZIP64_END_BYTES);
        if (fields.getInt(0) != ZIP64_END_SIGNATURE) {
            return -1;
        }
        long directory = fields.getLong(40);
        return directory >= 0 && fields.getLong(48) == record - directory ? directory : -1;
    }

    private static ByteBuffer read(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                break;
            }
        }
        return buffer;
    }
}
