package org.printfarm.host.job;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inbox's own thread: for what writes to the disk and so does not belong on the shared timer, and for telling listeners of
 * what an upload changed.
 */
final class InboxThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InboxThread.class);
    private static final Duration LONGEST_CLOSE = Duration.ofMillis(500);

    private final Scheduler scheduler;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "inbox");
        thread.setDaemon(true);
        return thread;
    });

    InboxThread(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Runs it soon; not at all after the close. */
    void run(Runnable task) {
        try {
            executor.execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            // The host is stopping: nobody waits for it any more.
            return;
        }
    }

    /** Runs it later; not at all after the close. */
    Registration after(Duration delay, Runnable task) {
        return executor.isShutdown() ? () -> {} : scheduler.after(delay, () -> run(task));
    }

    /** Runs it again and again. */
    Registration every(Duration delay, Duration period, Runnable task) {
        return scheduler.every(delay, period, () -> run(task));
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("inbox=failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
