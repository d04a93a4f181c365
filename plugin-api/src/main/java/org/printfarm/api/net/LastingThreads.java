package org.printfarm.api.net;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Threads for the loops of a network library. An {@link Error} that escapes ends such a loop for good while the library takes it to
 * be still at work, and everybody whom it served hangs: here it is told, and the loop is taken up again. Threads are daemons, made
 * as they are needed. Any thread.
 *
 * @since 1.0
 */
public final class LastingThreads {

    /** What is thrown again and again must not take a whole core. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final Consumer<Throwable> onFault;
    private final AtomicInteger names = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(this::newThread);
    private volatile boolean closed;

    /**
     * Starts no thread yet.
     *
     * @param name what the threads are called; a number follows
     * @param onFault told of whatever is thrown, on the thread where it was; what it throws itself is dropped
     */
    public LastingThreads(String name, Consumer<Throwable> onFault) {
        this.name = name;
        this.onFault = onFault;
    }

    private Thread newThread(Runnable task) {
        Thread thread = new Thread(task, name + "-" + names.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs a loop on a thread of its own until it ends by itself.
     *
     * @param loop may throw anything
     * @param onThrown what is to be done then, on the same thread; true when the same loop is to be run again, 100 ms later, as it is
     *     when this throws too
     */
    public void execute(Runnable loop, BooleanSupplier onThrown) {
        threads.execute(() -> {
            while (!closed && !isOver(loop, onThrown)) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
    }

    private boolean isOver(Runnable loop, BooleanSupplier onThrown) {
        try {
            loop.run();
            return true;
        } catch (Throwable thrown) {
            tell(thrown);
            return !isToGoOn(onThrown);
        }
    }

    private boolean isToGoOn(BooleanSupplier onThrown) {
        try {
            return onThrown.getAsBoolean();
        } catch (Throwable thrown) {
            tell(thrown);
            return true;
        }
    }

    /**
     * Runs something once.
     *
     * @param task may throw anything
     */
    public void execute(Runnable task) {
        threads.execute(() -> {
            try {
                task.run();
            } catch (Throwable thrown) {
                tell(thrown);
            }
        });
    }

    private void tell(Throwable thrown) {
        try {
            onFault.accept(thrown);
        } catch (Throwable again) {
            // There may be no memory to tell it with; the loop matters more.
            thrown.addSuppressed(again);
        }
    }

    /**
     * Interrupts what still runs, and waits for it. May be called twice.
     *
     * @param patience how long; zero waits for nobody
     */
    public void close(Duration patience) {
        closed = true;
        threads.shutdownNow();
        try {
            threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
