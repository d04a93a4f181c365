package org.printfarm.host.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one service of one printer is.
 *
 * @param printer the printer's id; {@code (farm)} for a service of the farm itself
 * @param service its type
 * @param status running, degraded, failed or stopped
 * @param reason a code of the first trouble; null for none
 * @param text the same for people; null for none
 * @param ports each port that it claims
 */
public record ServiceView(
        String printer,
        String service,
        String status,
        @Nullable String reason,
        @Nullable String text,
        List<Port> ports) {

    /**
     * One port.
     *
     * @param port for instance {@code tcp 192.168.1.51:3000}
     * @param listening whether it is served
     * @param reason a code of why not; null when it is
     */
    public record Port(
            String port, boolean listening, @Nullable String reason) {}
}
