package org.printfarm.host.service;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.printfarm.api.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that makes all decisions. It never calls a plugin and never waits. Any thread may hand it work. */
final class Supervisor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    private static final Registration NOTHING = () -> {};

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "supervisor");
        thread.setDaemon(true);
        return thread;
    });

    Supervisor() {
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs a task after those that were handed over before. Does nothing when closed. */
    void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    /** Runs a task later. Does nothing when closed. */
    Registration after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return NOTHING;
        }
    }

    /** Drops all that waits. May be called twice. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            // Only our own code runs here, so this is a fault of the host; the other services must not suffer from it.
            log.error("supervision failed", thrown);
        }
    }
}
