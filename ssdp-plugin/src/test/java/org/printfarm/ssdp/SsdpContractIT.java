package org.printfarm.ssdp;

import java.io.IOException;
import java.util.Map;
import org.printfarm.api.contract.PrinterServiceContract;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.ssdp.settings.SsdpSettings;

/** Discovery keeps the contract of all services. */
class SsdpContractIT extends PrinterServiceContract<SsdpSettings> {

    private final String port;

    SsdpContractIT() throws IOException {
        port = Integer.toString(Ports.unused());
    }

    @Override
    protected PrinterServiceFactory<SsdpSettings> newFactory() {
        return new SsdpServiceFactory();
    }

    @Override
    protected TestSettings settings() {
        return TestSettings.of(Map.of("port", port));
    }
}
