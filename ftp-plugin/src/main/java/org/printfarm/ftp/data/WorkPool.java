package org.printfarm.ftp.data;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that call the host's intake, which blocks. {@value #THREADS} of them for all printers; a printer may have
 * {@value #PER_PRINTER} at a time, so that one printer's slow commits leave room for the others. Any thread.
 *
 * <p>The queues are bounded by what fills them: one task for each transfer and each session, both of which are limited.
 */
public final class WorkPool implements AutoCloseable {

    /** Threads in all; they end after {@value #IDLE_SECONDS} s without work. */
    public static final int THREADS = 8;

    /** Threads that work for one printer at a time. */
    public static final int PER_PRINTER = 2;

    private static final long IDLE_SECONDS = 30;
    private static final long CLOSE_SECONDS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(WorkPool.class);

    private final AtomicInteger names = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);

    /** Starts no thread yet. */
    public WorkPool() {
        threads.allowCoreThreadTimeOut(true);
    }

    private Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "ftp-work-" + names.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * One printer's way into the pool.
     *
     * @return a lane of its own for each call
     */
    public Lane newLane() {
        return new Lane();
    }

    /** One printer's tasks, taken in order, {@value #PER_PRINTER} at a time. */
    public final class Lane {
        private final Queue<Runnable> waiting = new ArrayDeque<>(2);
        private int running;

        private Lane() {}

        /**
         * Runs something in the pool.
         *
         * @param task may block
         */
        public void submit(Runnable task) {
            synchronized (this) {
                if (running == PER_PRINTER) {
                    waiting.add(task);
                    return;
                }
                running++;
            }
            run(task);
        }

        /**
         * Whether something waits for a thread. A task that could go on for long asks now and then, and submits the rest of
         * itself when something does.
         *
         * @return a snapshot
         */
        public boolean isContended() {
            synchronized (this) {
                if (!waiting.isEmpty()) {
                    return true;
                }
            }
            return !threads.getQueue().isEmpty();
        }

        private void run(Runnable task) {
            Runnable guarded = () -> {
                try {
                    task.run();
                } catch (Throwable e) {
                    LOG.error("a task of the ftp plugin failed", e);
                } finally {
                    next();
                }
            };
            try {
                threads.execute(guarded);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                // After close what is left is to throw partial files away, which must still happen; and where the
                // system has no
                // thread to give, it is better that this one waits than that the client does for ever.
                guarded.run();
            }
        }

        private void next() {
            Runnable task;
            synchronized (this) {
                task = waiting.poll();
                if (task == null) {
                    running--;
                    return;
                }
            }
            run(task);
        }
    }

    /** Lets the tasks end, within 3 s, and stops the threads. May be called twice. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the storage did not return in time; its threads are left to themselves");
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
