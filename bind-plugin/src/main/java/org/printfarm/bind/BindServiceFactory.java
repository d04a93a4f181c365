package org.printfarm.bind;

import java.util.List;
import org.pf4j.Extension;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.settings.SettingsReader;
import org.printfarm.bind.transport.BindAcceptors;

/** The bind service for every printer: owns the acceptors that all of them share. */
@Extension
public final class BindServiceFactory implements PrinterServiceFactory<BindSettings> {

    private final BindAcceptors acceptors;

    /** For PF4J. */
    public BindServiceFactory() {
        this(new BindAcceptors());
    }

    BindServiceFactory(BindAcceptors acceptors) {
        this.acceptors = acceptors;
    }

    @Override
    public String type() {
        return "bind";
    }

    @Override
    public BindSettings readSettings(SettingsReader settings) {
        return BindSettings.read(settings);
    }

    @Override
    public List<PortClaim> claims(Printer printer, BindSettings settings) {
        return List.of(
                PortClaim.tcp(printer.bindAddress(), settings.plainPort()),
                PortClaim.tcp(printer.bindAddress(), settings.tlsPort()));
    }

    @Override
    public PrinterService create(PrinterContext context, BindSettings settings) {
        return new BindService(context, claims(context.printer(), settings), settings, acceptors);
    }

    @Override
    public void close() {
        acceptors.close();
    }
}
