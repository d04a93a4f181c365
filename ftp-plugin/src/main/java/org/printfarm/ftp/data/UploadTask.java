package org.printfarm.ftp.data;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.Upload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives one file. The loop's thread fills a buffer while a thread of the pool writes the other one; when both are full
 * the socket is not read, and TCP slows the client down. So memory does not grow with the file, and a pool thread is only
 * used while there is something to write.
 */
public final class UploadTask implements DataTask {

    /** One of a transfer's two buffers, bytes. Large enough that handing it over costs little beside writing it. */
    public static final int BUFFER_BYTES = 256 * 1024;

    /** A refused file is read on for this long, seconds, so that the client comes to see the refusal. */
    private static final long DRAIN_SECONDS = 10;

    private static final int BUFFERS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(UploadTask.class);

    private final Upload upload;
    private final WorkPool.Lane lane;
    private final DataLoop loop;
    private final LongPredicate bareEndAllowed;
    private final Consumer<TransferOutcome> done;
    private final Deque<ByteBuffer> free = new ArrayDeque<>(BUFFERS);
    private final Deque<ByteBuffer> full = new ArrayDeque<>(BUFFERS);
    private @Nullable DataConnection connection;
    private @Nullable ByteBuffer filling;
    private int buffers;
    private boolean working;
    private boolean ended;
    private boolean endedProperly;
    private boolean over;
    private Optional<TransferFault> fault = Optional.empty();
    private long received;

    /**
     * Not begun yet; see {@link #start}.
     *
     * @param upload open; owned from now on
     * @param loop the loop of the data connection
     * @param lane where the intake is called
     * @param bareEndAllowed whether a stream of this many bytes may end without close_notify, because the intake can tell a
     *     whole file from a cut-off one
     * @param done told once how it ended, on the loop's thread
     */
    public UploadTask(
            Upload upload,
            DataLoop loop,
            WorkPool.Lane lane,
            LongPredicate bareEndAllowed,
            Consumer<TransferOutcome> done) {
        this.upload = upload;
        this.loop = loop;
        this.lane = lane;
        this.bareEndAllowed = bareEndAllowed;
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
    }

    @Override
    public @Nullable ByteBuffer room() {
        if (filling == null) {
            filling = free.poll();
        }
        if (filling == null && buffers < BUFFERS) {
            buffers++;
            filling = ByteBuffer.allocate(BUFFER_BYTES);
        }
        return filling;
    }

    @Override
    public void onFilled() {
        if (filling != null && filling.position() > 0) {
            received += filling.position();
            full.add(filling.flip());
            filling = null;
            work();
        }
    }

    @Override
    public void onEnd(boolean properly) {
        ended = true;
        endedProperly = properly;
        onFilled();
        work();
    }

    @Override
    public void onFlushed() {
        // Only close_notify was sent.
    }

    @Override
    public void onFailure(TransferFault reason) {
        if (!ended && fault.isEmpty()) {
            fault = Optional.of(reason);
            work();
        }
    }

    /** Starts the next thing that blocks, unless one is under way. */
    private void work() {
        if (working || over) {
            return;
        }
        ByteBuffer next = full.poll();
        if (fault.isPresent()) {
            TransferFault reason = fault.get();
            submit(() -> discard(reason));
        } else if (next != null) {
            submit(() -> write(next));
        } else if (ended && !endedProperly && !bareEndAllowed.test(received)) {
            submit(() -> discard(TransferFault.TRUNCATED));
        } else if (ended) {
            submit(this::commit);
        }
    }

    private void submit(Runnable task) {
        working = true;
        lane.submit(task);
    }

    private void write(ByteBuffer buffer) {
        Optional<TransferFault> refusal = attempt(() -> upload.write(buffer));
        loop.execute(() -> written(buffer, refusal));
    }

    private void written(ByteBuffer buffer, Optional<TransferFault> refusal) {
        working = false;
        free.add(buffer.clear());
        if (fault.isEmpty()) {
            fault = refusal;
        }
        work();
        if (connection != null && fault.isEmpty()) {
            connection.resume();
        }
    }

    private void commit() {
        TransferOutcome[] outcome = new TransferOutcome[1];
        Optional<TransferFault> refusal = attempt(() -> outcome[0] = new TransferOutcome.Stored(upload.commit()));
        attempt(upload::close);
        end(refusal.<TransferOutcome>map(TransferOutcome.Failed::new).orElse(outcome[0]));
    }

    private void discard(TransferFault reason) {
        attempt(upload::close);
        end(new TransferOutcome.Failed(reason));
    }

    private void end(TransferOutcome outcome) {
        loop.execute(() -> {
            working = false;
            over = true;
            free.clear();
            full.clear();
            filling = null;
            done.accept(outcome);
            if (connection != null) {
                connection.drain(DRAIN_SECONDS);
            }
        });
    }

    private interface Step {
        void run() throws IntakeException;
    }

    private static Optional<TransferFault> attempt(Step step) {
        try {
            step.run();
            return Optional.empty();
        } catch (IntakeException e) {
            LOG.debug("an upload was refused: {}", e.reason());
            return Optional.of(TransferFault.of(e.reason()));
        } catch (RuntimeException | Error e) {
            LOG.error("the job intake failed", e);
            return Optional.of(TransferFault.INTERNAL);
        }
    }
}
