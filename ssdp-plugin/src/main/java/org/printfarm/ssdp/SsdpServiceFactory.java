package org.printfarm.ssdp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.pf4j.Extension;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.settings.SettingsReader;
import org.printfarm.ssdp.net.AnnouncedPrinter;
import org.printfarm.ssdp.net.Discovery;
import org.printfarm.ssdp.settings.SsdpSettings;

/** Makes discovery services. All of them share one thread and its sockets. */
@Extension
public final class SsdpServiceFactory implements PrinterServiceFactory<SsdpSettings> {

    private final Discovery discovery = new Discovery();

    /** Opens nothing. */
    public SsdpServiceFactory() {
        // PF4J asks for a public constructor without parameters.
    }

    @Override
    public String type() {
        return "ssdp";
    }

    @Override
    public SsdpSettings readSettings(SettingsReader settings) {
        return SsdpSettings.read(settings);
    }

    /** The printer's own address, to send from and for searches to it alone; and all addresses, for broadcasts. */
    @Override
    public List<PortClaim> claims(Printer printer, SsdpSettings settings) {
        PortClaim broadcasts = PortClaim.sharedUdp(allAddresses(), settings.port());
        return printer.bindAddress().isAnyLocalAddress()
                ? List.of(broadcasts)
                : List.of(PortClaim.sharedUdp(printer.bindAddress(), settings.port()), broadcasts);
    }

    @Override
    public PrinterService create(PrinterContext context, SsdpSettings settings) {
        return new SsdpService(discovery, new AnnouncedPrinter(context, settings, claims(context.printer(), settings)));
    }

    @Override
    public void close() {
        discovery.close();
    }

    private static Inet4Address allAddresses() {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[4]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an IPv4 address", e);
        }
    }
}
