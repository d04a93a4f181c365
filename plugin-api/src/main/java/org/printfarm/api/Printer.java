package org.printfarm.api;

import java.net.Inet4Address;
import org.printfarm.api.settings.Secret;

/**
 * One virtual printer, as the operator configured it.
 *
 * <p>Slicers dial fixed ports and never say whom they mean: the local address of a connection is what selects the printer.
 *
 * @param id the operator's short name, {@code [a-z0-9-]{1,32}}; stands in log lines
 * @param identity who the printer says it is
 * @param bindAddress the address its services listen on; {@code 0.0.0.0} makes it the printer of all addresses of this
 *     machine that no other printer has
 * @param advertisedAddress the address that slicers are told to dial; never {@code 0.0.0.0}
 * @param accessCode what a slicer must present over MQTT and FTPS: 8 of {@code A-Z a-z 0-9}
 * @param loadout what it is fitted and loaded with
 * @since 1.0
 */
public record Printer(
        String id,
        PrinterIdentity identity,
        Inet4Address bindAddress,
        Inet4Address advertisedAddress,
        Secret accessCode,
        Loadout loadout) {

    /**
     * Checks what can be checked without the network.
     *
     * @param id see above
     * @param identity see above
     * @param bindAddress see above
     * @param advertisedAddress see above
     * @param accessCode see above
     * @param loadout see above
     * @throws IllegalArgumentException when the advertised address is the wildcard address, or the model has another number
     *     of nozzles
     */
    public Printer {
        if (advertisedAddress.isAnyLocalAddress()) {
            throw new IllegalArgumentException(
                    "advertised address: expected an address a slicer can dial, not 0.0.0.0");
        }
        if (loadout.nozzles().size() != identity.model().nozzles()) {
            throw new IllegalArgumentException("loadout: expected a nozzle for each extruder of the model");
        }
    }

    /**
     * A printer with the loadout that its model has when nobody says otherwise.
     *
     * @param id see above
     * @param identity see above
     * @param bindAddress see above
     * @param advertisedAddress see above
     * @param accessCode see above
     */
    public Printer(
            String id,
            PrinterIdentity identity,
            Inet4Address bindAddress,
            Inet4Address advertisedAddress,
            Secret accessCode) {
        this(id, identity, bindAddress, advertisedAddress, accessCode, Loadout.standard(identity.model()));
    }
}
