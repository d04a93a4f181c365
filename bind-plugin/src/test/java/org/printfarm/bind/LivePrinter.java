package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.RecordingContext;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.ServiceStatus;

/** A printer whose bind service runs, with what it published. */
public final class LivePrinter implements AutoCloseable {

    /** How long events may take on a loaded machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(5);

    private final Printer printer;
    private final RecordingContext context;
    private final PrinterService service;
    private final ServiceStatus status;
    private final BindSettings settings;

    private LivePrinter(BindServiceFactory factory, Printer printer, PrinterTls tls, Map<String, String> settings) {
        this.printer = printer;
        this.context = new RecordingContext(printer);
        context.secureWith(tls);
        this.settings = factory.readSettings(TestSettings.of(settings));
        this.service = factory.create(context, this.settings);
        this.status = service.start();
    }

    /** On an address of its own, default settings. */
    public static LivePrinter start(BindServiceFactory factory) {
        return start(factory, TestPrinters.next(), Map.of());
    }

    /** As given. */
    public static LivePrinter start(BindServiceFactory factory, Printer printer, Map<String, String> settings) {
        return start(factory, printer, TestTls.shared(), settings);
    }

    /** As given, with another TLS. */
    public static LivePrinter start(
            BindServiceFactory factory, Printer printer, PrinterTls tls, Map<String, String> settings) {
        return new LivePrinter(factory, printer, tls, settings);
    }

    public ServiceStatus status() {
        return status;
    }

    /** What the host knows of the service. */
    public RecordingContext context() {
        return context;
    }

    public PrinterService service() {
        return service;
    }

    public Printer printer() {
        return printer;
    }

    public List<PrinterEvent> events() {
        return context.events();
    }

    public InetSocketAddress plain() {
        return new InetSocketAddress(address(), settings.plainPort());
    }

    public InetSocketAddress tls() {
        return new InetSocketAddress(address(), settings.tlsPort());
    }

    private Inet4Address address() {
        return printer.advertisedAddress();
    }

    /** The whole reply to the captured request, made without the code under test. */
    public byte[] expectedReply() {
        return expectedReply("3021");
    }

    /** The whole reply with a {@code sequence_id}. */
    public byte[] expectedReply(String sequenceId) {
        return Wire.frame(
                "{\"login\":{\"bind\":\"free\",\"command\":\"detect\",\"connect\":\"lan\",\"dev_cap\":1,\"id\":\""
                        + printer.identity().serial() + "\",\"model\":\"C12\",\"name\":\""
                        + printer.identity().name() + "\",\"sequence_id\":" + sequenceId
                        + ",\"version\":\"01.09.00.00\"}}");
    }

    /** Waits for that many events and returns them. */
    public List<PrinterEvent> awaitEvents(int count) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events()).hasSizeGreaterThanOrEqualTo(count));
        assertThat(events()).hasSize(count);
        return events();
    }

    /** Waits for the first event and asserts that it is this and the only one. */
    public void assertOnlyEvent(PrinterEvent.Kind kind, String code) {
        assertThat(awaitEvents(1)).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(kind);
            assertThat(event.code()).isEqualTo(code);
        });
    }

    @Override
    public void close() {
        service.close();
        context.close();
    }
}
