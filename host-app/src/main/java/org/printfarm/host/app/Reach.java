package org.printfarm.host.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.printfarm.host.access.Scope;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.config.PrinterEntry;

/**
 * What a scope holds of a farm as it is configured now.
 *
 * @param printers the ids of those named, and of those that send to a pool that is named
 * @param machines the ids of those that these printers send to, and of their pools
 */
record Reach(Set<String> printers, Set<String> machines) {

    static Reach of(Scope scope, FarmConfig config) {
        Set<String> printers = new HashSet<>();
        Set<String> machines = new HashSet<>();
        for (PrinterEntry entry : config.printers()) {
            boolean named = scope.isWhole()
                    || scope.entries().contains(entry.printer().id())
                    || entry.sendTo()
                            .filter(to -> scope.entries().contains(Scope.POOL + to.goal()))
                            .isPresent();
            if (named) {
                printers.add(entry.printer().id());
                entry.sendTo().ifPresent(to -> machines.addAll(members(to.goal(), config)));
            }
        }
        return new Reach(Set.copyOf(printers), Set.copyOf(machines));
    }

    /** A goal itself, and the machines of a pool. */
    private static List<String> members(String goal, FarmConfig config) {
        List<String> members = new ArrayList<>(List.of(goal));
        config.pools().stream()
                .filter(pool -> pool.id().equals(goal))
                .map(PoolEntry::machines)
                .forEach(members::addAll);
        return members;
    }
}
