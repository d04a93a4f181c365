package org.printfarm.ftp.net;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of MINA's acceptor and processors. An {@link Error} that escapes ends such a thread's work for good while MINA
 * takes it to be still at it, and everybody whom it served hangs: here it is noticed, and the work goes on. Any thread.
 */
final class LastingThreads implements AutoCloseable {

    /** What is thrown again and again must not take a whole core. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Logger LOG = LoggerFactory.getLogger(LastingThreads.class);

    private final AtomicInteger names = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(this::newThread);
    private volatile boolean closed;

    private Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "ftp-control-" + names.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs a loop on a thread of its own until it ends by itself.
     *
     * @param loop may throw anything
     * @param onThrown what is to be done then, on the same thread; true when the same loop is to be run again
     */
    void execute(Runnable loop, BooleanSupplier onThrown) {
        threads.execute(() -> {
            while (!closed && !isOver(loop, onThrown)) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
    }

    private static boolean isOver(Runnable loop, BooleanSupplier onThrown) {
        try {
            loop.run();
            return true;
        } catch (Throwable e) {
            return !mend(e, onThrown);
        }
    }

    private static boolean mend(Throwable thrown, BooleanSupplier onThrown) {
        try {
            LOG.error("a loop of the control connections failed, and is taken up again", thrown);
            return onThrown.getAsBoolean();
        } catch (Throwable e) {
            // Nothing may keep the loop from being taken up again.
            return true;
        }
    }

    /** Interrupts what still runs. May be called twice. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
    }
}
