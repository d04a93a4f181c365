package org.printfarm.api.job;

import java.util.List;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus.Temperatures;
import org.printfarm.api.driver.Tray;

/**
 * What a printer shows of the machine that its prints go to, beside the print itself. Immutable.
 *
 * @param temperatures how hot its parts are, as far as it tells
 * @param trays the filament that it holds; empty when it tells nothing of it
 * @param faults what is wrong with it, with its own numbers in {@link MachineFault#detail}
 * @since 1.0
 */
public record MachineReadings(Temperatures temperatures, List<Tray> trays, List<MachineFault> faults) {

    /**
     * Copies the lists.
     *
     * @param temperatures see above
     * @param trays see above
     * @param faults see above
     */
    public MachineReadings {
        trays = List.copyOf(trays);
        faults = List.copyOf(faults);
    }
}
