package org.printfarm.host.job.threemf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.printfarm.host.job.threemf.ZipEnd.Place;

/**
 * An open ZIP, as lenient as the most lenient of the common readers. Java's own differs between versions in what it refuses, and
 * reads the whole directory before anybody can ask for its size. One thread at a time.
 */
final class ZipArchive implements AutoCloseable {

    /** The largest central directory, bytes: a farm's archives have some hundred entries. */
    static final long MAX_DIRECTORY_BYTES = 16L << 20;

    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final FileChannel channel;
    private final List<ZipMember> members;
    private final long shift;

    private ZipArchive(FileChannel channel, List<ZipMember> members, long shift) {
        this.channel = channel;
        this.members = members;
        this.shift = shift;
    }

    /** The directory is larger than {@link #MAX_DIRECTORY_BYTES}; nothing of it was read. */
    static final class DirectoryTooLarge extends ZipException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Opens a file.
     *
     * @throws ZipException when no reader could open it: it is cut off, damaged, or no ZIP at all
     * @throws IOException when it cannot be read
     */
    static ZipArchive open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            return of(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static ZipArchive of(FileChannel channel) throws IOException {
        boolean tooLarge = false;
        for (Place place : ZipEnd.places(channel)) {
            if (!beginsWithEntry(channel, place)) {
                continue;
            }
            if (place.bytes() > MAX_DIRECTORY_BYTES) {
                tooLarge = true;
                continue;
            }
            Optional<List<ZipMember>> members = ZipMember.all(ZipEnd.read(channel, place.start(), (int) place.bytes()));
            if (members.isPresent()) {
                Optional<ZipArchive> archive = placed(channel, members.get(), place.shift());
                if (archive.isPresent()) {
                    return archive.get();
                }
            }
        }
        throw tooLarge ? new DirectoryTooLarge() : new ZipException("no whole ZIP archive");
    }

    private static boolean beginsWithEntry(FileChannel channel, Place place) throws IOException {
        return place.bytes() == 0
                || ZipEnd.read(channel, place.start(), Integer.BYTES).getInt() == ZipMember.SIGNATURE;
    }

    /**
     * The archive, when its entries are where the directory says. One that lies behind the beginning of another one is what is
     * left of an archive that held it and was cut off.
     */
    private static Optional<ZipArchive> placed(FileChannel channel, List<ZipMember> members, long shift)
            throws IOException {
        ZipArchive fromStart = new ZipArchive(channel, members, 0);
        if (shift == 0 || (!members.isEmpty() && fromStart.hasAll())) {
            return Optional.of(fromStart);
        }
        boolean cutOff = shift < 0 || ZipEnd.read(channel, 0, Integer.BYTES).getInt() == LOCAL_SIGNATURE;
        ZipArchive shifted = new ZipArchive(channel, members, shift);
        return cutOff || !shifted.hasAll() ? Optional.empty() : Optional.of(shifted);
    }

    private boolean hasAll() throws IOException {
        for (ZipMember member : members) {
            if (!isLocal(member) || !nameAt(member.header() + shift).equals(member.name())) {
                return false;
            }
        }
        return true;
    }

    private String nameAt(long header) throws IOException {
        int bytes = ZipEnd.read(channel, header, LOCAL_BYTES).getShort(26) & 0xFFFF;
        return ZipMember.text(ZipEnd.read(channel, header + LOCAL_BYTES, bytes));
    }

    private boolean isLocal(ZipMember member) throws IOException {
        long at = member.header() + shift;
        if (at < 0 || at > channel.size() - LOCAL_BYTES) {
            return false;
        }
        return ZipEnd.read(channel, at, Integer.BYTES).getInt() == LOCAL_SIGNATURE;
    }

    /** All entries, as the directory lists them. Their names are a peer's text and never become paths. */
    List<ZipMember> members() {
        return members;
    }

    /**
     * An entry's bytes.
     *
     * @param name the whole name
     * @param maxBytes what it may unpack to; what it says of itself is not believed
     * @return empty when there is no such entry, it is larger, or cannot be unpacked
     */
    Optional<byte[]> read(String name, int maxBytes) throws IOException {
        Optional<ZipMember> found =
                members.stream().filter(one -> one.name().equals(name)).findFirst();
        if (found.isEmpty() || !isLocal(found.get()) || found.get().encrypted()) {
            return Optional.empty();
        }
        ZipMember member = found.get();
        ByteBuffer header = ZipEnd.read(channel, member.header() + shift, LOCAL_BYTES);
        long data =
                member.header() + shift + LOCAL_BYTES + (header.getShort(26) & 0xFFFF) + (header.getShort(28) & 0xFFFF);
        long packed = Math.min(member.packed(), channel.size() - data);
        if (packed < 0 || packed > maxBytes + (maxBytes >> 3)) {
            return Optional.empty();
        }
        byte[] bytes = ZipEnd.read(channel, data, (int) packed).array();
        return switch (member.method()) {
            case STORED -> Optional.of(bytes).filter(all -> all.length <= maxBytes);
            case DEFLATED -> inflate(bytes, maxBytes);
            default -> Optional.empty();
        };
    }

    private static Optional<byte[]> inflate(byte[] packed, int maxBytes) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            byte[] bytes = new byte[Math.min(maxBytes, Math.max(64, 4 * packed.length))];
            int count = 0;
            while (!inflater.finished()) {
                if (count == bytes.length) {
                    if (count == maxBytes) {
                        return inflater.inflate(new byte[1]) == 0 && inflater.finished()
                                ? Optional.of(bytes)
                                : Optional.empty();
                    }
                    bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, 2L * count));
                }
                int more = inflater.inflate(bytes, count, bytes.length - count);
                if (more == 0 && !inflater.finished()) {
                    return Optional.empty();
                }
                count += more;
            }
            return Optional.of(Arrays.copyOf(bytes, count));
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
