package org.printfarm.mqtt;

import org.printfarm.api.contract.PrinterServiceContract;
import org.printfarm.api.service.PrinterServiceFactory;

/** The service keeps the contract of all services. */
class MqttServiceContractIT extends PrinterServiceContract<MqttSettings> {

    @Override
    protected PrinterServiceFactory<MqttSettings> newFactory() {
        return new MqttServiceFactory();
    }
}
