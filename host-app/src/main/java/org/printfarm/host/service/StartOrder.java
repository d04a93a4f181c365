package org.printfarm.host.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Begins the services of one type after those of another, in the order of the plan, and at first no more types at once than the
 * machine has cores to spare: what a slicer asks first is then up first. On two cores the first port opened 220 ms after all
 * services were begun at once, and opens 100 ms after its own type is begun alone.
 *
 * <p>A type that takes long keeps the others waiting for a quarter of a second and no longer. Supervisor's thread.
 */
final class StartOrder {

    private final Supervisor supervisor;
    private final Pace pace;
    private final Queue<List<SupervisedService>> waiting = new ArrayDeque<>();

    /**
     * How much is begun at once.
     *
     * @param width types on their way up, at least 1
     * @param patience how long a type may keep the next one waiting
     */
    record Pace(int width, Duration patience) {

        /** One core is left to the JVM's compilers, which have most to do when everything is new. */
        static Pace ofThisMachine() {
            return new Pace(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), Duration.ofMillis(250));
        }
    }

    /** Begins nothing yet. */
    StartOrder(Supervisor supervisor, Pace pace) {
        this.supervisor = supervisor;
        this.pace = pace;
    }

    /** Begins all of them, one after the other. Called once. */
    void begin(Collection<SupervisedService> services) {
        Map<String, List<SupervisedService>> byType = new LinkedHashMap<>();
        for (SupervisedService service : services) {
            byType.computeIfAbsent(service.name().type(), type -> new ArrayList<>())
                    .add(service);
        }
        waiting.addAll(byType.values());
        for (int i = 0; i < pace.width(); i++) {
            next();
        }
    }

    private void next() {
        List<SupervisedService> group = waiting.poll();
        if (group == null) {
            return;
        }
        CompletableFuture<?>[] reports =
                group.stream().map(SupervisedService::reported).toArray(CompletableFuture<?>[]::new);
        AtomicBoolean isOver = new AtomicBoolean();
        Runnable over = () -> {
            if (isOver.compareAndSet(false, true)) {
                next();
            }
        };
        CompletableFuture<Void> unused = CompletableFuture.allOf(reports).thenRun(() -> supervisor.execute(over));
        supervisor.after(pace.patience(), over);
        group.forEach(service -> supervisor.execute(service::begin));
    }
}
