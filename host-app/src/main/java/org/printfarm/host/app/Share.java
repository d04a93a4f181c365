package org.printfarm.host.app;

import java.util.Optional;
import java.util.Set;
import org.printfarm.host.cluster.Group;

/**
 * What this host has of a farm.
 *
 * @param names as in {@link Group}; empty for all that there is
 */
record Share(Optional<Set<String>> names) {

    /** Of one host alone. */
    static final Share ALL = new Share(Optional.empty());

    /** Of one among several. */
    static Share of(Set<String> names) {
        return new Share(Optional.of(Set.copyOf(names)));
    }

    boolean hasPrinter(String id) {
        return has(Group.PRINTER + id);
    }

    boolean hasMachine(String id) {
        return has(Group.MACHINE + id);
    }

    boolean hasPool(String id) {
        return has(Group.POOL + id);
    }

    private boolean has(String name) {
        return names.isEmpty() || names.get().contains(name);
    }
}
