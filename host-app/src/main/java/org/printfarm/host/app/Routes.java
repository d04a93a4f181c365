package org.printfarm.host.app;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.MachineEntry;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.config.SendTo;
import org.printfarm.host.job.JobRouting.Route;

/** Where the jobs of printers go, by the configuration. */
final class Routes {

    private Routes() {}

    /** By the id of the printer. */
    static Map<String, Route> of(FarmConfig config) {
        Map<String, MachineEntry> machines =
                config.machines().stream().collect(Collectors.toMap(MachineEntry::id, machine -> machine));
        Map<String, Route> routes = new HashMap<>();
        for (PrinterEntry entry : config.printers()) {
            entry.sendTo()
                    .ifPresent(to -> routes.put(
                            entry.printer().id(),
                            new Route(
                                    to.machine(),
                                    takesUploads(machines.get(to.machine())),
                                    to.show() == SendTo.Show.MIRROR)));
        }
        return routes;
    }

    private static boolean takesUploads(@Nullable MachineEntry machine) {
        return machine != null && machine.takes() == MachineEntry.Takes.UPLOADS;
    }
}
