package org.printfarm.host.app;

import java.util.HashSet;
import java.util.Set;
import org.printfarm.host.access.Scope;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PrinterEntry;

/**
 * What a scope holds of a farm as it is configured now.
 *
 * @param printers the ids of those named, and of those that send to a pool that is named
 * @param machines the ids of those that these printers send to
 */
record Reach(Set<String> printers, Set<String> machines) {

    static Reach of(Scope scope, FarmConfig config) {
        Set<String> printers = new HashSet<>();
        Set<String> machines = new HashSet<>();
        for (PrinterEntry entry : config.printers()) {
            boolean named = scope.isWhole()
                    || scope.entries().contains(entry.printer().id())
                    || entry.sendTo()
                            .filter(to -> scope.entries().contains(Scope.POOL + to.machine()))
                            .isPresent();
            if (named) {
                printers.add(entry.printer().id());
                entry.sendTo().ifPresent(to -> machines.add(to.machine()));
            }
        }
        return new Reach(Set.copyOf(printers), Set.copyOf(machines));
    }
}
