package org.printfarm.host.app;

import java.net.Inet4Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.printfarm.api.Printer;
import org.printfarm.host.config.FarmAddresses;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.dispatch.Machine;
import org.printfarm.host.dispatch.PoolPlan;
import org.printfarm.host.service.PlannedFarmService;
import org.printfarm.host.service.ServicePlan;

/**
 * What a configuration comes to with the plugins that there are, and what this host has of it.
 *
 * @param config what the operator wrote
 * @param services what would run
 * @param machines the machines that there would be, in the order of the file
 * @param farmServices what would serve the farm as a whole
 * @param share what of it this host has
 */
record FarmPlan(
        FarmConfig config,
        ServicePlan services,
        List<Machine<?>> machines,
        List<PlannedFarmService<?>> farmServices,
        Share share) {

    FarmPlan {
        machines = List.copyOf(machines);
        farmServices = List.copyOf(farmServices);
    }

    /** The same for a host that has this of it. */
    FarmPlan with(Share other) {
        return new FarmPlan(config, services, machines, farmServices, other);
    }

    /** The services that this host runs. */
    ServicePlan ownServices() {
        return services.of(printer -> share.hasPrinter(printer.id()));
    }

    /** The machines that this host reaches. */
    List<Machine<?>> ownMachines() {
        return machines.stream()
                .filter(machine -> share.hasMachine(machine.entry().id()))
                .<Machine<?>>map(machine -> machine)
                .toList();
    }

    /** Its pools, and what is known of all printers. */
    PoolPlan ownPools() {
        PoolPlan all = PoolPlan.of(config);
        return new PoolPlan(
                all.pools().stream().filter(pool -> share.hasPool(pool.id())).toList(), all.senders());
    }

    /** The ids of its printers. */
    Set<String> ownPrinters() {
        return config.printers().stream()
                .map(PrinterEntry::printer)
                .map(Printer::id)
                .filter(share::hasPrinter)
                .collect(Collectors.toSet());
    }

    /** Those of them that slicers dial. */
    List<Printer> ownDialled() {
        return config.dialled().stream()
                .filter(printer -> share.hasPrinter(printer.id()))
                .toList();
    }

    /** The addresses that they were given. */
    FarmAddresses ownAddresses() {
        Map<String, Inet4Address> given = new LinkedHashMap<>(config.addresses().given());
        given.keySet().removeIf(printer -> !share.hasPrinter(printer));
        return new FarmAddresses(config.addresses().rules(), given);
    }
}
