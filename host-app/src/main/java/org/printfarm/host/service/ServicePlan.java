package org.printfarm.host.service;

import java.util.List;
import java.util.function.Predicate;
import org.printfarm.api.Printer;

/**
 * What is to run. Nothing of it has touched the network.
 *
 * @param printers all printers, those without any service as well, in the order of the file
 * @param services every service that is on and could be planned, printer by printer
 */
public record ServicePlan(List<Printer> printers, List<PlannedService<?>> services) {

    public ServicePlan {
        printers = List.copyOf(printers);
        services = List.copyOf(services);
    }

    /** Some of the services, and their printers. */
    public ServicePlan only(Predicate<PlannedService<?>> wanted) {
        List<PlannedService<?>> some = services.stream().filter(wanted).toList();
        return new ServicePlan(
                some.stream().map(PlannedService::printer).distinct().toList(), some);
    }

    /** The part of it that is about some of the printers. */
    public ServicePlan of(Predicate<Printer> wanted) {
        return new ServicePlan(
                printers.stream().filter(wanted).toList(),
                services.stream()
                        .filter(service -> wanted.test(service.printer()))
                        .toList());
    }
}
