package org.printfarm.host.service;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The local ends of the probes that are under way: what a service sees as its peer. Any thread. */
final class OwnProbes {

    private final Set<SocketAddress> underWay = ConcurrentHashMap.newKeySet();

    /** To be told before it connects. */
    void begin(InetSocketAddress local) {
        underWay.add(local);
    }

    void end(InetSocketAddress local) {
        underWay.remove(local);
    }

    /** Whether a connection with this remote address is the host's own. */
    boolean contains(SocketAddress peer) {
        return underWay.contains(peer);
    }
}
