package org.printfarm.ssdp.net;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.service.Fault;

/**
 * Where a printer is on the network.
 *
 * @param source the address that its datagrams leave from; {@code 0.0.0.0} leaves the choice to the kernel
 * @param ways the broadcast addresses and groups it is announced on
 * @param groups the interfaces on which it listens to the group
 * @param fault what is missing there, if anything
 */
record NetworkInterfaceAddress(
        Inet4Address source, List<Route> ways, List<NetworkInterface> groups, Optional<Fault> fault) {

    NetworkInterfaceAddress {
        ways = List.copyOf(ways);
        groups = List.copyOf(groups);
    }
}
