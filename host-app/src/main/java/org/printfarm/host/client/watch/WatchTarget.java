package org.printfarm.host.client.watch;

import java.util.Optional;
import org.printfarm.api.settings.Secret;

/**
 * Whom to watch.
 *
 * @param host an address or a name
 * @param port 1 to 65535
 * @param accessCode the printer's access code
 * @param serial the printer's serial; when empty, the name in its certificate is taken, which is the serial
 */
public record WatchTarget(String host, int port, Secret accessCode, Optional<String> serial) {

    /** The port that slicers dial. */
    public static final int DEFAULT_PORT = 8883;
}
