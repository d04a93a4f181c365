package org.printfarm.host.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.ServiceStatus;

/** Which services come up before which, and that none waits for one that hangs. */
final class StartOrderTest {

    private static final Duration FOR_EVER = TestFarm.PATIENCE.multipliedBy(2);

    @Test
    void aTypeIsBegunWhenTheOneBeforeItIsUp() {
        List<String> order = new CopyOnWriteArrayList<>();
        List<Printer> printers = TestFarm.printers(3);
        try (TestFarm farm = new TestFarm(TestFarm.EAGER, new StartOrder.Pace(1, FOR_EVER))) {
            farm.startAndWait(List.of(noting("bind", order), noting("ssdp", order), noting("mqtt", order)), printers);
        }
        assertThat(order).containsExactly("bind", "bind", "bind", "ssdp", "ssdp", "ssdp", "mqtt", "mqtt", "mqtt");
    }

    @Test
    void asManyTypesAsThePaceAllowsComeUpAtOnce() {
        CountDownLatch both = new CountDownLatch(2);
        FakePlugin bind = meeting("bind", both);
        FakePlugin ssdp = meeting("ssdp", both);
        FakePlugin mqtt = new FakePlugin("mqtt").behaving(() -> {
            assertThat(both.getCount()).isZero();
            return FakePlugin.running();
        });
        try (TestFarm farm = new TestFarm(TestFarm.EAGER, new StartOrder.Pace(2, FOR_EVER))) {
            assertThat(farm.startAndWait(List.of(bind, ssdp, mqtt), TestFarm.printers(1)))
                    .hasToString("1 printers, 3 services running, 0 degraded, 0 failed");
        }
    }

    @Test
    void aTypeThatFailsIsNotWaitedFor() {
        FakePlugin bind = new FakePlugin("bind").behaving(() -> FakePlugin.failed(FaultCode.PORT_IN_USE));
        try (TestFarm farm = new TestFarm(TestFarm.EAGER, new StartOrder.Pace(1, FOR_EVER))) {
            assertThat(farm.startAndWait(List.of(bind, new FakePlugin("ssdp")), TestFarm.printers(2)))
                    .hasToString("2 printers, 2 services running, 0 degraded, 2 failed");
        }
    }

    @Test
    void aTypeThatHangsKeepsTheOthersWaitingForABoundedTime() {
        CountDownLatch end = new CountDownLatch(1);
        FakePlugin bind = new FakePlugin("bind").behaving(() -> {
            TestFarm.await(end);
            return FakePlugin.running();
        });
        FakePlugin ssdp = new FakePlugin("ssdp");
        List<Printer> printers = TestFarm.printers(2);
        try (TestFarm farm = new TestFarm(TestFarm.EAGER, new StartOrder.Pace(1, Duration.ofMillis(20)))) {
            CompletableFuture<Readiness> ready = farm.start(List.of(bind, ssdp), printers);
            TestFarm.eventually(() -> farm.status(printers.get(1), ssdp) instanceof ServiceStatus.Running);
            assertThat(ready).isNotDone();
            end.countDown();
            assertThat(TestFarm.await(ready).running()).isEqualTo(4);
        }
    }

    @Test
    void whatIsStillWaitingWhenTheFarmStopsIsNeverBegun() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch next = new CountDownLatch(1);
        FakePlugin bind = new FakePlugin("bind").behaving(() -> {
            begun.countDown();
            TestFarm.await(end);
            return FakePlugin.running();
        });
        FakePlugin ssdp = new FakePlugin("ssdp").behaving(context -> {
            next.countDown();
            return FakePlugin::running;
        });
        AtomicBoolean wasNextBegun = new AtomicBoolean();
        try (TestFarm farm = new TestFarm(TestFarm.EAGER, new StartOrder.Pace(1, FOR_EVER))) {
            CompletableFuture<Readiness> ready = farm.start(List.of(bind, ssdp), TestFarm.printers(1));
            // The farm's own thread tells that it stops, and goes on only when the first type is up and the next had
            // its time.
            CompletableFuture<Readiness> told = ready.whenComplete((readiness, stopped) -> {
                end.countDown();
                wasNextBegun.set(comes(next));
            });
            TestFarm.await(begun);
            farm.registry.close();
            assertThat(told).isDone();
        }
        assertThat(wasNextBegun).isFalse();
        assertThat(ssdp.calls).containsExactly("close factory");
    }

    private static boolean comes(CountDownLatch latch) {
        try {
            return latch.await(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static FakePlugin noting(String type, List<String> order) {
        return new FakePlugin(type).behaving(() -> {
            order.add(type);
            return FakePlugin.running();
        });
    }

    /** Comes up only when the other one has begun too. */
    private static FakePlugin meeting(String type, CountDownLatch both) {
        return new FakePlugin(type).behaving(() -> {
            both.countDown();
            TestFarm.await(both);
            return FakePlugin.running();
        });
    }
}
