package org.printfarm.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.service.ServiceStatus;

/**
 * What every service must do, whatever it speaks. Extend it in a plugin's tests and say how to make the factory; the
 * printers are on loopback addresses of their own, the settings are the factory's defaults unless {@link #settings()} is
 * overridden.
 *
 * @param <S> the settings of the service
 */
public abstract class PrinterServiceContract<S> {

    /** How long the API allows a start or a close to take. */
    private static final Duration CALL_LIMIT = Duration.ofSeconds(5);

    /** How long threads get to end after the close of the factory; generous, for slow machines. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<RecordingContext> contexts = new ArrayList<>();
    private PrinterServiceFactory<S> factory;
    private Set<Thread> threadsBefore;

    /** For subclasses. */
    protected PrinterServiceContract() {}

    /** A new factory, as PF4J would make it. */
    protected abstract PrinterServiceFactory<S> newFactory();

    /** What stands in the configuration. */
    protected TestSettings settings() {
        return TestSettings.defaults();
    }

    @BeforeEach
    final void makeFactory() {
        TestTls.shared();
        threadsBefore = new HashSet<>(Thread.getAllStackTraces().keySet());
        factory = newFactory();
    }

    @AfterEach
    final void closeFactory() {
        factory.close();
        contexts.forEach(RecordingContext::close);
    }

    @Test
    void typeIsAShortWordAndAlwaysTheSame() {
        assertThat(factory.type()).matches("[a-z][a-z0-9]{0,15}").isEqualTo(factory.type());
    }

    @Test
    void defaultSettingsHoldNoMistake() {
        TestSettings settings = TestSettings.defaults();
        factory.readSettings(settings);
        assertThat(settings.mistakes()).isEmpty();
    }

    @Test
    void startBringsUpEveryClaimedPort() {
        Printer printer = TestPrinters.next();
        ServiceStatus status = service(printer).start();
        assertThat(status).isInstanceOf(ServiceStatus.Running.class);
        assertThat(status.ports()).isNotEmpty().allMatch(PortStatus::isListening);
        assertThat(claimsOf(printer)).containsAll(claims(status));
    }

    @Test
    void secondStartChangesNothing() {
        PrinterService service = service(TestPrinters.next());
        ServiceStatus first = service.start();
        assertThat(service.start()).isEqualTo(first);
    }

    @Test
    void closeBeforeStartIsHarmlessAndStartAfterCloseStaysStopped() {
        Printer printer = TestPrinters.next();
        PrinterService service = service(printer);
        service.close();
        assertThat(service.start()).isInstanceOf(ServiceStatus.Stopped.class);
        assertPortsFree(printer);
    }

    @Test
    void closeFreesThePortsAndMayComeTwice() {
        Printer printer = TestPrinters.next();
        PrinterService service = service(printer);
        service.start();
        service.close();
        assertPortsFree(printer);
        assertThatCode(service::close).doesNotThrowAnyException();
    }

    @Test
    void portsCanBeServedAgainAtOnce() {
        Printer printer = TestPrinters.next();
        PrinterService first = service(printer);
        first.start();
        first.close();
        assertThat(service(printer).start()).isInstanceOf(ServiceStatus.Running.class);
    }

    @Test
    void portInUseIsAStatusAndTheServiceComesUpWhenItIsFree() throws IOException {
        Printer printer = TestPrinters.next();
        PrinterService service = service(printer);
        List<AutoCloseable> holders = hold(claimsOf(printer));
        if (holders.isEmpty()) {
            return;
        }
        ServiceStatus status = service.start();
        assertThat(status).isInstanceOfAny(ServiceStatus.Degraded.class, ServiceStatus.Failed.class);
        assertThat(codes(status)).contains(FaultCode.PORT_IN_USE);
        release(holders);
        assertThat(service.start()).isInstanceOf(ServiceStatus.Running.class);
    }

    @Test
    void missingAddressIsAStatus() {
        Printer printer = TestPrinters.on(Loopback.of("192.0.2.77"));
        ServiceStatus status = service(printer).start();
        assertThat(status).isInstanceOfAny(ServiceStatus.Degraded.class, ServiceStatus.Failed.class);
        assertThat(codes(status)).contains(FaultCode.ADDRESS_MISSING);
    }

    @Test
    void onePrinterClosesWhileAnotherServes() {
        PrinterService staying = service(TestPrinters.next());
        PrinterService leaving = service(TestPrinters.next());
        ServiceStatus before = staying.start();
        leaving.start();
        leaving.close();
        assertThat(staying.start()).isEqualTo(before);
    }

    @Test
    void startAndCloseKeepTheirTime() {
        PrinterService service = service(TestPrinters.next());
        long begin = System.nanoTime();
        service.start();
        service.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(CALL_LIMIT.multipliedBy(2));
    }

    @Test
    void noThreadIsLeftWhenTheFactoryIsClosed() {
        PrinterService service = service(TestPrinters.next());
        service.start();
        service.close();
        factory.close();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(newThreads()).isEmpty());
    }

    @Test
    void factoryClosesBeforeAnyStartAndTwice() {
        assertThatCode(() -> {
                    factory.close();
                    factory.close();
                })
                .doesNotThrowAnyException();
    }

    private PrinterService service(Printer printer) {
        RecordingContext context = new RecordingContext(printer);
        contexts.add(context);
        PrinterService service = factory.create(context, factory.readSettings(settings()));
        return service;
    }

    private List<PortClaim> claimsOf(Printer printer) {
        return factory.claims(printer, factory.readSettings(settings()));
    }

    private static List<PortClaim> claims(ServiceStatus status) {
        return status.ports().stream().map(PortStatus::claim).toList();
    }

    private static Set<FaultCode> codes(ServiceStatus status) {
        return status.ports().stream()
                .flatMap(port -> port.fault().stream())
                .map(fault -> fault.code())
                .collect(Collectors.toSet());
    }

    private Set<String> newThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.equals(TestScheduler.THREAD))
                .filter(name -> !name.startsWith("awaitility"))
                .collect(Collectors.toSet());
    }

    /** Takes the first port of each exclusive claim. */
    private static List<AutoCloseable> hold(List<PortClaim> claims) throws IOException {
        List<AutoCloseable> holders = new ArrayList<>();
        for (PortClaim claim : claims) {
            if (!claim.shared() && claim.firstPort() == claim.lastPort()) {
                holders.add(bind(claim));
            }
        }
        return holders;
    }

    private static void release(List<AutoCloseable> holders) throws IOException {
        for (AutoCloseable holder : holders) {
            try {
                holder.close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private void assertPortsFree(Printer printer) {
        for (PortClaim claim : claimsOf(printer)) {
            assertThatCode(() -> bind(claim).close()).as("%s is free", claim).doesNotThrowAnyException();
        }
    }

    private static AutoCloseable bind(PortClaim claim) throws IOException {
        InetSocketAddress local = new InetSocketAddress(claim.address(), claim.firstPort());
        return claim.transport() == PortClaim.Transport.TCP ? tcp(local) : udp(local, claim.shared());
    }

    private static ServerSocket tcp(InetSocketAddress local) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(local);
        return socket;
    }

    private static DatagramSocket udp(InetSocketAddress local, boolean shared) throws SocketException {
        DatagramSocket socket = new DatagramSocket(null);
        socket.setReuseAddress(shared);
        socket.bind(local);
        return socket;
    }
}
