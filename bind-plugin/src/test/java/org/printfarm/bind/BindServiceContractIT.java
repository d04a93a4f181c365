package org.printfarm.bind;

import org.printfarm.api.PrinterServiceFactory;
import org.printfarm.api.contract.PrinterServiceContract;

/** The bind service keeps the contract of all services. */
class BindServiceContractIT extends PrinterServiceContract<BindSettings> {

    @Override
    protected PrinterServiceFactory<BindSettings> newFactory() {
        return new BindServiceFactory();
    }
}
