package org.printfarm.ssdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.RecordingContext;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.ssdp.message.Datagrams;

/** An Error inside the thread that serves all printers: who is told, and who is served after it. */
class RestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicBoolean armed = new AtomicBoolean(true);
    private final RecordingContext context = new RecordingContext(TestPrinters.next());
    private final SsdpServiceFactory factory = new SsdpServiceFactory();
    private InetSocketAddress address;
    private PrinterService service;
    private Listener asker;

    @BeforeEach
    void start() throws IOException {
        int port = Ports.unused();
        address = new InetSocketAddress(context.printer().bindAddress(), port);
        Map<String, String> settings = Map.of("port", Integer.toString(port), "interval", "10m");
        service = factory.create(failing(), factory.readSettings(TestSettings.of(settings)));
        assertThat(service.start()).isInstanceOf(ServiceStatus.Running.class);
        asker = Listener.onItsOwn();
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
        factory.close();
        context.close();
        asker.close();
    }

    /** The printer's context, which fails as it is told of the first answer. */
    private PrinterContext failing() {
        return (PrinterContext) Proxy.newProxyInstance(
                PrinterContext.class.getClassLoader(), new Class<?>[] {PrinterContext.class}, (self, method, given) -> {
                    if (method.getName().equals("publish") && armed.getAndSet(false)) {
                        throw new StackOverflowError("made by a test");
                    }
                    try {
                        return method.invoke(context, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void theHostIsToldAndTheOthersAreServed() throws IOException {
        asker.send(Datagrams.read("search-urn"), address);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(context.statuses())
                        .singleElement()
                        .satisfies(status -> {
                            assertThat(status).isInstanceOf(ServiceStatus.Degraded.class);
                            assertThat(((ServiceStatus.Degraded) status).fault().code())
                                    .isEqualTo(FaultCode.INTERNAL);
                        }));
        assertThat(context.codes(PrinterEvent.Kind.FAULT)).containsExactly("RESTARTED");
        assertThat(service.start()).isInstanceOf(ServiceStatus.Running.class);
        await().atMost(PATIENCE).untilAsserted(() -> {
            asker.send(Datagrams.read("search-urn"), address);
            assertThat(context.codes(PrinterEvent.Kind.DISCOVERED)).contains("SEARCH_ANSWERED");
        });
    }
}
