package org.printfarm.host.event;

import java.time.Instant;
import org.printfarm.api.service.PrinterEvent;

/**
 * What happened at one printer of this farm.
 *
 * @param id counts from 1 without a gap since the host started
 * @param millis when the host was told of it, milliseconds since 1970
 * @param printer the printer's id
 * @param service the type of the service that told of it
 * @param event what happened
 */
public record FarmEvent(long id, long millis, String printer, String service, PrinterEvent event) implements Happening {

    /** When the host was told of it. */
    public Instant time() {
        return Instant.ofEpochMilli(millis);
    }
}
