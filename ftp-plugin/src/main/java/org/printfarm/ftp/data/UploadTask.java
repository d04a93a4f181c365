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
 * Receives one file. The loop's thread fills buffers while a thread of the pool writes others; when all are full the socket is
 * not read, and TCP slows the client down. So memory does not grow with the file, and a pool thread is only used while there
 * is something to write. It stays with the file while nobody else waits for a thread: handing over costs a wake-up.
 */
public final class UploadTask implements DataTask {

    /** One of a transfer's buffers, bytes. Large enough that handing it over costs little beside writing it. */
    public static final int BUFFER_BYTES = 256 * 1024;

    /** A refused file is read on for this long, seconds, so that the client comes to see the refusal. */
    private static final long DRAIN_SECONDS = 10;

    /**
     * Buffers of one transfer; made when they are needed. With four, of which two must be free before a client that had to wait
     * is read again, and a thread that stays with the file, 315 MB took 3,100 calls of epoll_wait and 700 of epoll_ctl; with two
     * and a thread for each buffer 5,300 and 3,000.
     */
    static final int BUFFERS = 4;

    /** Free buffers with which a client that had to wait is read again, so that one wake-up serves for several buffers. */
    private static final int RESUME_BUFFERS = BUFFERS / 2;

    private static final Logger LOG = LoggerFactory.getLogger(UploadTask.class);

    private final Upload upload;
    private final WorkPool.Lane lane;
    private final DataLoop loop;
    private final LongPredicate bareEndAllowed;
    private final Consumer<TransferOutcome> done;
    private final Deque<ByteBuffer> free = new ArrayDeque<>(BUFFERS);
    private final Deque<ByteBuffer> full = new ArrayDeque<>(BUFFERS);
    // The loop's own.
    private @Nullable ByteBuffer filling;
    // Written on the loop's thread, read by all.
    private volatile @Nullable DataConnection connection;
    // Guarded by this, as the two queues are.
    private int buffers;
    private long received;
    private boolean starved;
    private boolean working;
    private boolean ended;
    private boolean endedProperly;
    private boolean over;
    private Optional<TransferFault> fault = Optional.empty();

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
            filling = emptyBuffer();
        }
        return filling;
    }

    private synchronized @Nullable ByteBuffer emptyBuffer() {
        ByteBuffer empty = free.poll();
        if (empty == null && buffers < BUFFERS) {
            buffers++;
            empty = ByteBuffer.allocate(BUFFER_BYTES);
        }
        starved = empty == null;
        return empty;
    }

    @Override
    public void onFilled() {
        if (filling != null && filling.position() > 0) {
            synchronized (this) {
                received += filling.position();
                full.add(filling.flip());
            }
            filling = null;
            work();
        }
    }

    @Override
    public void onEnd(boolean properly) {
        onFilled();
        synchronized (this) {
            ended = true;
            endedProperly = properly;
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
            if (ended || fault.isPresent()) {
                return;
            }
            fault = Optional.of(reason);
        }
        work();
    }

    /** Sees to it that one thread of the pool, and only one, does what there is to do. */
    private void work() {
        synchronized (this) {
            if (working || over) {
                return;
            }
            working = true;
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
        if (over) {
            // What the client sent since then is not wanted.
            full.clear();
        } else if (fault.isPresent()) {
            TransferFault reason = fault.get();
            step = Optional.of(() -> discard(reason));
        } else if (!full.isEmpty()) {
            ByteBuffer next = full.remove();
            step = Optional.of(() -> write(next));
        } else if (ended) {
            boolean whole = endedProperly || bareEndAllowed.test(received);
            step = Optional.of(whole ? this::commit : () -> discard(TransferFault.TRUNCATED));
        }
        working = step.isPresent();
        return step;
    }

    private void write(ByteBuffer buffer) {
        Optional<TransferFault> refusal = attempt(() -> upload.write(buffer));
        DataConnection paused = connection;
        if (written(buffer.clear(), refusal) && paused != null) {
            loop.execute(paused::resume);
        }
    }

    /** Takes a buffer back; true when a client that had to wait can be read again. */
    private synchronized boolean written(ByteBuffer buffer, Optional<TransferFault> refusal) {
        free.add(buffer);
        if (fault.isEmpty()) {
            fault = refusal;
        }
        boolean resume = starved && fault.isEmpty() && free.size() >= RESUME_BUFFERS;
        starved &= !resume;
        return resume;
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
            over = true;
            free.clear();
            full.clear();
        }
        loop.execute(() -> {
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
            LOG.info("an upload was refused: {}, {}", e.reason(), e.getMessage());
            return Optional.of(TransferFault.of(e.reason()));
        } catch (RuntimeException | Error e) {
            LOG.error("the job intake failed", e);
            return Optional.of(TransferFault.INTERNAL);
        }
    }
}
