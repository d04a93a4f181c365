package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.RecordingContext;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.ServiceStatus;

/** The plugin with printers on loopback addresses of their own. */
final class TestFarm implements AutoCloseable {

    static final int PORT = 19990;

    private final FtpServiceFactory factory = new FtpServiceFactory();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** One printer that is up. */
    record TestPrinter(RecordingContext context, PrinterService service) {
        String host() {
            return context.printer().bindAddress().getHostAddress();
        }

        String url() {
            return "ftps://" + host() + ":" + PORT + "/";
        }
    }

    TestPrinter printer() {
        return printer(Map.of());
    }

    TestPrinter printer(Map<String, String> settings) {
        return printer(TestPrinters.next(), settings);
    }

    TestPrinter printer(Printer printer, Map<String, String> settings) {
        RecordingContext context = new RecordingContext(printer);
        return start(context, context, settings);
    }

    /** A printer with somebody's TLS engines. */
    TestPrinter printer(Library library, Map<String, String> settings) {
        RecordingContext context = new RecordingContext(TestPrinters.next());
        context.secureWith(library.tls());
        return start(context, context, settings);
    }

    /** A printer whose uploads go to another intake. */
    TestPrinter printer(JobIntake intake, Map<String, String> settings) {
        RecordingContext context = new RecordingContext(TestPrinters.next());
        return start(context, new OtherIntake(context, intake), settings);
    }

    private TestPrinter start(RecordingContext recording, PrinterContext context, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("port", Integer.toString(PORT));
        TestSettings reader = TestSettings.of(all);
        PrinterService service = factory.create(context, factory.readSettings(reader));
        assertThat(reader.mistakes()).isEmpty();
        assertThat(service.start()).isInstanceOf(ServiceStatus.Running.class);
        open.push(service);
        open.add(recording);
        return new TestPrinter(recording, service);
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        factory.close();
    }
}
