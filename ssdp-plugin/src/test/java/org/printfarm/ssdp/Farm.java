package org.printfarm.ssdp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.RecordingContext;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.ServiceStatus;

/** A plugin as the host would drive it, on a port of the test's own. */
final class Farm implements AutoCloseable {

    private final SsdpServiceFactory factory = new SsdpServiceFactory();
    private final Map<String, String> settings = new HashMap<>();
    private final List<Running> all = new ArrayList<>();
    private final int port;

    /** One printer's service and what it told. */
    record Running(Printer printer, PrinterService service, RecordingContext context) implements AutoCloseable {

        ServiceStatus start() {
            return service.start();
        }

        String serial() {
            return printer.identity().serial();
        }

        @Override
        public void close() {
            service.close();
            context.close();
        }
    }

    Farm() throws IOException {
        this(Ports.unused());
    }

    Farm(int port) {
        this.port = port;
        settings.put("port", Integer.toString(port));
    }

    int port() {
        return port;
    }

    /** For the printers that are made from now on. */
    Farm with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Running make(Printer printer) {
        RecordingContext context = new RecordingContext(printer);
        TestSettings in = TestSettings.of(settings);
        Running made = new Running(printer, factory.create(context, factory.readSettings(in)), context);
        all.add(made);
        return made;
    }

    Running start(Printer printer) {
        Running made = make(printer);
        made.start();
        return made;
    }

    @Override
    public void close() {
        all.forEach(Running::close);
        factory.close();
    }
}
