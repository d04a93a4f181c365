package org.printfarm.ssdp;

import org.printfarm.api.PrinterService;
import org.printfarm.api.ServiceStatus;
import org.printfarm.ssdp.net.Discovery;
import org.printfarm.ssdp.net.Station;

/** The discovery of one printer: announces it from {@link #start} on and says good-bye on {@link #close}. */
final class SsdpService implements PrinterService {

    private final Discovery discovery;
    private final Station station;
    private volatile boolean closed;

    SsdpService(Discovery discovery, Station station) {
        this.discovery = discovery;
        this.station = station;
    }

    @Override
    public ServiceStatus start() {
        return closed ? new ServiceStatus.Stopped() : discovery.start(station);
    }

    @Override
    public void close() {
        closed = true;
        discovery.stop(station);
    }
}
