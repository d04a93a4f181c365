package org.printfarm.host.view;

import java.util.List;
import java.util.Map;

/**
 * A printer of the farm.
 *
 * @param id its id
 * @param name what slicers show
 * @param model for instance {@code P1S}
 * @param serial its serial
 * @param address where it answers
 * @param advertise where slicers are told to dial
 * @param services its services by type
 */
public record PrinterView(
        String id,
        String name,
        String model,
        String serial,
        String address,
        String advertise,
        Map<String, Service> services) {

    /**
     * One service.
     *
     * @param on whether it is switched on
     * @param ports what it claims, for instance {@code tcp 192.168.1.51:3000}
     */
    public record Service(boolean on, List<String> ports) {}
}
