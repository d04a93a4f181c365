package org.printfarm.host.dispatch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.printfarm.api.Loadout;
import org.printfarm.api.PrinterModel;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.config.SendTo;

/**
 * What the configuration says of pools and of the printers whose jobs go to machines.
 *
 * @param pools in the order of the file
 * @param senders the printers, by id
 */
public record PoolPlan(List<PoolEntry> pools, Map<String, Sender> senders) {

    /** No pool. */
    public static final PoolPlan NONE = new PoolPlan(List.of(), Map.of());

    /** Copies. */
    public PoolPlan {
        pools = List.copyOf(pools);
        senders = Map.copyOf(senders);
    }

    /**
     * A printer.
     *
     * @param model what it is, for files that do not say what they were sliced for
     * @param tags that its jobs ask of machines
     * @param loadout the filament that it shows when it shows its own
     * @param show what it shows of its pool
     */
    public record Sender(PrinterModel model, Set<String> tags, Loadout loadout, SendTo.Show show) {}

    /** Of a configuration without a mistake. */
    public static PoolPlan of(FarmConfig config) {
        Map<String, Sender> senders = new HashMap<>();
        for (PrinterEntry entry : config.printers()) {
            Set<String> tags = entry.sendTo().map(SendTo::tags).map(Set::copyOf).orElse(Set.of());
            SendTo.Show show = entry.sendTo().map(to -> to.showAt(true)).orElse(SendTo.Show.CONFIGURED);
            senders.put(
                    entry.printer().id(),
                    new Sender(
                            entry.printer().identity().model(),
                            tags,
                            entry.printer().loadout(),
                            show));
        }
        return new PoolPlan(config.pools(), senders);
    }
}
