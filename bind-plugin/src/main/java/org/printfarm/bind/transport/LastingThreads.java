package org.printfarm.bind.transport;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.printfarm.bind.exchange.Faults;

/**
 * The threads of MINA's acceptors and processors. An {@link Error} that escapes ends such a loop for good while MINA takes it
 * to be still at work, and everybody whom it served hangs: here the same loop is run again. Any thread.
 */
final class LastingThreads {

    /** What is thrown again and again must not take a whole core. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final AtomicInteger names = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(this::newThread);
    private volatile boolean closed;

    private Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "bind-" + names.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs a loop on a thread of its own until it ends by itself.
     *
     * @param loop may throw anything
     * @param onThrown what is to be done then, on the same thread, before the loop is run again
     */
    void execute(Runnable loop, Runnable onThrown) {
        threads.execute(() -> {
            while (!closed && !isOver(loop, onThrown)) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
    }

    private static boolean isOver(Runnable loop, Runnable onThrown) {
        try {
            loop.run();
            return true;
        } catch (Throwable thrown) {
            Faults.contain(() -> Faults.report("a loop that is taken up again", thrown));
            Faults.contain(onThrown);
            return false;
        }
    }

    /** Runs something once. */
    void execute(Runnable task) {
        threads.execute(() -> Faults.contain(task));
    }

    /** Interrupts what still runs, and waits for it. May be called twice. */
    void close(long seconds) {
        closed = true;
        threads.shutdownNow();
        try {
            threads.awaitTermination(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
