package org.printfarm.bambu;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Map;
import org.printfarm.api.driver.PrintOrder;

/** A file of zeros in memory, sent to a machine to see whether it takes files. Confined to one thread. */
final class RehearsalFile implements SeekableByteChannel {

    private static final String NAME = "printfarm-check.txt";

    /** Takes a machine half a second, and does not fit on a storage that is full. */
    private static final int BYTES = 32 * 1024;

    private int position;

    private RehearsalFile() {}

    /** Nothing of it is ever printed: task and digests are no real ones. */
    static PrintOrder order() {
        return new PrintOrder(
                "check",
                1,
                NAME,
                NAME,
                BYTES,
                "0".repeat(32),
                "0".repeat(64),
                RehearsalFile::new,
                1,
                List.of(),
                Map.of(),
                "{}");
    }

    @Override
    public int read(ByteBuffer into) {
        if (position == BYTES) {
            return -1;
        }
        int taken = Math.min(into.remaining(), BYTES - position);
        into.put(new byte[taken]);
        position += taken;
        return taken;
    }

    @Override
    public int write(ByteBuffer from) {
        throw new UnsupportedOperationException("read only");
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long next) {
        position = (int) Math.max(0, Math.min(BYTES, next));
        return this;
    }

    @Override
    public long size() {
        return BYTES;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException("read only");
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
