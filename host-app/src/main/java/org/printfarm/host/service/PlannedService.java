package org.printfarm.host.service;

import java.util.List;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;

/**
 * One service of one printer, ready to be made.
 *
 * @param <S> the plugin's settings type
 * @param printer whose service it is
 * @param type the factory's type, for instance {@code bind}
 * @param factory makes it
 * @param settings what the factory read for it
 * @param claims the ports it is going to bind, at least one
 */
public record PlannedService<S>(
        Printer printer, String type, PrinterServiceFactory<S> factory, S settings, List<PortClaim> claims) {

    public PlannedService {
        claims = List.copyOf(claims);
    }

    /** Calls the plugin: on its lane only. */
    PrinterService create(PrinterContext context) {
        return factory.create(context, settings);
    }
}
