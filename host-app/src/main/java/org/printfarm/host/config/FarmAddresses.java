package org.printfarm.host.config;

import java.net.Inet4Address;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The addresses of the printers that have {@code address: auto}.
 *
 * @param rules how they come to be
 * @param given by the printer's id, in the order of the file
 */
public record FarmAddresses(AddressRules rules, Map<String, Inet4Address> given) {

    /** Of a farm whose printers all name theirs. */
    public static final FarmAddresses NONE = new FarmAddresses(AddressRules.NONE, Map.of());

    /** Keeps the order. */
    public FarmAddresses {
        given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    /**
     * Those that the farm makes itself.
     *
     * @return by the printer's id; empty when the operator makes them
     */
    public Map<String, Inet4Address> made() {
        return rules.isMaking() ? given : Map.of();
    }
}
