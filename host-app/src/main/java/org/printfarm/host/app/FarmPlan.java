package org.printfarm.host.app;

import java.util.List;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.dispatch.Machine;
import org.printfarm.host.service.ServicePlan;

/**
 * What a configuration comes to with the plugins that there are.
 *
 * @param config what the operator wrote
 * @param services what would run
 * @param machines the machines that there would be, in the order of the file
 */
record FarmPlan(FarmConfig config, ServicePlan services, List<Machine<?>> machines) {

    FarmPlan {
        machines = List.copyOf(machines);
    }
}
