package org.printfarm.ssdp.net;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.util.Optional;

/**
 * One way on which an announcement leaves.
 *
 * @param address a broadcast address or the multicast group
 * @param multicastOn for the group: the interface to leave by
 */
record Route(Inet4Address address, Optional<NetworkInterface> multicastOn) {

    static Route broadcast(Inet4Address address) {
        return new Route(address, Optional.empty());
    }

    static Route multicast(NetworkInterface nic) {
        return new Route(Addresses.GROUP, Optional.of(nic));
    }
}
