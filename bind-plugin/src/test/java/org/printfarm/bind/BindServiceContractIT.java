package org.printfarm.bind;

import org.printfarm.api.contract.PrinterServiceContract;
import org.printfarm.api.service.PrinterServiceFactory;

/** The bind service keeps the contract of all services. */
class BindServiceContractIT extends PrinterServiceContract<BindSettings> {

    @Override
    protected PrinterServiceFactory<BindSettings> newFactory() {
        return new BindServiceFactory();
    }
}
