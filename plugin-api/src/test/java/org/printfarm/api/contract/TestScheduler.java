package org.printfarm.api.contract;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;

/** A real timer on one daemon thread named {@code test-scheduler}. */
public final class TestScheduler implements Scheduler, AutoCloseable {

    /** The name of its thread, which the contract does not count as the plugin's. */
    static final String THREAD = "test-scheduler";

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, THREAD);
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public Registration after(Duration delay, Runnable task) {
        ScheduledFuture<?> future = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public Registration every(Duration delay, Duration period, Runnable task) {
        ScheduledFuture<?> future =
                timer.scheduleAtFixedRate(task, delay.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
