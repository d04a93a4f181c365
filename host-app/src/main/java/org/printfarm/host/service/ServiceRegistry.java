package org.printfarm.host.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Printer;
import org.printfarm.api.Scheduler;
import org.printfarm.api.farm.FarmContext;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.host.event.EventBus;
import org.printfarm.host.event.StatusBoard;
import org.printfarm.host.service.SupervisedService.Name;

/**
 * Runs planned services: starts them, retries what is not up after 1 s doubling to 30 s for ever, and stops them.
 *
 * <p>Each plugin is called from one thread at a time, different plugins in parallel; a printer more costs no thread. A call
 * that does not come back within 5 s is given up, and the others go on. Printers may be added and removed while others
 * serve. Any thread may call; nothing but {@link #close} waits for a plugin.
 */
public final class ServiceRegistry implements AutoCloseable {

    /** Whose the farm's own services are: no printer's id has brackets. */
    public static final String FARM = "(farm)";

    private final StatusBoard board;
    private final EventBus events;
    private final Scheduler scheduler;
    private final BooleanSupplier lease;
    private final StartOrder.Pace pace;
    private final Supervisor supervisor = new Supervisor();
    private final Supervision shared;
    private final Shutdown shutdown;
    private final OwnProbes probes = new OwnProbes();
    private final LivenessProbe liveness;

    /** In the order of starting. Guarded by {@code this}, as are the two below. */
    private final Map<Name, SupervisedService> services = new LinkedHashMap<>();

    private final Plugins plugins;
    private final List<CompletableFuture<Readiness>> waiting = new ArrayList<>();

    /** Present once the registry is being closed. */
    private @Nullable CompletableFuture<Void> stopping;

    /**
     * Starts nothing yet.
     *
     * @param board gets every status
     * @param events gets every event
     * @param scheduler what the plugins get as their timer
     * @param lease whether this host may answer for its printers at this instant; asked before each answer
     */
    public ServiceRegistry(StatusBoard board, EventBus events, Scheduler scheduler, BooleanSupplier lease) {
        this(board, events, scheduler, lease, Limits.DEFAULT, StartOrder.Pace.ofThisMachine());
    }

    ServiceRegistry(
            StatusBoard board,
            EventBus events,
            Scheduler scheduler,
            BooleanSupplier lease,
            Limits limits,
            StartOrder.Pace pace) {
        this.pace = pace;
        this.lease = lease;
        this.board = board;
        this.events = events;
        this.scheduler = scheduler;
        this.shared = new Supervision(supervisor, board, new ThrownLog(), limits);
        this.plugins = new Plugins(shared);
        this.shutdown = new Shutdown(shared);
        this.liveness = new LivenessProbe(this::ofPrinters, new PortAnswer(probes, limits.silence()), limits.probing());
    }

    /**
     * Starts services, beside those that run already. Returns at once.
     *
     * @param plan what to start
     * @param equipment asked once for each printer that has a service, on this thread; what it throws is thrown on, and then
     *     nothing is started
     * @return completes when each of these services has reported once, on a thread that must not be kept waiting; is cancelled
     *     when the registry is closed before
     * @throws IllegalArgumentException when one of the services is there already, or its plugin is another one than before
     * @throws IllegalStateException when the registry is closed
     */
    public CompletableFuture<Readiness> start(ServicePlan plan, Function<Printer, ContextParts> equipment) {
        Map<String, ContextParts> equipped = new HashMap<>();
        for (PlannedService<?> planned : plan.services()) {
            equipped.computeIfAbsent(planned.printer().id(), id -> equipment.apply(planned.printer()));
        }
        synchronized (this) {
            check(plan.services());
            List<SupervisedService> added = new ArrayList<>();
            for (PlannedService<?> planned : plan.services()) {
                added.add(supervised(planned, equipped));
            }
            return begin(plan.printers().size(), added);
        }
    }

    /**
     * Starts services of the farm itself. Returns at once.
     *
     * @param plan none of them was started before
     * @param contexts makes what one of them gets, from where it reports to
     * @return completes when each of these has reported once, as for printers
     * @throws IllegalStateException when the registry is closed
     */
    public CompletableFuture<Readiness> startFarm(
            List<PlannedFarmService<?>> plan, Function<Consumer<ServiceStatus>, FarmContext> contexts) {
        synchronized (this) {
            if (stopping != null) {
                throw new IllegalStateException("the registry is closed");
            }
            List<SupervisedService> added = new ArrayList<>();
            for (PlannedFarmService<?> planned : plan) {
                Name name = new Name(FARM, planned.type());
                SupervisedService service = new SupervisedService(
                        name,
                        statuses -> {
                            FarmContext context = contexts.apply(statuses);
                            return () -> planned.create(context);
                        },
                        plugins.laneOf(name.type(), planned.factory()),
                        shared);
                added.add(service);
            }
            return begin(0, added);
        }
    }

    /**
     * Stops some services, so that they can be started in another way. Returns at once.
     *
     * @param leaving which; one that is not there is none
     * @return completes when their ports are free, or when a plugin that hangs was given up
     */
    public CompletableFuture<Void> stop(List<PlannedService<?>> leaving) {
        Set<Name> names = leaving.stream().map(ServiceRegistry::name).collect(Collectors.toSet());
        return dismiss(service -> names.contains(service.name()));
    }

    /**
     * Shows the services of a printer as down, because this machine does not have its address any more, and tries them anew.
     *
     * @param printerId whose; one that is not there is none
     */
    public void addressGone(String printerId) {
        of(printerId).forEach(SupervisedService::addressGone);
    }

    /**
     * Tries the services of a printer that are down at once, because this machine has its address now.
     *
     * @param printerId whose; one that is not there is none
     */
    public void addressCame(String printerId) {
        of(printerId).forEach(SupervisedService::hurry);
    }

    private synchronized List<SupervisedService> of(String owner) {
        return services.values().stream()
                .filter(service -> service.name().owner().equals(owner))
                .toList();
    }

    private CompletableFuture<Void> dismiss(Predicate<SupervisedService> leaving) {
        List<SupervisedService> gone = new ArrayList<>();
        synchronized (this) {
            services.values().removeIf(service -> leaving.test(service) && gone.add(service));
        }
        gone.forEach(SupervisedService::dismiss);
        supervisor.execute(() -> gone.forEach(
                service -> board.remove(service.name().owner(), service.name().type())));
        return shutdown.services(gone);
    }

    /**
     * Stops everything within {@code 4.5 s}: the services of each plugin, newest first, then its factory. All of it is tried,
     * whatever some plugins throw and however they hang; that is logged. Waits until it is done. May be called while services
     * are starting, and twice.
     */
    @Override
    public void close() {
        long begin = System.nanoTime();
        List<SupervisedService> leaving;
        CompletableFuture<Void> stopped;
        boolean isFirst;
        synchronized (this) {
            isFirst = stopping == null;
            leaving = List.copyOf(services.values());
            stopped = stopAll(leaving);
        }
        liveness.close();
        boolean inTime = shutdown.await(stopped);
        plugins.closeLanes();
        supervisor.close();
        if (isFirst) {
            Shutdown.logStopped(leaving, inTime, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private CompletableFuture<Void> stopAll(List<SupervisedService> leaving) {
        CompletableFuture<Void> known = stopping;
        if (known != null) {
            return known;
        }
        // All of them before any is closed, or one that comes up meanwhile would let the next one begin.
        leaving.forEach(SupervisedService::dismiss);
        // Before services are closed, for these would count as ready.
        waiting.forEach(ready -> ready.cancel(false));
        CompletableFuture<Void> fresh = shutdown.everything(plugins.all(), leaving);
        stopping = fresh;
        return fresh;
    }

    private void check(Collection<PlannedService<?>> added) {
        if (stopping != null) {
            throw new IllegalStateException("the registry is closed");
        }
        for (PlannedService<?> planned : added) {
            if (services.containsKey(name(planned)) || plugins.isOther(planned.type(), planned.factory())) {
                throw new IllegalArgumentException("service " + planned.type() + " of printer "
                        + planned.printer().id() + " is there already");
            }
        }
    }

    private SupervisedService supervised(PlannedService<?> planned, Map<String, ContextParts> equipped) {
        Printer printer = planned.printer();
        ContextParts own = equipped.get(printer.id());
        if (own == null) {
            throw new IllegalStateException("printer " + printer.id() + " has no equipment");
        }
        // In turn with a removal that may have been asked for just before.
        supervisor.execute(() -> board.put(printer.id(), planned.type(), new ServiceStatus.Stopped()));
        return new SupervisedService(
                name(planned),
                statuses -> {
                    PrinterContext context = new ServiceContext(
                            printer,
                            own,
                            scheduler,
                            probes,
                            lease,
                            statuses,
                            events.sink(printer.id(), planned.type()));
                    return () -> planned.create(context);
                },
                plugins.laneOf(planned.type(), planned.factory()),
                shared);
    }

    /** Those of printers know the host's own connections; the farm's own need no look, since people look at them. */
    private synchronized List<SupervisedService> ofPrinters() {
        return services.values().stream()
                .filter(service -> !service.name().owner().equals(FARM))
                .toList();
    }

    private CompletableFuture<Readiness> begin(int printers, List<SupervisedService> added) {
        added.forEach(service -> services.put(service.name(), service));
        supervisor.execute(() -> new StartOrder(supervisor, pace).begin(added));
        List<CompletableFuture<ServiceStatus>> reports =
                added.stream().map(SupervisedService::reported).toList();
        CompletableFuture<Readiness> ready = CompletableFuture.allOf(reports.toArray(CompletableFuture<?>[]::new))
                .thenApply(nothing -> Readiness.of(
                        printers, reports.stream().map(CompletableFuture::join).toList()));
        waiting.removeIf(CompletableFuture::isDone);
        waiting.add(ready);
        return ready;
    }

    private static Name name(PlannedService<?> planned) {
        return new Name(planned.printer().id(), planned.type());
    }
}
