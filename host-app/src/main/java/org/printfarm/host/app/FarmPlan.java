package org.printfarm.host.app;

import java.util.List;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.dispatch.Machine;
import org.printfarm.host.service.PlannedFarmService;
import org.printfarm.host.service.ServicePlan;

/**
 * What a configuration comes to with the plugins that there are.
 *
 * @param config what the operator wrote
 * @param services what would run
 * @param machines the machines that there would be, in the order of the file
 * @param farmServices what would serve the farm as a whole
 */
record FarmPlan(
        FarmConfig config, ServicePlan services, List<Machine<?>> machines, List<PlannedFarmService<?>> farmServices) {

    FarmPlan {
        machines = List.copyOf(machines);
        farmServices = List.copyOf(farmServices);
    }
}
