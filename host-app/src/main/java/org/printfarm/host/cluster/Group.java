package org.printfarm.host.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.MachineEntry;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.job.store.HostEpoch;

/**
 * What one host has as a whole: printers, the machine or pool that they send to, and its machines. So a printer that shows a machine has
 * it beside it.
 *
 * @param what a kind and an id each, as {@link #PRINTER}{@code bay-1}; never empty
 */
public record Group(SortedSet<String> what) {

    public static final String PRINTER = "printer/";
    public static final String MACHINE = HostEpoch.MACHINE;
    public static final String POOL = "pool/";

    public Group {
        what = Collections.unmodifiableSortedSet(new TreeSet<>(what));
    }

    /** What it is called by. */
    public String id() {
        return what.first();
    }

    /** Those of a configuration, by their names; each printer, machine and pool is in one of them. */
    public static List<Group> of(FarmConfig config) {
        Map<String, String> parents = new HashMap<>();
        for (PoolEntry pool : config.pools()) {
            for (String machine : pool.machines()) {
                join(parents, POOL + pool.id(), MACHINE + machine);
            }
        }
        for (MachineEntry machine : config.machines()) {
            join(parents, MACHINE + machine.id(), MACHINE + machine.id());
        }
        for (PrinterEntry entry : config.printers()) {
            String printer = PRINTER + entry.printer().id();
            String goal = entry.sendTo().map(to -> to.goal()).orElse("");
            boolean isPool = parents.containsKey(POOL + goal);
            join(parents, printer, goal.isEmpty() ? printer : (isPool ? POOL : MACHINE) + goal);
        }
        Map<String, SortedSet<String>> groups = new TreeMap<>();
        parents.keySet()
                .forEach(name -> groups.computeIfAbsent(root(parents, name), root -> new TreeSet<>())
                        .add(name));
        return new ArrayList<>(groups.values().stream().map(Group::new).toList());
    }

    private static void join(Map<String, String> parents, String one, String other) {
        parents.putIfAbsent(one, one);
        parents.putIfAbsent(other, other);
        parents.put(root(parents, one), root(parents, other));
    }

    /** Of all that is joined, the same; the ways to it are made short. */
    private static String root(Map<String, String> parents, String name) {
        String parent = parents.getOrDefault(name, name);
        if (parent.equals(name)) {
            return name;
        }
        String root = root(parents, parent);
        parents.put(name, root);
        return root;
    }
}
