package org.printfarm.mqtt;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.RecordingContext;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.ServiceStatus;

/** One factory and the printers it serves, on loopback addresses of their own. Closes all of them. */
public final class TestFarm implements AutoCloseable {

    private final MqttServiceFactory factory = new MqttServiceFactory();
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** A running printer. */
    public record Running(RecordingContext context, PrinterService service, InetSocketAddress address) {

        public String serial() {
            return context.printer().identity().serial();
        }
    }

    /** Starts a P1S with default settings. */
    public Running start() {
        return start(TestPrinters.next(), Map.of());
    }

    /** Starts a printer. */
    public Running start(Printer printer, Map<String, String> values) {
        return start(printer, values, TestTls.shared());
    }

    /** Starts a printer with the TLS of another library. */
    public Running start(Printer printer, Map<String, String> values, PrinterTls tls) {
        RecordingContext context = new RecordingContext(printer);
        context.secureWith(tls);
        opened.add(context);
        MqttSettings settings = factory.readSettings(TestSettings.of(values));
        PrinterService service = factory.create(context, settings);
        opened.add(service);
        ServiceStatus status = service.start();
        if (!(status instanceof ServiceStatus.Running)) {
            throw new IllegalStateException("not running: " + status);
        }
        return new Running(context, service, new InetSocketAddress(printer.bindAddress(), settings.port()));
    }

    @Override
    public void close() {
        for (int index = opened.size() - 1; index >= 0; index--) {
            try {
                opened.get(index).close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        factory.close();
    }
}
