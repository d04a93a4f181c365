package org.printfarm.host.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.FaultCode;
import org.printfarm.host.event.LogCapture;

/** A farm of 1,000 printers with four services each. */
final class ManyServicesIT {

    private static final int PRINTERS = 1_000;

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final List<FakePlugin> plugins = Stream.of("bind", "ssdp", "mqtt", "ftp")
            .map(type -> new FakePlugin(type).behaving(() -> {
                threads.add(Thread.currentThread());
                return FakePlugin.running();
            }))
            .toList();

    @Test
    void fourThousandServicesStartAndStopOnOneThreadForEachPlugin() {
        try (LogCapture log = LogCapture.ofAll(Level.INFO);
                TestFarm farm = new TestFarm()) {
            Readiness ready = farm.startAndWait(plugins, TestFarm.printers(PRINTERS));

            assertThat(ready).hasToString("1000 printers, 4000 services running, 0 degraded, 0 failed");
            assertThat(threads).hasSize(plugins.size());
            assertThat(log.lines()).hasSizeLessThan(200);
            farm.registry.close();
            assertThat(plugins)
                    .allSatisfy(plugin -> assertThat(plugin.calls.stream().filter(call -> call.startsWith("close bay")))
                            .hasSize(PRINTERS));
        }
        assertThat(threads).allSatisfy(thread -> {
            thread.join(TestFarm.PATIENCE.toMillis());
            assertThat(thread.isAlive()).isFalse();
        });
    }

    @Test
    void fourThousandFailedServicesAreRetriedOneByOneAndLoggedOnce() {
        FakePlugin plugin = new FakePlugin("bind").behaving(() -> {
            threads.add(Thread.currentThread());
            return FakePlugin.failed(FaultCode.ADDRESS_MISSING);
        });
        try (LogCapture log = LogCapture.ofAll(Level.INFO);
                TestFarm farm = new TestFarm()) {
            farm.startAndWait(List.of(plugin), TestFarm.printers(4 * PRINTERS));
            TestFarm.eventually(() -> plugin.calls.size() > 5 * 4 * PRINTERS);

            assertThat(plugin.mostCallsAtOnce).hasValue(1);
            assertThat(threads).hasSize(1);
            farm.registry.close();
            assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR")).hasSize(4 * PRINTERS);
            assertThat(log.lines()).noneMatch(line -> line.contains(TestPrinters.ACCESS_CODE));
        }
    }
}
