package org.printfarm.host.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.DrivenState;
import org.printfarm.api.contract.MemoryIntake;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.host.event.EventBus;
import org.printfarm.host.event.EventCounters;
import org.printfarm.host.event.EventLog;
import org.printfarm.host.event.StatusBoard;
import org.printfarm.host.scheduler.SharedScheduler;

/** A registry with what it needs; nothing of it opens a socket. */
final class TestFarm implements AutoCloseable {

    /** Long enough for a loaded machine; every test ends long before. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Plugins get their full time, retries come at once. */
    static final Limits EAGER = new Limits(
            Duration.ofSeconds(20),
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofSeconds(5),
            PATIENCE,
            Duration.ofMinutes(5),
            Duration.ofSeconds(10));

    final SharedScheduler scheduler = new SharedScheduler();
    final StatusBoard board = new StatusBoard();
    final EventLog log = new EventLog(scheduler);
    final EventCounters counters = new EventCounters();
    final EventBus events = new EventBus();
    final ServiceRegistry registry;

    TestFarm() {
        this(EAGER);
    }

    TestFarm(Limits limits) {
        this(limits, StartOrder.Pace.ofThisMachine());
    }

    TestFarm(Limits limits, StartOrder.Pace pace) {
        this(limits, pace, () -> true);
    }

    TestFarm(Limits limits, StartOrder.Pace pace, BooleanSupplier lease) {
        events.subscribe(log);
        events.subscribe(counters);
        registry = new ServiceRegistry(board, events, scheduler, lease, limits, pace);
    }

    static List<Printer> printers(int count) {
        return IntStream.range(0, count).mapToObj(i -> TestPrinters.next()).toList();
    }

    CompletableFuture<Readiness> start(List<FakePlugin> plugins, List<Printer> printers) {
        return registry.start(FakePlugin.plan(plugins, printers), TestFarm::equipment);
    }

    Readiness startAndWait(List<FakePlugin> plugins, List<Printer> printers) {
        return await(start(plugins, printers));
    }

    CompletableFuture<Void> stop(FakePlugin plugin, Printer printer) {
        return registry.stop(FakePlugin.plan(List.of(plugin), List.of(printer)).services());
    }

    ServiceStatus status(Printer printer, FakePlugin plugin) {
        return board.status(printer.id(), plugin.type()).orElseThrow();
    }

    static ContextParts equipment(Printer printer) {
        return new ContextParts(
                NoTls.INSTANCE,
                (peer, user, code) -> Authenticator.Decision.WRONG,
                new MemoryIntake(),
                new DrivenState(),
                new NoMemory());
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("not completed", e);
        }
    }

    /** Waits for something that has no event of its own. */
    static void eventually(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(condition);
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        registry.close();
        log.close();
        scheduler.close();
    }
}
