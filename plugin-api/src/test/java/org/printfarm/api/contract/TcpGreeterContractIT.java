package org.printfarm.api.contract;

import org.printfarm.api.service.PrinterServiceFactory;

/** The contract can be kept: the smallest service keeps it. */
class TcpGreeterContractIT extends PrinterServiceContract<Integer> {

    @Override
    protected PrinterServiceFactory<Integer> newFactory() {
        return new TcpGreeter();
    }
}
