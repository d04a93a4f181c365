package org.printfarm.ftp;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.net.LastingThreads;
import org.printfarm.ftp.control.ControlAcceptor;
import org.printfarm.ftp.data.DataAcceptor;
import org.printfarm.ftp.data.TransferSlots;
import org.printfarm.ftp.data.WorkPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all printers share: the acceptors with their processors, a clock and the work pool. Made at the first start of a
 * service. The number of threads depends on the machine's cores and never on the number of printers. Any thread.
 */
final class FtpRuntime implements AutoCloseable {

    /** Transfers in progress in all; each may hold 1.75 MiB of buffers, see {@code UploadTask}. */
    static final int MAX_TRANSFERS = 64;

    /** Transfers from the cards in all; each holds a block in clear and encrypted, see {@code DownloadTask}. */
    static final int MAX_READS = 64;

    private static final int MAX_LOOPS = 4;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Logger LOG = LoggerFactory.getLogger(FtpRuntime.class);

    private final TransferSlots slots = new TransferSlots(MAX_TRANSFERS);
    private final TransferSlots readSlots = new TransferSlots(MAX_READS);
    private final WorkPool pool = new WorkPool();
    private final LastingThreads clock =
            new LastingThreads("ftp-clock", thrown -> LOG.error("time-outs could not be looked at", thrown));
    private final Set<Runnable> watchers = ConcurrentHashMap.newKeySet();
    private @Nullable Open open;
    private boolean closed;

    /**
     * The running part.
     *
     * @param acceptor for control connections
     * @param data for data connections
     */
    record Open(ControlAcceptor acceptor, DataAcceptor data) {}

    TransferSlots slots() {
        return slots;
    }

    TransferSlots readSlots() {
        return readSlots;
    }

    WorkPool pool() {
        return pool;
    }

    /** The running part, started if need be. */
    synchronized Open open() throws IOException {
        if (closed) {
            throw new IOException("the ftp plugin is closed");
        }
        if (open == null) {
            open = start();
        }
        return open;
    }

    /**
     * Asks to be told when something that serves all printers failed and was taken up again.
     *
     * @param onRestart returns at once; called on any thread
     */
    void watch(Runnable onRestart) {
        watchers.add(onRestart);
    }

    void unwatch(Runnable onRestart) {
        watchers.remove(onRestart);
    }

    void restarted() {
        watchers.forEach(Runnable::run);
    }

    private Open start() throws IOException {
        int cores = Math.min(MAX_LOOPS, Runtime.getRuntime().availableProcessors());
        ControlAcceptor acceptor = new ControlAcceptor(cores, this::restarted);
        DataAcceptor data = new DataAcceptor(cores, this::restarted);
        Open made = new Open(acceptor, data);
        clock.execute(() -> tick(made), () -> true);
        return made;
    }

    /** Until it is interrupted. */
    private static void tick(Open open) {
        while (!Thread.currentThread().isInterrupted()) {
            open.acceptor().tick(System.nanoTime());
            open.data().tick(System.nanoTime());
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    @Override
    public synchronized void close() {
        clock.close(Duration.ZERO);
        closed = true;
        if (open != null) {
            open.acceptor().close();
            open.data().close();
            open = null;
        }
        pool.close();
    }
}
