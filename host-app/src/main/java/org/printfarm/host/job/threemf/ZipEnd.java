package org.printfarm.host.job.threemf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The records at the end of a ZIP that tell where its directory is. Writers differ, and so do readers: the offset may be counted
 * from the file's or from the archive's beginning, ZIP64 records may stand beside a plain end record that is complete, and bytes
 * may follow. So each place that some reader would look at is a candidate. Source of the layout: APPNOTE.TXT, sections 4.3.14 to
 * 4.3.16.
 */
final class ZipEnd {

    /** How many end records are looked at, of which all but one are chance bytes of a comment. */
    private static final int MAX_ENDS = 16;

    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT_BYTES = 0xFFFF;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_END_BYTES = 56;
    private static final int ZIP64_END_SIGNATURE = 0x06064b50;
    private static final long IN_ZIP64 = 0xFFFFFFFFL;

    private ZipEnd() {}

    /**
     * A place where the directory may be.
     *
     * @param start in the file, bytes
     * @param bytes its size
     * @param shift what is to be added to the offsets in it, when they are counted like the directory's own
     */
    record Place(long start, long bytes, long shift) {}

    /** Where to look, best first; empty when there is no end record. */
    static List<Place> places(FileChannel channel) throws IOException {
        long size = channel.size();
        int tailBytes = (int) Math.min(size, END_BYTES + MAX_COMMENT_BYTES + LOCATOR_BYTES);
        ByteBuffer tail = read(channel, size - tailBytes, tailBytes);
        List<Place> places = new ArrayList<>();
        int ends = 0;
        for (int at = tailBytes - END_BYTES; at >= 0 && ends < MAX_ENDS; at--) {
            if (tail.getInt(at) == END_SIGNATURE) {
                ends++;
                addPlaces(channel, tail, at, size - tailBytes + at, places);
            }
        }
        return places;
    }

    private static void addPlaces(FileChannel channel, ByteBuffer tail, int at, long end, List<Place> places)
            throws IOException {
        long bytes = tail.getInt(at + 12) & IN_ZIP64;
        long offset = tail.getInt(at + 16) & IN_ZIP64;
        int locator = at - LOCATOR_BYTES;
        if (locator >= 0 && tail.getInt(locator) == LOCATOR_SIGNATURE) {
            // Where it says, or right before its locator when that is counted otherwise.
            for (long record : new long[] {tail.getLong(locator + 8), end - LOCATOR_BYTES - ZIP64_END_BYTES}) {
                if (record >= 0 && record <= end - LOCATOR_BYTES - ZIP64_END_BYTES) {
                    ByteBuffer fields = read(channel, record, ZIP64_END_BYTES);
                    if (fields.getInt(0) == ZIP64_END_SIGNATURE) {
                        add(places, fields.getLong(40), fields.getLong(48), record);
                        add(places, bytes, offset, record);
                    }
                }
            }
        }
        add(places, bytes, offset, end);
    }

    /** Where it says, and right before what follows it. */
    private static void add(List<Place> places, long bytes, long offset, long end) {
        if (bytes >= 0 && bytes <= end) {
            if (offset >= 0 && offset <= end - bytes) {
                places.add(new Place(offset, bytes, 0));
            }
            places.add(new Place(end - bytes, bytes, end - bytes - offset));
        }
    }

    /** Bytes of a file; zeros beyond its end. */
    static ByteBuffer read(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                break;
            }
        }
        return buffer.rewind().limit(count);
    }
}
