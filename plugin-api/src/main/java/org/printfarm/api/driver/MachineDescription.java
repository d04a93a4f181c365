package org.printfarm.api.driver;

import java.util.Optional;
import java.util.Set;
import org.printfarm.api.PrinterModel;

/**
 * What the configuration says of a machine.
 *
 * @param model which printer it is; empty when it is none
 * @param serial its serial; empty when it has none or none is given. Two machines with one serial are a mistake
 * @param address where it is reached, for people: an address, a folder, a host of a URL; never a secret. Two machines with one
 *     address are a mistake
 * @param capabilities what this kind of machine can do at best; {@link MachineStatus#capabilities} tells what this one can now
 * @since 1.0
 */
public record MachineDescription(
        Optional<PrinterModel> model, Optional<String> serial, Optional<String> address, Set<Capability> capabilities) {

    /**
     * Copies the set.
     *
     * @param model see above
     * @param serial see above
     * @param address see above
     * @param capabilities see above
     */
    public MachineDescription {
        capabilities = Set.copyOf(capabilities);
    }
}
