package org.printfarm.bench.farm;

import java.io.IOException;
import org.printfarm.bench.machine.FreePorts;

/**
 * Where a farm's printers listen: the same ports on each address.
 *
 * @param plain detect
 * @param tls detect with TLS
 * @param ssdp discovery, UDP
 * @param mqtt status
 * @param ftp uploads
 * @param firstPassive uploads, first of ten data ports
 */
public record FarmPorts(int plain, int tls, int ssdp, int mqtt, int ftp, int firstPassive) {

    static final int PASSIVE = 10;

    static FarmPorts take(FreePorts free) throws IOException {
        return new FarmPorts(free.next(), free.next(), free.next(), free.next(), free.next(), free.range(PASSIVE));
    }
}
