package org.printfarm.host.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.ServiceStatus;

/** Plugins that do not come back. Slow, because somebody must wait for them; the limits are shortened. */
final class HangingPluginIT {

    /** A call that is not meant to hang takes microseconds; the rest is for a loaded machine. */
    private static final Limits SHORT = new Limits(
            Duration.ofSeconds(1),
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(700),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(10));

    private final TestFarm farm = new TestFarm(SHORT);
    private final CountDownLatch never = new CountDownLatch(1);
    private final FakePlugin fine = new FakePlugin("fine");

    @AfterEach
    void stop() {
        never.countDown();
        farm.close();
    }

    @Test
    void aStartThatHangsIsGivenUpAndEverybodyElseGoesOn() {
        List<Printer> printers = TestFarm.printers(5);
        FakePlugin plugin = new FakePlugin("bind")
                .behaving(context -> context.printer().equals(printers.get(1)) ? this::hang : FakePlugin::running);

        Readiness ready = farm.startAndWait(List.of(plugin, fine), printers);

        assertThat(ready).isEqualTo(new Readiness(5, 9, 0, 1));
        assertThat(fault(farm.status(printers.get(1), plugin))).isEqualTo(FaultCode.NO_ANSWER);
        plugin.contexts.get(1).report(FakePlugin.running());
        assertThat(fault(farm.status(printers.get(1), plugin))).isEqualTo(FaultCode.NO_ANSWER);
    }

    @Test
    void aCreateThatHangsIsGivenUpAndEverybodyElseGoesOn() {
        List<Printer> printers = TestFarm.printers(3);
        FakePlugin plugin = new FakePlugin("bind").behaving((PrinterContext context) -> {
            if (context.printer().equals(printers.get(0))) {
                hang();
            }
            return FakePlugin::running;
        });

        assertThat(farm.startAndWait(List.of(plugin, fine), printers)).isEqualTo(new Readiness(3, 5, 0, 1));
    }

    @Test
    void aServiceThatComesBackTooLateIsClosedSoThatItDoesNotServeInSecret() {
        List<Printer> printers = TestFarm.printers(1);
        FakePlugin plugin = new FakePlugin("bind").behaving(this::hang);
        assertThat(farm.startAndWait(List.of(plugin), printers).failed()).isEqualTo(1);

        never.countDown();

        TestFarm.eventually(
                () -> plugin.calls.contains("close " + printers.get(0).id()));
        assertThat(fault(farm.status(printers.get(0), plugin))).isEqualTo(FaultCode.NO_ANSWER);
    }

    @Test
    void aPluginThatAlwaysHangsCostsABoundedNumberOfThreadsAndIsThenLeftAlone() {
        FakePlugin plugin = new FakePlugin("bind").behaving(this::hang);

        Readiness ready = farm.startAndWait(List.of(plugin, fine), TestFarm.printers(50));

        assertThat(ready).isEqualTo(new Readiness(50, 50, 0, 50));
        assertThat(plugin.calls.stream().filter(call -> call.startsWith("start")))
                .hasSize(PluginExecutor.MAX_ABANDONED);
        assertThat(farm.board.all())
                .filteredOn(line -> line.service().equals("bind"))
                .allMatch(line -> fault(line.status()) == FaultCode.NO_ANSWER);
    }

    @Test
    void whenClosingHangsTheOthersAreClosedAllTheSame() {
        List<Printer> printers = TestFarm.printers(5);
        FakePlugin plugin = new FakePlugin("bind")
                .behaving(context -> closing(context.printer().equals(printers.get(3)) ? this::hang : () -> {}))
                .closing(this::hang);
        farm.startAndWait(List.of(plugin, fine), printers);

        farm.registry.close();

        assertThat(plugin.calls.stream().filter(call -> call.startsWith("close bay")))
                .hasSize(5);
        assertThat(plugin.calls).endsWith("close factory");
        assertThat(fine.calls).endsWith("close factory");
    }

    @Test
    void whenEveryCloseHangsTheStopIsStillBounded() {
        FakePlugin plugin =
                new FakePlugin("bind").behaving(context -> closing(this::hang)).closing(this::hang);
        farm.startAndWait(List.of(plugin, fine), TestFarm.printers(100));
        long begin = System.nanoTime();

        farm.registry.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isLessThan(SHORT.closing().plusSeconds(5));
        assertThat(fine.calls).endsWith("close factory");
        assertThat(plugin.calls).contains("close factory");
    }

    @Test
    void closeDoesNotWaitForAStartThatHangs() {
        CountDownLatch isIn = new CountDownLatch(1);
        FakePlugin plugin = new FakePlugin("bind").behaving(() -> {
            isIn.countDown();
            return hang();
        });
        CompletableFuture<Readiness> ready = farm.start(List.of(plugin, fine), TestFarm.printers(10));
        TestFarm.await(isIn);

        farm.registry.close();

        assertThat(ready).isCancelled();
        assertThat(plugin.calls.stream().filter(call -> call.startsWith("start")))
                .hasSize(1);
        assertThat(plugin.calls).endsWith("close factory");
    }

    /** Does not listen to interrupts either. */
    private ServiceStatus hang() {
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.onSpinWait();
            }
        }
        return FakePlugin.running();
    }

    private static FakePlugin.Behaviour closing(Runnable action) {
        return new FakePlugin.Behaviour() {
            @Override
            public ServiceStatus start() {
                return FakePlugin.running();
            }

            @Override
            public void close() {
                action.run();
            }
        };
    }

    private static FaultCode fault(ServiceStatus status) {
        return ((ServiceStatus.Failed) status).fault().code();
    }
}
