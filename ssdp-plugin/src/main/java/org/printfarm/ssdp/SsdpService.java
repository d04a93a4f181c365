package org.printfarm.ssdp;

import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.ssdp.net.AnnouncedPrinter;
import org.printfarm.ssdp.net.Discovery;

/** The discovery of one printer: announces it from {@link #start} on and says good-bye on {@link #close}. */
final class SsdpService implements PrinterService {

    private final Discovery discovery;
    private final AnnouncedPrinter printer;
    private volatile boolean closed;

    SsdpService(Discovery discovery, AnnouncedPrinter printer) {
        this.discovery = discovery;
        this.printer = printer;
    }

    @Override
    public ServiceStatus start() {
        return closed ? new ServiceStatus.Stopped() : discovery.start(printer);
    }

    @Override
    public void close() {
        closed = true;
        discovery.stop(printer);
    }
}
