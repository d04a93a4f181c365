package org.printfarm.host.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.host.cluster.LeaseClock;

final class ServiceRegistryTest {

    private final TestFarm farm = new TestFarm();

    @AfterEach
    void stop() {
        farm.close();
    }

    @Test
    void readyCountsEveryServiceOnce() {
        Printer broken = TestPrinters.next();
        Printer half = TestPrinters.next();
        Printer fine = TestPrinters.next();
        FakePlugin bind = new FakePlugin("bind").behaving(context -> () -> {
            if (context.printer().equals(broken)) {
                return FakePlugin.failed(FaultCode.ADDRESS_MISSING);
            }
            return context.printer().equals(half) ? FakePlugin.degraded(half) : FakePlugin.running();
        });
        FakePlugin ssdp = new FakePlugin("ssdp");

        Readiness ready = farm.startAndWait(List.of(bind, ssdp), List.of(broken, half, fine));

        assertThat(ready).hasToString("3 printers, 4 services running, 1 degraded, 1 failed");
    }

    @Test
    void aFarmWithoutServicesIsReadyAtOnce() {
        assertThat(farm.startAndWait(List.of(), TestFarm.printers(2)))
                .hasToString("2 printers, 0 services running, 0 degraded, 0 failed");
    }

    @Test
    void aServiceThatFailsIsRetriedUntilItRuns() {
        AtomicInteger attempts = new AtomicInteger();
        FakePlugin plugin = new FakePlugin("bind")
                .behaving(() -> attempts.incrementAndGet() < 5
                        ? FakePlugin.failed(FaultCode.PORT_IN_USE)
                        : FakePlugin.running());
        Printer printer = TestPrinters.next();

        assertThat(farm.startAndWait(List.of(plugin), List.of(printer)).failed())
                .isEqualTo(1);

        TestFarm.eventually(() -> farm.status(printer, plugin) instanceof ServiceStatus.Running);
        assertThat(attempts).hasValue(5);
        assertThat(plugin.calls.stream().filter(call -> call.startsWith("create")))
                .hasSize(1);
    }

    @Test
    void aServiceThatReportsTroubleIsStartedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        FakePlugin plugin = new FakePlugin("bind").behaving(() -> {
            attempts.incrementAndGet();
            return FakePlugin.running();
        });
        Printer printer = TestPrinters.next();
        farm.startAndWait(List.of(plugin), List.of(printer));

        plugin.contexts.get(0).report(FakePlugin.failed(FaultCode.ADDRESS_MISSING));

        TestFarm.eventually(() -> attempts.get() == 2);
        TestFarm.eventually(() -> farm.status(printer, plugin) instanceof ServiceStatus.Running);
    }

    @Test
    void aReportDuringStartDoesNotOutliveTheResultOfStart() {
        FakePlugin plugin = new FakePlugin("bind").behaving(context -> () -> {
            context.report(FakePlugin.failed(FaultCode.NETWORK));
            return FakePlugin.running();
        });
        Printer printer = TestPrinters.next();

        assertThat(farm.startAndWait(List.of(plugin), List.of(printer)).running())
                .isEqualTo(1);

        assertThat(farm.status(printer, plugin)).isInstanceOf(ServiceStatus.Running.class);
    }

    @Test
    void reportsWithoutEndFromManyThreadsLeaveTheLastOne() throws InterruptedException {
        FakePlugin plugin = new FakePlugin("bind");
        Printer printer = TestPrinters.next();
        farm.startAndWait(List.of(plugin), List.of(printer));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 10_000; n++) {
                    plugin.contexts.get(0).report(FakePlugin.running());
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        plugin.contexts.get(0).report(FakePlugin.degraded(printer));

        TestFarm.eventually(() ->
                plugin.calls.stream().filter(call -> call.startsWith("start")).count() >= 2);
    }

    @Test
    void onePluginIsCalledFromOneThreadAtATimeAndPluginsBesideEachOther() throws InterruptedException {
        CountDownLatch bothAreIn = new CountDownLatch(2);
        FakePlugin.Behaviour meet = () -> {
            bothAreIn.countDown();
            TestFarm.await(bothAreIn);
            return FakePlugin.running();
        };
        FakePlugin bind = new FakePlugin("bind").behaving(meet);
        FakePlugin mqtt = new FakePlugin("mqtt").behaving(meet);

        assertThat(farm.startAndWait(List.of(bind, mqtt), TestFarm.printers(20)).running())
                .isEqualTo(40);

        assertThat(bind.mostCallsAtOnce).hasValue(1);
        assertThat(mqtt.mostCallsAtOnce).hasValue(1);
    }

    @Test
    void whateverAPluginThrowsIsAnInternalFaultOfThatServiceAlone() {
        List<Throwable> bad = List.of(
                new IllegalStateException("boom"),
                new NoClassDefFoundError("missing"),
                new StackOverflowError(),
                new OutOfMemoryError("for the test"),
                new UnprintableException());
        for (Throwable thrown : bad) {
            FakePlugin inCreate = new FakePlugin("create").behaving(context -> {
                throw sneaky(thrown);
            });
            FakePlugin inStart = new FakePlugin("start").behaving(() -> {
                throw sneaky(thrown);
            });
            FakePlugin fine = new FakePlugin("fine");
            Printer printer = TestPrinters.next();
            try (TestFarm own = new TestFarm()) {
                Readiness ready = own.startAndWait(List.of(inCreate, inStart, fine), List.of(printer));

                assertThat(ready).isEqualTo(new Readiness(1, 1, 0, 2));
                assertThat(fault(own.status(printer, inCreate)).code()).isEqualTo(FaultCode.INTERNAL);
                assertThat(fault(own.status(printer, inStart)).text())
                        .contains(thrown.getClass().getName())
                        .contains("in start");
                TestFarm.eventually(() -> inStart.calls.size() > 3 && inCreate.calls.size() > 3);
            }
        }
    }

    @Test
    void nullsAndStoppedAreFaultsOfThePlugin() {
        AtomicInteger round = new AtomicInteger();
        FakePlugin plugin = new FakePlugin("bind").behaving(() -> hostile(round.getAndIncrement()));
        Printer printer = TestPrinters.next();
        Set<String> texts = Collections.synchronizedSet(new HashSet<>());
        farm.board.onChange((id, service, status) -> {
            if (status instanceof ServiceStatus.Failed failed) {
                assertThat(failed.fault().code()).isEqualTo(FaultCode.INTERNAL);
                texts.add(failed.fault().text());
            }
        });

        farm.startAndWait(List.of(plugin), List.of(printer));

        TestFarm.eventually(() -> farm.status(printer, plugin) instanceof ServiceStatus.Running);
        assertThat(texts).hasSize(2).allMatch(text -> text.contains("start"));
    }

    @Test
    void closeStopsNewestFirstAndThenTheFactory() {
        FakePlugin plugin = new FakePlugin("bind");
        List<Printer> printers = TestFarm.printers(3);
        farm.startAndWait(List.of(plugin), printers);
        plugin.calls.clear();

        farm.registry.close();
        farm.registry.close();

        assertThat(plugin.calls)
                .containsExactly(
                        "close " + printers.get(2).id(),
                        "close " + printers.get(1).id(),
                        "close " + printers.get(0).id(),
                        "close factory");
        assertThat(farm.board.all()).allMatch(line -> line.status() instanceof ServiceStatus.Stopped);
        assertThatThrownBy(() -> farm.start(List.of(plugin), printers)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closeGoesOnWhateverIsThrown() {
        FakePlugin plugin = new FakePlugin("bind")
                .behaving(new FakePlugin.Behaviour() {
                    @Override
                    public ServiceStatus start() {
                        return FakePlugin.running();
                    }

                    @Override
                    public void close() {
                        throw new LinkageError("for the test");
                    }
                })
                .closing(() -> {
                    throw new IllegalStateException("for the test");
                });
        farm.startAndWait(List.of(plugin), TestFarm.printers(3));

        farm.registry.close();

        assertThat(plugin.calls.stream().filter(call -> call.startsWith("close")))
                .hasSize(4);
        assertThat(farm.board.all()).allMatch(line -> line.status() instanceof ServiceStatus.Stopped);
    }

    @Test
    void closeDuringTheStartClosesWhatWasMadeAndMakesNothingMore() {
        CountDownLatch isStarting = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        FakePlugin plugin = new FakePlugin("bind").behaving(() -> {
            isStarting.countDown();
            TestFarm.await(mayGoOn);
            return FakePlugin.running();
        });
        CompletableFuture<Readiness> ready = farm.start(List.of(plugin), TestFarm.printers(50));
        TestFarm.await(isStarting);

        CompletableFuture<Void> closing = CompletableFuture.runAsync(farm.registry::close);
        TestFarm.eventually(ready::isCancelled);
        // Waits for the lock, which close holds until it has given its orders.
        TestFarm.await(farm.registry.stop(List.of()));
        mayGoOn.countDown();
        TestFarm.await(closing);

        assertThat(plugin.calls.stream().filter(call -> call.startsWith("start")))
                .hasSize(1);
        assertThat(plugin.calls.stream().filter(call -> call.startsWith("close bay")))
                .hasSameSizeAs(plugin.calls.stream()
                        .filter(call -> call.startsWith("create"))
                        .toList());
        assertThat(plugin.calls).endsWith("close factory");
    }

    @Test
    void aPrinterCanBeRemovedWhileItIsRetriedAndOthersServe() {
        Printer broken = TestPrinters.next();
        Printer fine = TestPrinters.next();
        FakePlugin plugin = new FakePlugin("bind")
                .behaving(context -> () -> context.printer().equals(broken)
                        ? FakePlugin.failed(FaultCode.PORT_IN_USE)
                        : FakePlugin.running());
        farm.startAndWait(List.of(plugin), List.of(broken, fine));

        TestFarm.await(farm.stop(plugin, broken));

        assertThat(plugin.calls).endsWith("close " + broken.id());
        assertThat(farm.board.status(broken.id(), "bind")).isEmpty();
        assertThat(farm.status(fine, plugin)).isInstanceOf(ServiceStatus.Running.class);
        int callsAfterwards = plugin.calls.size();
        farm.startAndWait(List.of(plugin), TestFarm.printers(1));
        assertThat(plugin.calls.subList(callsAfterwards, plugin.calls.size()))
                .noneMatch(call -> call.endsWith(broken.id()));
    }

    @Test
    void aRemovedPrinterCanBeAddedAgainAtOnce() {
        FakePlugin plugin = new FakePlugin("bind");
        Printer printer = TestPrinters.next();
        farm.startAndWait(List.of(plugin), List.of(printer));
        assertThatThrownBy(() -> farm.start(List.of(plugin), List.of(printer)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(printer.id());

        CompletableFuture<Void> removed = farm.stop(plugin, printer);
        farm.startAndWait(List.of(plugin), List.of(printer));
        TestFarm.await(removed);

        String id = printer.id();
        assertThat(plugin.calls)
                .containsExactlyInAnyOrder("create " + id, "start " + id, "close " + id, "create " + id, "start " + id);
        assertThat(farm.status(printer, plugin)).isInstanceOf(ServiceStatus.Running.class);
    }

    @Test
    void readyComesAlsoWhenAPrinterIsRemovedBeforeItReported() {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        FakePlugin plugin = new FakePlugin("bind").behaving(() -> {
            TestFarm.await(mayGoOn);
            return FakePlugin.running();
        });
        List<Printer> printers = TestFarm.printers(2);
        CompletableFuture<Readiness> ready = farm.start(List.of(plugin), printers);

        CompletableFuture<Void> removed = farm.stop(plugin, printers.get(1));
        mayGoOn.countDown();

        assertThat(TestFarm.await(ready).running()).isEqualTo(1);
        TestFarm.await(removed);
    }

    @Test
    void aPrinterThatCannotBeEquippedStopsTheStartBeforeAnythingIsMade() {
        FakePlugin plugin = new FakePlugin("bind");
        AtomicBoolean isSecond = new AtomicBoolean();

        assertThatThrownBy(() ->
                        farm.registry.start(FakePlugin.plan(List.of(plugin), TestFarm.printers(2)), printer -> {
                            if (isSecond.getAndSet(true)) {
                                throw new IllegalStateException("leaf file is corrupt");
                            }
                            return TestFarm.equipment(printer);
                        }))
                .hasMessage("leaf file is corrupt");

        assertThat(plugin.calls).isEmpty();
        assertThat(farm.board.all()).isEmpty();
    }

    @Test
    void afterCloseAPluginMayStillUseItsContext() {
        FakePlugin plugin = new FakePlugin("bind");
        Printer printer = TestPrinters.next();
        farm.startAndWait(List.of(plugin), List.of(printer));
        farm.registry.close();

        plugin.contexts.get(0).report(FakePlugin.running());

        assertThat(farm.status(printer, plugin)).isInstanceOf(ServiceStatus.Stopped.class);
    }

    @Test
    void aServiceMayAnswerWhileTheLeaseLasts() {
        AtomicLong time = new AtomicLong();
        LeaseClock clock = new LeaseClock(time::get);
        clock.prolong(0, Duration.ofSeconds(5));
        FakePlugin plugin = new FakePlugin("bind");
        try (TestFarm farm = new TestFarm(TestFarm.EAGER, StartOrder.Pace.ofThisMachine(), clock::lasts)) {
            farm.startAndWait(List.of(plugin), TestFarm.printers(1));
            PrinterContext context = plugin.contexts.get(0);
            time.set(3_999);
            assertThat(context.mayAnswer()).isTrue();
            time.set(4_000);
            assertThat(context.mayAnswer()).isFalse();
            clock.prolong(4_000, Duration.ofSeconds(5));
            assertThat(context.mayAnswer()).isTrue();
        }
    }

    private static Fault fault(ServiceStatus status) {
        return ((ServiceStatus.Failed) status).fault();
    }

    /** What a plugin can hand over that was built without any null checks. */
    private static ServiceStatus hostile(int round) {
        return switch (round) {
            case 0 -> Nothing.status();
            case 1 -> new ServiceStatus.Stopped();
            case 2 -> new ServiceStatus.Failed(List.of(), Nothing.fault());
            default -> FakePlugin.running();
        };
    }

    @SuppressWarnings("unchecked") // erased: any throwable is thrown as it is
    private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** A throwable is the plugin's code as well. */
    private static final class UnprintableException extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("not even that");
        }
    }
}
