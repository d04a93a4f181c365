package org.printfarm.host.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.printfarm.api.service.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes services newest first, and then what they shared. Any thread; waits for nothing. */
final class Shutdown {

    private static final Logger log = LoggerFactory.getLogger(ServiceRegistry.class);

    /** When stopping takes too long, so many services are named in the log. */
    static final int MAX_NAMED = 20;

    private final Supervision shared;

    Shutdown(Supervision shared) {
        this.shared = shared;
    }

    /** Closes them; completes when all of them are closed or given up. */
    CompletableFuture<Void> services(Collection<SupervisedService> leaving) {
        List<SupervisedService> newestFirst = new ArrayList<>(leaving);
        Collections.reverse(newestFirst);
        newestFirst.forEach(SupervisedService::dismiss);
        newestFirst.forEach(service -> shared.supervisor().execute(service::close));
        return all(leaving.stream().map(SupervisedService::closed).toList());
    }

    /** Everything: each plugin's services, and as soon as they are closed its factory; the plugins beside each other. */
    CompletableFuture<Void> everything(Map<String, Plugin> plugins, Collection<SupervisedService> leaving) {
        plugins.values().forEach(plugin -> plugin.lane().hurry(shared.limits().closingCall()));
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        plugins.forEach((type, plugin) -> {
            List<SupervisedService> own = leaving.stream()
                    .filter(service -> service.name().type().equals(type))
                    .toList();
            ends.add(services(own)
                    .thenRun(() -> own.forEach(this::putStopped))
                    .thenCompose(nothing -> factory(type, plugin)));
        });
        return all(ends);
    }

    private CompletableFuture<Void> factory(String type, Plugin plugin) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        plugin.lane()
                .callLast(
                        () -> {
                            plugin.factory().close();
                            return type;
                        },
                        answer -> {
                            tell(type, answer);
                            closed.complete(null);
                        });
        return closed;
    }

    private void putStopped(SupervisedService service) {
        shared.board().put(service.name().owner(), service.name().type(), new ServiceStatus.Stopped());
    }

    private void tell(String type, Answer<String> answer) {
        if (answer instanceof Answer.Threw<String> threw) {
            shared.thrownLog().record(type, "close of the factory", "-", threw.thrown());
        } else if (answer instanceof Answer.GaveUp<String>) {
            log.warn("service={}: the plugin did not return from close of the factory", type);
        }
    }

    /**
     * Waits as long as closing may take. An interrupt does not end it, because then ports would stay taken; its bound does.
     *
     * @return whether all was closed in time
     */
    boolean await(CompletableFuture<Void> stopped) {
        long deadline = System.nanoTime() + shared.limits().closing().toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    stopped.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException | TimeoutException e) {
                    return false;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Tells how it went, and which are not closed. */
    static void logStopped(List<SupervisedService> leaving, boolean inTime, Duration took) {
        if (inTime) {
            log.info("{} services stopped in {} ms", leaving.size(), took.toMillis());
            return;
        }
        List<String> open = leaving.stream()
                .filter(service -> !service.closed().isDone())
                .map(service -> service.name().owner() + "/" + service.name().type())
                .toList();
        log.warn(
                "stopping was given up after {} ms, {} services are not closed: {}",
                took.toMillis(),
                open.size(),
                open.subList(0, Math.min(MAX_NAMED, open.size())));
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
    }
}
