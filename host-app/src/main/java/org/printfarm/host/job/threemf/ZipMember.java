package org.printfarm.host.job.threemf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a ZIP's central directory. Source of the layout: APPNOTE.TXT, sections 4.3.12 and 4.5.3.
 *
 * @param name UTF-8; bytes that are none are read one character each, whatever code page they were meant in
 * @param method 0 stored, 8 deflated
 * @param encrypted whether its bytes cannot be read without a password
 * @param packed its bytes in the file
 * @param unpacked its bytes when unpacked, as it says
 * @param header where its local header lies, counted from the archive's beginning
 */
record ZipMember(String name, int method, boolean encrypted, long packed, long unpacked, long header) {

    static final int SIGNATURE = 0x02014b50;

    private static final int FIXED_BYTES = 46;
    private static final int ENCRYPTED = 1;
    private static final int ZIP64_EXTRA = 1;
    private static final long IN_ZIP64 = 0xFFFFFFFFL;

    /** All entries of a directory; empty when it does not consist of whole entries. */
    static Optional<List<ZipMember>> all(ByteBuffer directory) {
        ByteBuffer in = directory.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<ZipMember> members = new ArrayList<>();
        while (in.hasRemaining()) {
            if (in.remaining() < FIXED_BYTES || in.getInt(in.position()) != SIGNATURE) {
                return Optional.empty();
            }
            int at = in.position();
            int nameBytes = in.getShort(at + 28) & 0xFFFF;
            int extraBytes = in.getShort(at + 30) & 0xFFFF;
            int next = at + FIXED_BYTES + nameBytes + extraBytes + (in.getShort(at + 32) & 0xFFFF);
            if (next > in.limit()) {
                return Optional.empty();
            }
            members.add(member(
                    in, at, in.slice(at + FIXED_BYTES, nameBytes), in.slice(at + FIXED_BYTES + nameBytes, extraBytes)));
            in.position(next);
        }
        return Optional.of(members);
    }

    private static ZipMember member(ByteBuffer in, int at, ByteBuffer name, ByteBuffer extra) {
        ByteBuffer large = zip64(extra);
        long unpacked = size(in.getInt(at + 24), large);
        long packed = size(in.getInt(at + 20), large);
        long header = size(in.getInt(at + 42), large);
        return new ZipMember(
                text(name), in.getShort(at + 10), (in.getShort(at + 8) & ENCRYPTED) != 0, packed, unpacked, header);
    }

    private static long size(int small, ByteBuffer large) {
        long size = small & IN_ZIP64;
        return size == IN_ZIP64 && large.remaining() >= Long.BYTES ? large.getLong() : size;
    }

    /** The large sizes; nothing where there are none. Other fields are passed over, and whatever does not keep the rules of lengths. */
    private static ByteBuffer zip64(ByteBuffer extra) {
        ByteBuffer in = extra.order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() >= 4) {
            int id = in.getShort() & 0xFFFF;
            int bytes = in.getShort() & 0xFFFF;
            if (bytes > in.remaining()) {
                break;
            }
            if (id == ZIP64_EXTRA) {
                return in.slice(in.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
            }
            in.position(in.position() + bytes);
        }
        return ByteBuffer.allocate(0);
    }

    /** A name as it is read here. */
    static String text(ByteBuffer name) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(name.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1.decode(name).toString();
        }
    }
}
