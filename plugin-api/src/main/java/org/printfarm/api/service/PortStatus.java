package org.printfarm.api.service;

import java.util.Optional;

/**
 * How one claimed port is.
 *
 * @param claim the port, as in {@link PrinterServiceFactory#claims}
 * @param fault why it is not listening; empty when it is
 * @since 1.0
 */
public record PortStatus(PortClaim claim, Optional<Fault> fault) {

    /**
     * A port that is served.
     *
     * @param claim the port
     * @return without a fault
     */
    public static PortStatus listening(PortClaim claim) {
        return new PortStatus(claim, Optional.empty());
    }

    /**
     * A port that is not served.
     *
     * @param claim the port
     * @param fault why not
     * @return with the fault
     */
    public static PortStatus down(PortClaim claim, Fault fault) {
        return new PortStatus(claim, Optional.of(fault));
    }

    /**
     * Whether the port is served.
     *
     * @return true when there is no fault
     */
    public boolean isListening() {
        return fault.isEmpty();
    }
}
