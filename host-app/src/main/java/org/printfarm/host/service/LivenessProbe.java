package org.printfarm.host.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.printfarm.api.service.PortClaim;

/**
 * Looks at each TCP port of each service that is up, once in a period and spread over it, and tells the service of a port
 * where nobody takes connections. UDP and ports that are open on demand are left alone. A connection of its own is known to
 * {@link OwnProbes}, so that a service tells it from a slicer's.
 */
final class LivenessProbe implements AutoCloseable {

    /** A port that is silent keeps a thread for twice the patience. */
    private static final int THREADS = 2;

    private final Supplier<List<SupervisedService>> services;
    private final PortAnswer answer;
    private final Duration period;
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(THREADS, task -> {
        Thread thread = new Thread(task, "liveness-probe");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Begins; the first port is looked at after a whole period.
     *
     * @param services all there are at the time
     * @param period between two looks at one port
     */
    LivenessProbe(Supplier<List<SupervisedService>> services, PortAnswer answer, Duration period) {
        this.services = services;
        this.answer = answer;
        this.period = period;
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        after(period, this::round);
    }

    private void round() {
        after(period, this::round);
        List<Runnable> looks = services.get().stream()
                .flatMap(service -> service.listening().stream().map(port -> look(service, port)))
                .toList();
        for (int i = 0; i < looks.size(); i++) {
            after(period.multipliedBy(i).dividedBy(looks.size()), looks.get(i));
        }
    }

    private Runnable look(SupervisedService service, PortClaim port) {
        return () -> {
            if (service.listening().contains(port) && !answer.isThere(port)) {
                service.silent(port);
            }
        };
    }

    private void after(Duration delay, Runnable task) {
        try {
            Future<?> unused = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // The farm ends.
        }
    }

    /** Drops what waits and lets go of a connection that is silent. May be called twice. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
