package org.printfarm.host.app;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Printer;
import org.printfarm.host.app.ReloadStep.Kind;
import org.printfarm.host.config.ConfigLoader.Serials;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;
import org.printfarm.host.dispatch.DispatchException;
import org.printfarm.host.event.FarmChange;
import org.printfarm.host.service.PlannedService;
import org.printfarm.host.service.ServicePlan;
import org.printfarm.host.tls.TlsEngineException;
import org.printfarm.host.tls.TlsStoreException;
import org.printfarm.host.view.CheckView;
import org.printfarm.host.view.ProblemView;
import org.printfarm.host.view.ReloadView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a changed file over into the farm that runs: reads and checks all of it, makes a {@link ReloadPlan}, and carries it out.
 * What did not change does not notice. Any thread; one reload at a time.
 */
final class Reloader implements AutoCloseable {

    /** A plugin's call is given up after 5 s; the ports of one that hangs stay taken, and the new service is retried. */
    private static final Duration STOPPING = Duration.ofSeconds(6);

    /** How long the answer may wait for what starts. It goes on starting after that. */
    private static final Duration STARTING = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

    private static final CompletableFuture<?> NOTHING = CompletableFuture.completedFuture("");

    private final FarmSource source;
    private final FarmSetup setup;

    /** One that waits, for all that is asked for meanwhile. */
    private final ThreadPoolExecutor asked =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), task -> {
                Thread thread = new Thread(task, "reload");
                thread.setDaemon(true);
                return thread;
            });

    private volatile @Nullable LiveRooms rooms;

    /**
     * Reloads nothing yet.
     *
     * @param source what is read again
     * @param setup what the farm is by now
     */
    Reloader(FarmSource source, FarmSetup setup) {
        this.source = source;
        this.setup = setup;
        asked.allowCoreThreadTimeOut(true);
    }

    /** What is read again. */
    FarmSource source() {
        return source;
    }

    /** From now on the farm runs. */
    void begin(LiveRooms running) {
        rooms = running;
    }

    /** Reloads soon, on another thread; what comes of it is told in the log. */
    void soon(String because) {
        try {
            asked.execute(() -> {
                LOG.info("reload=asked by={}", because);
                try {
                    ReloadView unused = reload(false);
                } catch (FarmException e) {
                    LOG.error("reload=failed reason=\"{}\"", e.getMessage());
                }
            });
        } catch (RejectedExecutionException e) {
            // One waits already and will read the file as it is then, or the farm is being stopped.
            LOG.debug("reload=joined by={}", because);
        }
    }

    /**
     * Reads the file again.
     *
     * @param checkOnly whether nothing is to be changed
     * @return what was done, or would be; the mistakes when there are any, and then nothing was
     * @throws FarmException when it cannot be done now
     */
    ReloadView reload(boolean checkOnly) throws FarmException {
        Reloaded reloaded = reloaded(checkOnly);
        await(reloaded.starting(), STARTING);
        return reloaded.view();
    }

    private synchronized Reloaded reloaded(boolean checkOnly) throws FarmException {
        LiveRooms running = rooms;
        if (running == null) {
            throw new FarmException(FarmException.BUSY, "the farm is still starting", "try again in a second");
        }
        Problems problems = new Problems();
        Optional<FarmPlan> after = read(checkOnly, problems);
        CheckView found = FarmSource.told(problems);
        if (after.isEmpty() || !problems.isClean()) {
            found.problems().forEach(problem -> LOG.error("reload=refused {}", problem));
            return new Reloaded(
                    new ReloadView(false, List.of(), 0, 0, List.of(), found.problems(), found.warnings()), NOTHING);
        }
        FarmPlan before = setup.current();
        FarmPlan next = after.get().with(before.share());
        ReloadPlan plan = ReloadPlan.of(before, next);
        ReloadView view = view(plan, before, next, !checkOnly, found.warnings());
        CompletableFuture<?> starting = NOTHING;
        if (!checkOnly) {
            if (!plan.changesNothing()) {
                FarmPlan taken = taken(before, next);
                certify(taken.config(), running);
                starting = apply(plan, before, taken, running);
            }
            view.changes().forEach(change -> LOG.info("reload=change {}", change));
            found.warnings().forEach(warning -> LOG.warn("reload=warning {}", warning));
            view.atNextStart().forEach(key -> LOG.info("reload=late {} is taken at the next start", key));
            LOG.info("reload=applied {}", view.summary());
        }
        return new Reloaded(view, starting);
    }

    /** What was done, and what is waited for, with room for another change meanwhile: one that may not wait. */
    private record Reloaded(ReloadView view, CompletableFuture<?> starting) {}

    /** Serials and addresses are given and kept only for the data folder that the farm has. */
    private Optional<FarmPlan> read(boolean checkOnly, Problems problems) {
        Optional<FarmConfig> config = source.load(Serials.PREVIEW, problems);
        if (!checkOnly && problems.isClean() && config.filter(this::hasNews).isPresent()) {
            config = source.load(Serials.KEEP, problems);
        }
        return config.map(read -> setup.planned(read, problems));
    }

    private boolean hasNews(FarmConfig config) {
        FarmConfig running = setup.config();
        boolean isKnown = Set.copyOf(serials(running)).containsAll(serials(config))
                && running.addresses().given().equals(config.addresses().given());
        return config.data().equals(running.data()) && !isKnown;
    }

    private static List<String> serials(FarmConfig config) {
        return config.printers().stream()
                .map(entry -> entry.printer().identity().serial())
                .toList();
    }

    private ReloadView view(
            ReloadPlan plan, FarmPlan before, FarmPlan after, boolean applied, List<ProblemView> warnings) {
        Predicate<PlannedService<?>> touched = plan.touched();
        List<PlannedService<?>> old = before.ownServices().services();
        long stopped = old.stream().filter(touched).count();
        long started = after.ownServices().services().stream().filter(touched).count();
        List<String> late = new ArrayList<>(plan.ids(Kind.AT_NEXT_START));
        late.addAll(setup.changedPlugins());
        return new ReloadView(
                applied,
                plan.steps().stream()
                        .filter(step -> step.kind() != Kind.AT_NEXT_START)
                        .map(step -> new ReloadView.Change(step.kind().word(), step.id(), step.details()))
                        .toList(),
                (int) Math.max(stopped, started),
                (int) (old.size() - stopped),
                late,
                List.of(),
                warnings);
    }

    /** What waits for the next start is as before. */
    private static FarmPlan taken(FarmPlan before, FarmPlan after) {
        return new FarmPlan(
                after.config().withFarmOf(before.config()),
                after.services(),
                after.machines(),
                before.farmServices(),
                after.share());
    }

    /**
     * Takes what this host has by now, and lets go of what it has no more: the same as for a changed file, but for the file.
     *
     * @throws FarmException when it cannot be done now
     */
    synchronized void own(Share share) throws FarmException {
        LiveRooms running = rooms;
        if (running == null) {
            throw new FarmException(FarmException.BUSY, "the farm is still starting", "");
        }
        FarmPlan before = setup.current();
        FarmPlan next = before.with(share);
        CompletableFuture<?> unused = apply(ReloadPlan.of(before, next), before, next, running);
    }

    private CompletableFuture<?> apply(ReloadPlan plan, FarmPlan before, FarmPlan next, LiveRooms running)
            throws FarmException {
        Predicate<PlannedService<?>> touched = plan.touched();
        await(
                running.registry()
                        .stop(before.ownServices().services().stream()
                                .filter(touched)
                                .toList()),
                STOPPING);
        setup.become(next);
        running.events().changed(FarmChange.Kind.CHANGED, "", "", "RELOADED");
        running.addresses().look();
        admit(plan, next.config(), running);
        running.own(before, next);
        try {
            running.dispatcher().reload(next.ownMachines(), next.ownPools(), plan.ids(Kind.PRINTER_REMOVED));
        } catch (DispatchException e) {
            LOG.error("reload=incomplete for machines: {}", e.getMessage());
        }
        List<Printer> waiting = running.tls().waiting();
        ServicePlan fresh =
                next.ownServices().of(printer -> !waiting.contains(printer)).only(touched);
        return fresh.services().isEmpty() ? NOTHING : start(fresh, running);
    }

    private static void certify(FarmConfig config, LiveRooms running) throws FarmException {
        try (HostCopies copies = HostCopies.of(config)) {
            if (!running.tls().become(config.dialled())) {
                throw new FarmException(
                        FarmException.NOT_POSSIBLE,
                        "the clock of this machine is not within the time of the farm's CA, so no certificate can be issued",
                        "set the clock, then reload again");
            }
            copies.keepWith(config.source());
        } catch (IOException | TlsStoreException | TlsEngineException e) {
            throw new FarmException(FarmException.UNUSABLE, e);
        }
    }

    /** Who may log in, what is gone, which queues what it acknowledged while it has its route, and where jobs go. */
    private static void admit(ReloadPlan plan, FarmConfig config, LiveRooms running) {
        Set<String> recoded = plan.ids(Kind.PRINTER_ADDED, Kind.CODE_CHANGED);
        config.printers().stream()
                .filter(entry -> recoded.contains(entry.printer().id()))
                .forEach(running::admit);
        for (String gone : plan.ids(Kind.PRINTER_REMOVED)) {
            running.inbox().remove(gone);
            running.logins().forget(gone);
            running.events().remove(gone);
        }
        running.routes().become(config);
        plan.ids(Kind.ROUTE_CHANGED).forEach(running.inbox()::rerouted);
    }

    private static CompletableFuture<?> start(ServicePlan fresh, LiveRooms running) throws FarmException {
        try {
            return running.registry().start(fresh, running::equipment);
        } catch (IllegalStateException e) {
            throw new FarmException(FarmException.BUSY, "the farm is being stopped", "");
        }
    }

    /** What comes later is retried or goes on by itself. */
    private static void await(CompletableFuture<?> work, Duration patience) {
        try {
            work.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            LOG.info("reload=slow after {} s", patience.toSeconds());
        }
    }

    /** Takes no more. */
    @Override
    public void close() {
        asked.shutdownNow();
    }
}
