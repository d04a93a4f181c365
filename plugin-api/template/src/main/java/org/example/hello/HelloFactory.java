package org.example.hello;

import java.io.IOException;
import java.nio.channels.AsynchronousChannelGroup;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pf4j.Extension;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.settings.SettingsReader;

/** The one entrance. It owns what the services share: a printer more must not cost a thread more. */
@Extension
public final class HelloFactory implements PrinterServiceFactory<HelloSettings> {

    private AsynchronousChannelGroup group;

    @Override
    public String type() {
        return "hello";
    }

    @Override
    public HelloSettings readSettings(SettingsReader settings) {
        return HelloSettings.read(settings);
    }

    @Override
    public List<PortClaim> claims(Printer printer, HelloSettings settings) {
        return List.of(PortClaim.tcp(printer.bindAddress(), settings.port()));
    }

    @Override
    public PrinterService create(PrinterContext context, HelloSettings settings) {
        return new HelloService(
                this, context, claims(context.printer(), settings).get(0), settings);
    }

    /** One thread for all printers; made when the first service starts, because nothing may be opened before. */
    synchronized AsynchronousChannelGroup group() throws IOException {
        if (group == null) {
            group = AsynchronousChannelGroup.withFixedThreadPool(1, work -> {
                Thread thread = new Thread(work, "hello");
                thread.setDaemon(true);
                return thread;
            });
        }
        return group;
    }

    @Override
    public synchronized void close() {
        if (group == null) {
            return;
        }
        try {
            group.shutdownNow();
            group.awaitTermination(4, TimeUnit.SECONDS);
        } catch (IOException ignored) {
            // a channel that cannot be closed is closed with the process
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
