package org.printfarm.ftp.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one file, block by block: a thread of the pool reads a block only when the network stack has taken the one before. So a
 * client that stalls costs a socket and one block, and no thread; it is sent away after the read time-out.
 */
public final class DownloadTask implements DataTask {

    /** What is read at a time, bytes. */
    static final int BLOCK_BYTES = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(DownloadTask.class);

    private final ReadableByteChannel content;
    private final WorkPool.Lane lane;
    private final Consumer<TransferOutcome> done;
    private volatile @Nullable DataConnection connection;
    private volatile Stage stage = Stage.READING;

    private enum Stage {
        READING,
        /** What was read last is on its way. */
        ALL_READ,
        OVER
    }

    /**
     * Not begun yet; see {@link #start}.
     *
     * @param content from its position to its end; owned from now on
     * @param lane where the content is read
     * @param done told once how it ended, on any thread
     */
    public DownloadTask(ReadableByteChannel content, WorkPool.Lane lane, Consumer<TransferOutcome> done) {
        this.content = content;
        this.lane = lane;
        this.done = done;
    }

    /**
     * Begins.
     *
     * @param link where the client connects
     */
    public void start(DataLink link) {
        link.attach(this);
    }

    @Override
    public void onSecured(DataConnection secured) {
        connection = secured;
        lane.submit(this::readBlock);
    }

    private void readBlock() {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        try {
            while (block.hasRemaining() && content.read(block) >= 0) {
                // Until the block is full or the file is at its end.
            }
            send(block.flip());
        } catch (IOException | RuntimeException | Error e) {
            onReadFailure(e);
        }
    }

    private void send(ByteBuffer block) {
        DataConnection to = connection;
        if (stage == Stage.OVER || to == null) {
            return;
        }
        if (block.hasRemaining()) {
            to.send(block);
        } else {
            stage = Stage.ALL_READ;
            to.sendAndFinish(block);
        }
    }

    /** A channel that was closed because the client is gone fails too, and is nobody's trouble. */
    private void onReadFailure(Throwable e) {
        DataConnection to = connection;
        if (stage != Stage.OVER && to != null) {
            LOG.error("a stored file cannot be read", e);
            to.fail(TransferFault.STORAGE);
        }
    }

    @Override
    public @Nullable ByteBuffer room() {
        return null;
    }

    @Override
    public void onFilled() {
        // There is no room to fill.
    }

    @Override
    public void onEnd(boolean properly) {
        // A client may end its side early; the file still goes out.
    }

    @Override
    public void onFlushed() {
        if (stage == Stage.ALL_READ) {
            end(new TransferOutcome.Sent());
        } else if (stage == Stage.READING) {
            lane.submit(this::readBlock);
        }
    }

    @Override
    public void onFailure(TransferFault fault) {
        end(new TransferOutcome.Failed(fault));
    }

    private void end(TransferOutcome outcome) {
        synchronized (this) {
            if (stage == Stage.OVER) {
                return;
            }
            stage = Stage.OVER;
        }
        try {
            content.close();
        } catch (IOException e) {
            LOG.debug("a file that was read cannot be closed", e);
        }
        done.accept(outcome);
    }
}
