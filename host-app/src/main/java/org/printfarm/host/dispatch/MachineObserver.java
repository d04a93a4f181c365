package org.printfarm.host.dispatch;

import java.util.List;
import java.util.Optional;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.Tray;

/** Sees how machines are. On the deciding thread; must not wait. */
@FunctionalInterface
public interface MachineObserver {

    /**
     * A machine said how it is, or its job changed.
     *
     * @param machine its id
     * @param status what it said last
     * @param job the id of the job that it has from us
     * @param queued the ids of the jobs that wait for it, the next one first; at most 1,000
     */
    void saw(String machine, MachineStatus status, Optional<String> job, List<String> queued);

    /**
     * What the machines of a pool have loaded, as one printer shows it, is something else from now on.
     *
     * @param pool its id
     * @param trays AMS units of four trays each, as a printer's; empty trays among them
     */
    default void loaded(String pool, List<Tray> trays) {}
}
