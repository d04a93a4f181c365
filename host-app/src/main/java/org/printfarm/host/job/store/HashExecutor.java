package org.printfarm.host.job.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads that take work off the one that writes an upload. Nobody depends on them: what none of them has begun is done
 * by whoever waits for it, so that busy threads, a full queue or the close cost time and nothing else. Any thread.
 */
final class HashExecutor implements AutoCloseable {

    /** Threads for all uploads; they end after {@value #IDLE_SECONDS} s without work. */
    static final int THREADS = 4;

    /** Tasks that may wait for a thread. */
    static final int MAX_WAITING = 64;

    private static final int IDLE_SECONDS = 30;

    private final AtomicInteger names = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            this::newThread,
            (task, full) -> {
                // Whoever waits for it will do it.
            });

    /** Starts no thread yet. */
    HashExecutor() {
        threads.allowCoreThreadTimeOut(true);
    }

    private Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "inbox-side-" + names.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Something that reads or writes. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /** Begins a step beside the caller. */
    Started start(Step step) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            step.run();
            return null;
        });
        threads.execute(task);
        return new Started(task);
    }

    /** A step that was begun, or will be at the latest by {@link #await}. */
    static final class Started {
        private final FutureTask<Void> task;

        private Started(FutureTask<Void> task) {
            this.task = task;
        }

        boolean isDone() {
            return task.isDone();
        }

        /** Waits for its end, or does it here when no thread has begun it; throws what it has thrown. */
        void await() throws IOException {
            task.run();
            try {
                task.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    /** Begins nothing more; what is under way ends by itself. May be called twice. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
