package org.printfarm.ftp;

import java.util.List;
import org.pf4j.Extension;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.settings.SettingsReader;
import org.printfarm.ftp.session.FtpSettings;
import org.printfarm.ftp.session.SessionContext;

/** Makes the ftp services and owns what they share; see {@link FtpRuntime}. */
@Extension
public final class FtpServiceFactory implements PrinterServiceFactory<FtpSettings> {

    private final FtpRuntime runtime = new FtpRuntime();

    /** Opens nothing; called by PF4J. */
    public FtpServiceFactory() {}

    @Override
    public String type() {
        return SessionContext.SERVICE;
    }

    @Override
    public FtpSettings readSettings(SettingsReader settings) {
        return FtpSettings.read(settings);
    }

    @Override
    public List<PortClaim> claims(Printer printer, FtpSettings settings) {
        return FtpService.claims(printer, settings);
    }

    @Override
    public PrinterService create(PrinterContext context, FtpSettings settings) {
        return new FtpService(context, settings, runtime);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
