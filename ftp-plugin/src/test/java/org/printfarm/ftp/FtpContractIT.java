package org.printfarm.ftp;

import java.util.Map;
import org.printfarm.api.contract.PrinterServiceContract;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.ftp.session.FtpSettings;

/** The service keeps the contract. Port 990 needs a privilege that a test may not have, so it is another one here. */
class FtpContractIT extends PrinterServiceContract<FtpSettings> {

    @Override
    protected PrinterServiceFactory<FtpSettings> newFactory() {
        return new FtpServiceFactory();
    }

    @Override
    protected TestSettings settings() {
        return TestSettings.of(Map.of("port", "19990"));
    }
}
