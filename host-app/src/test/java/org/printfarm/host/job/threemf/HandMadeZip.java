package org.printfarm.host.job.threemf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Archives in the forms that Java's own writer does not make. Source of the layout: APPNOTE.TXT, section 4.3. */
final class HandMadeZip {

    /** Where an entry's sizes stand. */
    enum Sizes {
        /** In the local header. */
        KNOWN,
        /** Behind the bytes, with a signature. */
        DESCRIPTOR,
        /** Behind the bytes, without one. */
        BARE_DESCRIPTOR,
        /** Behind the bytes in eight bytes each, and in ZIP64 fields of directory and local header. */
        ZIP64_DESCRIPTOR
    }

    private static final int DESCRIPTOR_FLAG = 8;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int entries;

    /** An entry that nobody reads, then a plate in the same form. */
    HandMadeZip with(byte[] name, int flags, byte[] extra, Sizes sizes) {
        add(name, Archives.text("unread"), flags, extra, sizes);
        add(Archives.text("Metadata/plate_1.gcode"), Archives.text("G28\n"), flags, extra, sizes);
        add(Archives.text("Metadata/plate_1.png"), Archives.picture(), flags, extra, sizes);
        return this;
    }

    byte[] sliced() {
        int start = bytes.size();
        bytes.writeBytes(directory.toByteArray());
        bytes.writeBytes(little(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt(directory.size())
                .putInt(start)
                .putShort((short) 0)
                .array());
        return bytes.toByteArray();
    }

    private void add(byte[] name, byte[] content, int flags, byte[] extra, Sizes sizes) {
        CRC32 crc = new CRC32();
        crc.update(content);
        int sum = (int) crc.getValue();
        byte[] packed = deflated(content);
        boolean large = sizes == Sizes.ZIP64_DESCRIPTOR;
        boolean later = sizes != Sizes.KNOWN;
        int header = bytes.size();
        int bits = flags | (later ? DESCRIPTOR_FLAG : 0);
        byte[] centralExtra = large
                ? little(20 + extra.length)
                        .putShort((short) 1)
                        .putShort((short) 16)
                        .putLong(content.length)
                        .putLong(packed.length)
                        .put(extra)
                        .array()
                : extra;
        bytes.writeBytes(little(30)
                .putInt(0x04034b50)
                .putShort((short) 45)
                .putShort((short) bits)
                .putShort((short) 8)
                .putInt(0)
                .putInt(later ? 0 : sum)
                .putInt(large ? -1 : later ? 0 : packed.length)
                .putInt(large ? -1 : later ? 0 : content.length)
                .putShort((short) name.length)
                .putShort((short) extra.length)
                .array());
        bytes.writeBytes(name);
        bytes.writeBytes(extra);
        bytes.writeBytes(packed);
        bytes.writeBytes(descriptor(sizes, sum, packed.length, content.length));
        directory.writeBytes(little(46)
                .putInt(0x02014b50)
                .putShort((short) 45)
                .putShort((short) 45)
                .putShort((short) bits)
                .putShort((short) 8)
                .putInt(0)
                .putInt(sum)
                .putInt(large ? -1 : packed.length)
                .putInt(large ? -1 : content.length)
                .putShort((short) name.length)
                .putShort((short) centralExtra.length)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0)
                .putInt(header)
                .array());
        directory.writeBytes(name);
        directory.writeBytes(centralExtra);
        entries++;
    }

    private static byte[] descriptor(Sizes sizes, int sum, int packed, int content) {
        return switch (sizes) {
            case KNOWN -> new byte[0];
            case DESCRIPTOR ->
                little(16)
                        .putInt(0x08074b50)
                        .putInt(sum)
                        .putInt(packed)
                        .putInt(content)
                        .array();
            case BARE_DESCRIPTOR ->
                little(12).putInt(sum).putInt(packed).putInt(content).array();
            case ZIP64_DESCRIPTOR ->
                little(24)
                        .putInt(0x08074b50)
                        .putInt(sum)
                        .putLong(packed)
                        .putLong(content)
                        .array();
        };
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        ByteBuffer packed = ByteBuffer.allocate(content.length + 64);
        packed.position(deflater.deflate(packed.array()));
        deflater.end();
        byte[] bytes = new byte[packed.position()];
        packed.flip().get(bytes);
        return bytes;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
