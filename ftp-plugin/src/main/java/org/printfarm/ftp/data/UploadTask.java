package org.printfarm.ftp.data;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.Upload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives one file. The connection fills buffers while a thread of the pool writes others; when enough are full the socket is
 * not read, and TCP slows the client down. So memory does not grow with the file, and a pool thread is only used while there
 * is something to write. It stays with the file while nobody else waits for a thread: handing over costs a wake-up.
 */
public final class UploadTask implements DataTask {

    /** A refused file is read on for this long, so that the client comes to see the refusal. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(UploadTask.class);

    private final Upload upload;
    private final WorkPool.Lane lane;
    private final LongPredicate bareEndAllowed;
    private final Consumer<TransferOutcome> done;
    // The connection's own.
    private @Nullable ByteBuffer filling;
    private volatile @Nullable DataConnection connection;
    // Guarded by this, as all below.
    private final UploadBuffers buffers = new UploadBuffers();
    private End end = End.NOT_YET;
    private Worker worker = Worker.RESTS;
    private Optional<TransferFault> fault = Optional.empty();

    /** Whether a thread of the pool is at it. */
    private enum Worker {
        RESTS,
        WORKS,
        /** None will be any more. */
        OVER
    }

    /** How the client ended what it sends. */
    private enum End {
        NOT_YET,
        /** The stream just ended. */
        BARE,
        /** With close_notify. */
        PROPER
    }

    /**
     * Not begun yet; see {@link #start}.
     *
     * @param upload open; owned from now on
     * @param lane where the intake is called
     * @param bareEndAllowed whether a stream of this many bytes may end without close_notify, because the intake can tell a
     *     whole file from a cut-off one
     * @param done told once how it ended, on a thread of the pool
     */
    public UploadTask(Upload upload, WorkPool.Lane lane, LongPredicate bareEndAllowed, Consumer<TransferOutcome> done) {
        this.upload = upload;
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
            filling = emptyBuffer();
        }
        return filling;
    }

    private synchronized ByteBuffer emptyBuffer() {
        return buffers.empty();
    }

    @Override
    public void onFilled() {
        if (filling != null && filling.position() > 0) {
            synchronized (this) {
                if (buffers.fill(filling.flip()) && connection != null) {
                    connection.suspend();
                }
            }
            filling = null;
            work();
        }
    }

    @Override
    public void onEnd(boolean properly) {
        onFilled();
        synchronized (this) {
            end = properly ? End.PROPER : End.BARE;
        }
        work();
    }

    @Override
    public void onFlushed() {
        // Only close_notify was sent.
    }

    @Override
    public void onFailure(TransferFault reason) {
        synchronized (this) {
            if (end != End.NOT_YET || fault.isPresent()) {
                return;
            }
            fault = Optional.of(reason);
        }
        work();
    }

    /** Sees to it that one thread of the pool, and only one, does what there is to do. */
    private void work() {
        synchronized (this) {
            if (worker != Worker.RESTS) {
                return;
            }
            worker = Worker.WORKS;
        }
        lane.submit(this::run);
    }

    private void run() {
        Optional<Runnable> step = nextStep();
        while (step.isPresent()) {
            step.get().run();
            if (lane.isContended()) {
                lane.submit(this::run);
                return;
            }
            step = nextStep();
        }
    }

    /** What blocks next; when there is nothing, {@link #work} begins again. */
    private synchronized Optional<Runnable> nextStep() {
        Optional<Runnable> step = Optional.empty();
        if (worker == Worker.OVER) {
            // What the client sent since then is not wanted.
            buffers.clear();
            return step;
        }
        if (fault.isPresent()) {
            TransferFault reason = fault.get();
            step = Optional.of(() -> discard(reason));
        } else if (buffers.hasFull()) {
            ByteBuffer next = buffers.nextFull();
            step = Optional.of(() -> write(next));
        } else if (end != End.NOT_YET) {
            boolean whole = end == End.PROPER || bareEndAllowed.test(buffers.received());
            step = Optional.of(whole ? this::commit : () -> discard(TransferFault.TRUNCATED));
        }
        worker = step.isPresent() ? Worker.WORKS : Worker.RESTS;
        return step;
    }

    private void write(ByteBuffer buffer) {
        Optional<TransferFault> refusal = attempt(() -> upload.write(buffer));
        written(buffer.clear(), refusal);
    }

    private synchronized void written(ByteBuffer buffer, Optional<TransferFault> refusal) {
        if (fault.isEmpty()) {
            fault = refusal;
        }
        if (buffers.takeBack(buffer, fault.isEmpty()) && connection != null) {
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
        synchronized (this) {
            worker = Worker.OVER;
            buffers.clear();
        }
        done.accept(outcome);
        DataConnection ended = connection;
        if (ended != null) {
            ended.drain(DRAIN);
        }
    }

    private interface Step {
        void run() throws IntakeException;
    }

    private static Optional<TransferFault> attempt(Step step) {
        try {
            step.run();
            return Optional.empty();
        } catch (IntakeException e) {
            LOG.info("an upload was refused: {}, {}", e.reason(), e.getMessage());
            return Optional.of(TransferFault.of(e.reason()));
        } catch (RuntimeException | Error e) {
            LOG.error("the job intake failed", e);
            return Optional.of(TransferFault.INTERNAL);
        }
    }
}
