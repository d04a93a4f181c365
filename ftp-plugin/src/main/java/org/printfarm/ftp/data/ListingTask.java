package org.printfarm.ftp.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends a listing. */
public final class ListingTask implements DataTask {

    private final byte[] text;
    private final Consumer<TransferOutcome> done;
    private boolean over;

    /**
     * Not begun yet; see {@link #start}.
     *
     * @param text what to send; bounded by the card's size
     * @param done told once how it ended, on any thread
     */
    public ListingTask(String text, Consumer<TransferOutcome> done) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
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
    public void onSecured(DataConnection connection) {
        connection.sendAndFinish(ByteBuffer.wrap(text));
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
        // A client may end its side early; the listing still goes out.
    }

    @Override
    public void onFlushed() {
        end(new TransferOutcome.Sent());
    }

    @Override
    public void onFailure(TransferFault fault) {
        end(new TransferOutcome.Failed(fault));
    }

    private void end(TransferOutcome outcome) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        done.accept(outcome);
    }
}
