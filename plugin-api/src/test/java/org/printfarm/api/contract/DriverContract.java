package org.printfarm.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.CheckStep;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.driver.MachineDescription;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.PrintOrder;

/**
 * What every driver must do, whatever it speaks to. Extend it in a plugin's tests with a class named {@code …ContractIT}, and
 * say how to make the factory and the place.
 *
 * @param <S> the settings of a machine
 */
public abstract class DriverContract<S> {

    /** How long the API allows a call to take. */
    private static final Duration CALL_LIMIT = Duration.ofSeconds(5);

    /** Generous, for slow machines. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int FILE_BYTES = 600_000;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private DriverFactory<S> factory;
    private Set<Thread> threadsBefore;

    /** For subclasses. */
    protected DriverContract() {}

    /** A new factory, as PF4J would make it. */
    protected abstract DriverFactory<S> newFactory();

    /** What stands in the configuration of a place that is there and in order. */
    protected abstract TestSettings present();

    /** What stands in the configuration of a place that nobody reaches. */
    protected abstract TestSettings absent();

    /** What lies at the place under a name; empty when nothing does. */
    protected abstract Optional<byte[]> delivered(String fileName) throws IOException;

    @BeforeEach
    final void makeFactory() {
        threadsBefore = new HashSet<>(Thread.getAllStackTraces().keySet());
        factory = newFactory();
    }

    @AfterEach
    final void closeAll() throws Exception {
        Collections.reverse(opened);
        for (AutoCloseable one : opened) {
            one.close();
        }
        factory.close();
    }

    @Test
    final void typeIsAShortWordAndAlwaysTheSame() {
        assertThat(factory.type()).matches("[a-z][a-z0-9]{0,15}").isEqualTo(factory.type());
    }

    @Test
    final void settingsOfAPlaceHoldNoMistakeAndLeaveNoKeyUnread() {
        TestSettings settings = present();
        factory.readSettings(settings);
        assertThat(settings.mistakes()).isEmpty();
        assertThat(settings.unknownKeys()).isEmpty();
    }

    @Test
    final void settingsThatSayNothingAreMistakesAndNoException() {
        TestSettings settings = TestSettings.defaults();
        factory.readSettings(settings);
        assertThat(settings.mistakes()).isNotEmpty();
    }

    @Test
    final void aPlaceThatIsThereComesOnlineWithNoMoreThanWasDeclared() {
        RecordingMachine machine = open(present());
        awaitOnline(machine);
        MachineDescription declared = factory.describe(factory.readSettings(present()));
        assertThat(declared.capabilities()).containsAll(last(machine).capabilities());
        assertThat(declared.address()).isPresent();
    }

    @Test
    final void aPlaceThatIsNotThereIsOfflineWithAReasonAndNoException() {
        RecordingMachine machine = open(absent());
        await().atMost(PATIENCE).until(() -> machine.is(Connection.OFFLINE));
        assertThat(last(machine).faults()).isNotEmpty();
        assertThat(last(machine).faults().get(0).text()).isNotBlank().doesNotContain("\n");
    }

    @Test
    final void aFileArrivesWholeAndItsProgressGrowsToItsEnd() throws Exception {
        RecordingMachine machine = new RecordingMachine("m");
        Driver driver = driver(machine, present());
        driver.open();
        awaitOnline(machine);
        assertThat(last(machine).capabilities()).contains(Capability.DELIVER);
        PrintOrder order = order(FILE_BYTES);
        List<Long> progress = Collections.synchronizedList(new ArrayList<>());
        driver.deliver(order, progress::add);
        assertThat(delivered(order.fileName())).contains(bytes(FILE_BYTES));
        assertThat(progress).isSorted().endsWith(order.bytes());
    }

    @Test
    final void aDeliveryThatIsInterruptedEndsInTimeAndLeavesNothing() throws Exception {
        RecordingMachine machine = new RecordingMachine("m");
        Driver driver = driver(machine, present());
        driver.open();
        awaitOnline(machine);
        PrintOrder order = order(FILE_BYTES);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> outcome.complete(deliverAndInterrupt(driver, order)), "contract-delivery");
        thread.start();
        assertThat(outcome(outcome)).isInstanceOf(InterruptedException.class);
        assertThat(delivered(order.fileName())).isEmpty();
    }

    @Test
    final void aFileThatCannotBeReadIsAFailureAndLeavesNothing() throws Exception {
        RecordingMachine machine = new RecordingMachine("m");
        Driver driver = driver(machine, present());
        driver.open();
        awaitOnline(machine);
        PrintOrder order = order(FILE_BYTES);
        Files.delete(folder.resolve("file"));
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        new Thread(() -> outcome.complete(deliver(driver, order, sent -> {})), "contract-delivery").start();
        assertThat(outcome(outcome)).isInstanceOf(DriverException.class);
        assertThat(delivered(order.fileName())).isEmpty();
    }

    @Test
    final void aCheckOfAPlaceThatIsThereFindsNothingWrong() throws InterruptedException {
        RecordingMachine machine = new RecordingMachine("m");
        Driver driver = driver(machine, present());
        driver.open();
        awaitOnline(machine);
        assertThat(driver.check()).allSatisfy(step -> assertThat(step.fault()).isEmpty());
    }

    @Test
    final void aCheckOfAPlaceThatIsNotThereSaysSoIfItSaysAnything() throws InterruptedException {
        RecordingMachine machine = new RecordingMachine("m");
        Driver driver = driver(machine, absent());
        driver.open();
        List<CheckStep> steps = driver.check();
        assertThat(steps.isEmpty() || steps.stream().anyMatch(step -> step.outcome() == CheckStep.Outcome.FAILED))
                .isTrue();
        assertThat(steps)
                .allSatisfy(step ->
                        assertThat(step.fault().isPresent()).isEqualTo(step.outcome() == CheckStep.Outcome.FAILED));
    }

    @Test
    final void closeBeforeOpenAndTwiceIsHarmlessAndInTime() {
        Driver driver = driver(new RecordingMachine("m"), present());
        long begin = System.nanoTime();
        assertThatCode(() -> {
                    driver.close();
                    driver.close();
                    driver.open();
                    driver.close();
                })
                .doesNotThrowAnyException();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(CALL_LIMIT.multipliedBy(4));
    }

    @Test
    final void noThreadIsLeftWhenTheFactoryIsClosed() {
        RecordingMachine machine = new RecordingMachine("m");
        Driver driver = driver(machine, present());
        driver.open();
        awaitOnline(machine);
        driver.close();
        factory.close();
        machine.close();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(newThreads()).isEmpty());
    }

    @Test
    final void factoryClosesBeforeAnyMachineAndTwice() {
        assertThatCode(() -> {
                    factory.close();
                    factory.close();
                })
                .doesNotThrowAnyException();
    }

    /** Threads of this name belong to what the test drives, and are not counted as the plugin's. */
    protected boolean isOfThePlace(String threadName) {
        return false;
    }

    private Set<String> newThreads() {
        Set<String> names = new HashSet<>();
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread) && thread.isAlive())
                .map(Thread::getName)
                .filter(name -> !name.startsWith("awaitility") && !isOfThePlace(name))
                .forEach(names::add);
        return names;
    }

    private Throwable deliverAndInterrupt(Driver driver, PrintOrder order) {
        return deliver(driver, order, sent -> Thread.currentThread().interrupt());
    }

    private static Throwable deliver(Driver driver, PrintOrder order, Driver.Progress progress) {
        try {
            driver.deliver(order, progress);
            return new AssertionError("delivered");
        } catch (DriverException | InterruptedException | RuntimeException e) {
            return e;
        }
    }

    private static Throwable outcome(CompletableFuture<Throwable> outcome)
            throws InterruptedException, ExecutionException, TimeoutException {
        return outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private RecordingMachine open(TestSettings settings) {
        RecordingMachine machine = new RecordingMachine("m");
        driver(machine, settings).open();
        return machine;
    }

    private Driver driver(RecordingMachine machine, TestSettings settings) {
        Driver driver = factory.create(machine, factory.readSettings(settings));
        opened.add(machine);
        opened.add(driver);
        return driver;
    }

    private static void awaitOnline(RecordingMachine machine) {
        await().atMost(PATIENCE).until(() -> machine.is(Connection.ONLINE));
    }

    private static MachineStatus last(RecordingMachine machine) {
        return machine.last().orElseThrow();
    }

    private PrintOrder order(int size) throws IOException {
        return TestOrders.of(Files.write(folder.resolve("file"), bytes(size)), 41);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
