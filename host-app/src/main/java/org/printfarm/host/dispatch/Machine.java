package org.printfarm.host.dispatch;

import java.util.Set;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.driver.MachineDescription;
import org.printfarm.host.config.MachineEntry;

/**
 * A machine that can be driven.
 *
 * @param <S> its driver's settings
 * @param entry what the host reads of it
 * @param factory makes its driver
 * @param settings what its driver reads
 * @param description what is known without asking it
 */
public record Machine<S>(MachineEntry entry, DriverFactory<S> factory, S settings, MachineDescription description) {

    String id() {
        return entry.id();
    }

    Set<Capability> kind() {
        return description.capabilities();
    }

    /** Whether its driver would do the same for another of this id. */
    public boolean isReachedAs(Machine<?> other) {
        return factory == other.factory && settings.equals(other.settings) && description.equals(other.description);
    }

    /** Whether somebody has to confirm that its plate is clear: by default where prints are started. */
    boolean hasPlateGate() {
        return entry.plateGate().orElse(kind().contains(Capability.START));
    }

    /** The settings are left out: a driver may keep a secret among them. */
    @Override
    public String toString() {
        return entry.id();
    }
}
