package org.example.hello;

import org.printfarm.api.contract.PrinterServiceContract;
import org.printfarm.api.service.PrinterServiceFactory;

/** What every service keeps: close before start, close twice, port freed, port in use, address missing, no thread left. */
final class HelloContractIT extends PrinterServiceContract<HelloSettings> {

    @Override
    protected PrinterServiceFactory<HelloSettings> newFactory() {
        return new HelloFactory();
    }
}
