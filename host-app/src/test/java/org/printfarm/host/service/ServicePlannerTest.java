package org.printfarm.host.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.settings.SettingsReader;
import org.printfarm.host.config.ClusterRules;
import org.printfarm.host.config.FarmAddresses;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.FarmServices;
import org.printfarm.host.config.JobRetention;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.ReloadMode;
import org.printfarm.host.config.ServiceEntry;

final class ServicePlannerTest {

    private final Problems problems = new Problems();
    private final FakePlugin bind = new FakePlugin("bind", 3000);
    private final FakePlugin mqtt = new FakePlugin("mqtt", 8883);

    @Test
    void everyServiceThatIsOnIsPlannedInTheOrderOfTheFile() {
        Printer one = TestPrinters.next();
        Printer two = TestPrinters.next();
        Printer idle = TestPrinters.next();

        ServicePlan plan = plan(
                List.of(
                        entry(one, FakeEntry.on("bind", 1), FakeEntry.on("mqtt", 2)),
                        entry(two, new FakeEntry("bind", false, 3, Map.of()), FakeEntry.on("mqtt", 4)),
                        entry(idle)),
                bind,
                mqtt);

        assertThat(problems.isClean()).isTrue();
        assertThat(plan.printers()).containsExactly(one, two, idle);
        assertThat(plan.services().stream().map(planned -> planned.printer().id() + " " + planned.type()))
                .containsExactly(one.id() + " bind", one.id() + " mqtt", two.id() + " mqtt");
        assertThat(plan.services().get(2).claims()).containsExactly(PortClaim.tcp(two.bindAddress(), 8883));
    }

    @Test
    void aServiceThatNoPluginProvidesIsOneMistakeWithAGuessAndTheFolder() {
        plan(
                Stream.generate(() -> entry(TestPrinters.next(), FakeEntry.on("binb", 5)))
                        .limit(3)
                        .toList(),
                bind);

        assertThat(mistakes())
                .containsExactly(
                        "farm.yaml:5:7 services.binb: no plugin provides the service binb; plugins are read from"
                                + " drop-in (did you mean bind?) (and the same for 2 more printers)");
    }

    @Test
    void aServiceThatIsOffNeedsNoPlugin() {
        plan(List.of(entry(TestPrinters.next(), new FakeEntry("webcam", false, 1, Map.of()))), bind);

        assertThat(problems.isClean()).isTrue();
    }

    @Test
    void unknownKeysAreReported() {
        plan(List.of(entry(TestPrinters.next(), new FakeEntry("bind", true, 9, Map.of("prt", 1)))), bind);

        assertThat(mistakes()).containsExactly("farm.yaml:9:7 services.bind: prt: unknown key");
    }

    @Test
    void twoPrintersWithOneAddressAreTheConfigurationsMistakeAndNotOneMoreForEachService() {
        Printer one = TestPrinters.next();
        Printer two = TestPrinters.on(one.bindAddress());

        plan(List.of(entry(one, FakeEntry.on("bind", 11)), entry(two, FakeEntry.on("bind", 21))), bind);

        assertThat(mistakes()).isEmpty();
    }

    @Test
    void aPrinterOfWhichNoServiceIsOnIsAWarningAtItsPlace() {
        Printer idle = TestPrinters.next();

        plan(List.of(entry(idle, new FakeEntry("bind", false, 3, Map.of()))), bind);

        assertThat(problems.isClean()).isTrue();
        assertThat(problems.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.key()).isEqualTo("printers." + idle.id()))
                .satisfies(warning -> assertThat(warning.message()).contains("no service of it is on"));
    }

    @Test
    void twoServicesOfOnePrinterWithOnePortAreAMistake() {
        plan(
                List.of(entry(
                        TestPrinters.next(),
                        FakeEntry.on("bind", 1),
                        new FakeEntry("mqtt", true, 2, Map.of("port", 3000)))),
                bind,
                mqtt);

        assertThat(mistakes()).singleElement().asString().startsWith("farm.yaml:2:7 services.mqtt: claims tcp");
    }

    @Test
    void whateverAPluginThrowsIsAMistakeThatNamesItAndTheOthersGoOn() {
        HostilePlugin hostile = new HostilePlugin(settings -> {
            settings.mistake("port", "told before it broke");
            throw new NoClassDefFoundError("x");
        });

        ServicePlan plan = plan(
                Stream.generate(() -> entry(TestPrinters.next(), FakeEntry.on("hostile", 1), FakeEntry.on("mqtt", 2)))
                        .limit(2)
                        .toList(),
                hostile,
                mqtt);

        assertThat(mistakes())
                .hasSize(2)
                .contains("farm.yaml:1:7 services.hostile: port: told before it broke")
                .anySatisfy(mistake -> assertThat(mistake)
                        .startsWith("farm.yaml:1:7 services.hostile: service hostile: the plugin threw"
                                + " java.lang.NoClassDefFoundError in readSettings")
                        .endsWith("(and the same for 1 more printers)"));
        assertThat(plan.services()).hasSize(2);
    }

    @Test
    void aPluginWithoutSettingsOrClaimsIsAMistake() {
        plan(List.of(entry(TestPrinters.next(), FakeEntry.on("hostile", 1))), new HostilePlugin(settings -> 1));

        assertThat(mistakes()).singleElement().asString().contains("IllegalStateException in claims");
    }

    @Test
    void aPluginThatHangsIsAskedOnceAndNotForEveryPrinter() {
        CountDownLatch never = new CountDownLatch(1);
        HostilePlugin hostile = new HostilePlugin(settings -> {
            TestFarm.await(never);
            return 1;
        });
        List<PrinterEntry> printers = Stream.generate(() -> entry(TestPrinters.next(), FakeEntry.on("hostile", 1)))
                .limit(1_000)
                .toList();

        ServicePlanner.plan(config(printers), factories(hostile), problems, Duration.ofMillis(20));
        never.countDown();

        assertThat(mistakes())
                .singleElement()
                .asString()
                .contains("service hostile: the plugin did not return from readSettings within 20 ms")
                .contains("(and the same for 999 more printers)");
    }

    @Test
    void aPluginThatHangsInTheMiddleKeepsWhatItSaidBeforeAndNothingOfWhatItSaysLater() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        List<SettingsReader> readers = new CopyOnWriteArrayList<>();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        HostilePlugin hostile = new HostilePlugin(
                settings -> {
                    settings.warning("port", "seen");
                    readers.add(settings);
                    threads.add(Thread.currentThread());
                    return readers.size();
                },
                (printer, number) -> {
                    if (number == 3) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            readers.get(2).mistake("port", "told too late");
                        }
                    }
                    return HostilePlugin.claim(printer, number);
                });
        List<PrinterEntry> printers = IntStream.rangeClosed(1, 5)
                .mapToObj(line -> entry(TestPrinters.next(), FakeEntry.on("hostile", line), FakeEntry.on("mqtt", 9)))
                .toList();

        ServicePlan plan =
                ServicePlanner.plan(config(printers), factories(hostile, mqtt), problems, Duration.ofMillis(500));
        threads.get(2).join(TestFarm.PATIENCE.toMillis());

        assertThat(threads.get(2).isAlive()).isFalse();
        assertThat(readers).hasSize(3);
        assertThat(mistakes())
                .containsExactly(
                        "farm.yaml:3:7 services.hostile: service hostile: the plugin did not return from claims"
                                + " within 500 ms: a fault of the plugin; tell its author, or switch the service off"
                                + " (and the same for 2 more printers)");
        assertThat(problems.warnings().stream().map(Problem::line)).containsExactly(1, 2);
        assertThat(plan.services().stream().map(PlannedService::type))
                .containsExactly("hostile", "mqtt", "hostile", "mqtt", "mqtt", "mqtt", "mqtt");
    }

    @Test
    void aSlowPluginThatAnswersEachQuestionInTimeIsNotGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        HostilePlugin slow = new HostilePlugin(
                settings -> {
                    try {
                        return never.await(20, TimeUnit.MILLISECONDS) ? 1 : 2;
                    } catch (InterruptedException e) {
                        throw new AssertionError("given up", e);
                    }
                },
                HostilePlugin::claim);
        List<PrinterEntry> printers = Stream.generate(() -> entry(TestPrinters.next(), FakeEntry.on("hostile", 1)))
                .limit(30)
                .toList();

        ServicePlan plan = ServicePlanner.plan(config(printers), factories(slow), problems, Duration.ofMillis(500));

        assertThat(mistakes()).isEmpty();
        assertThat(plan.services()).hasSize(30);
    }

    @Test
    void aPluginIsAskedAboutAllOfItsServicesInTheOrderOfTheFileOnOneThreadThatNobodyWaitsForInBetween() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        List<String> order = new CopyOnWriteArrayList<>();
        List<PrinterEntry> printers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            printers.add(entry(TestPrinters.next(), FakeEntry.on("hostile", i), FakeEntry.on("mqtt", i)));
        }
        HostilePlugin hostile = new HostilePlugin(settings -> 1, (printer, number) -> {
            threads.add(Thread.currentThread());
            order.add(printer.id());
            return HostilePlugin.claim(printer, number);
        });

        long before = timesThatThisThreadWaited();
        plan(printers, hostile, mqtt);

        // Two plugins: one wait for each, and some to spare for wake-ups without a reason.
        assertThat(timesThatThisThreadWaited() - before).isLessThan(20);
        assertThat(threads).singleElement().satisfies(thread -> {
            assertThat(thread.getName()).isEqualTo("plugin-hostile");
            assertThat(thread.isDaemon()).isTrue();
        });
        assertThat(order)
                .containsExactlyElementsOf(
                        printers.stream().map(printer -> printer.printer().id()).toList());
    }

    @Test
    void anInterruptThatAPluginLeavesBehindIsNotForItsNextService() {
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        HostilePlugin hostile = new HostilePlugin(
                settings -> {
                    interrupted.add(Thread.currentThread().isInterrupted());
                    Thread.currentThread().interrupt();
                    return 1;
                },
                HostilePlugin::claim);

        plan(
                List.of(
                        entry(TestPrinters.next(), FakeEntry.on("hostile", 1)),
                        entry(TestPrinters.next(), FakeEntry.on("hostile", 2))),
                hostile);

        assertThat(interrupted).containsExactly(false, false);
    }

    @Test
    void noSecretStandsInAPlan() {
        ServicePlan plan = plan(List.of(entry(TestPrinters.next(), FakeEntry.on("bind", 1))), bind);

        assertThat(plan.toString()).doesNotContain(TestPrinters.ACCESS_CODE);
    }

    @Test
    void fiveThousandPrintersArePlanned() {
        List<PrinterEntry> printers = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            printers.add(entry(TestPrinters.next(), FakeEntry.on("bind", i), FakeEntry.on("mqtt", i)));
        }

        assertThat(plan(printers, bind, mqtt).services()).hasSize(10_000);
        assertThat(problems.isClean()).isTrue();
    }

    private ServicePlan plan(List<PrinterEntry> printers, PrinterServiceFactory<?>... plugins) {
        return ServicePlanner.plan(config(printers), factories(plugins), problems);
    }

    private List<String> mistakes() {
        return problems.mistakes().stream().map(Problem::toString).toList();
    }

    private static FarmConfig config(List<PrinterEntry> printers) {
        return new FarmConfig(
                Path.of("farm.yaml"),
                Map.of(),
                "test",
                Path.of("data"),
                Optional.empty(),
                ClusterRules.NONE,
                Optional.empty(),
                Path.of("drop-in"),
                0,
                0,
                FarmConfig.TlsEngineChoice.AUTO,
                FarmConfig.KeyChoice.RSA,
                JobRetention.KEEP_ALL,
                FarmConfig.USUAL_DELIVERIES,
                ReloadMode.ON_REQUEST,
                FarmAddresses.NONE,
                FarmServices.NONE,
                List.of(),
                printers,
                List.of(),
                List.of());
    }

    private static Map<String, PrinterServiceFactory<?>> factories(PrinterServiceFactory<?>... plugins) {
        return Arrays.stream(plugins).collect(Collectors.toMap(PrinterServiceFactory::type, plugin -> plugin));
    }

    private static PrinterEntry entry(Printer printer, ServiceEntry... services) {
        return new PrinterEntry(printer, Optional.empty(), List.of(services), Optional.empty(), 1, 3);
    }

    private static long timesThatThisThreadWaited() {
        return ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId())
                .getWaitedCount();
    }

    /** Reads settings and claims as the test says. */
    private record HostilePlugin(
            Function<SettingsReader, Integer> reading, BiFunction<Printer, Integer, List<PortClaim>> claiming)
            implements PrinterServiceFactory<Integer> {

        /** Claims nothing. */
        HostilePlugin(Function<SettingsReader, Integer> reading) {
            this(reading, (printer, settings) -> List.of());
        }

        static List<PortClaim> claim(Printer printer, Integer settings) {
            return List.of(PortClaim.tcp(printer.bindAddress(), 3000));
        }

        @Override
        public String type() {
            return "hostile";
        }

        @Override
        public Integer readSettings(SettingsReader settings) {
            return reading.apply(settings);
        }

        @Override
        public List<PortClaim> claims(Printer printer, Integer settings) {
            return claiming.apply(printer, settings);
        }

        @Override
        public PrinterService create(PrinterContext context, Integer settings) {
            throw new UnsupportedOperationException("not used");
        }

        @Override
        public void close() {}
    }
}
