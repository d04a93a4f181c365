package org.printfarm.host.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A printer of the farm.
 *
 * @param id its id
 * @param name what slicers show
 * @param model for instance {@code P1S}
 * @param serial its serial
 * @param address where it answers; null when slicers send to it through the print-host door alone
 * @param advertise where slicers are told to dial; null without an address
 * @param services its services by type
 * @param sendTo the machine or pool that its jobs go to; null when they stay here
 * @param certificateUntil when its certificate expires, ISO 8601; a start issues it anew 90 days before, with the same key; null
 *     while it has none
 */
public record PrinterView(
        String id,
        String name,
        String model,
        String serial,
        @Nullable String address,
        @Nullable String advertise,
        Map<String, Service> services,
        @JsonProperty("send-to") @Nullable String sendTo,
        @JsonProperty("certificate-until") @Nullable String certificateUntil) {

    /**
     * One service.
     *
     * @param on whether it is switched on
     * @param ports what it claims, for instance {@code tcp 192.168.1.51:3000}
     */
    public record Service(boolean on, List<String> ports) {}
}
