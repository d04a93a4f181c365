package org.printfarm.ssdp.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All open sockets, each once, with their users counted. Owned by the discovery thread. */
final class SharedSockets {

    private static final Logger log = LoggerFactory.getLogger(SharedSockets.class);

    private final Selector selector;
    private final Map<SharedSocket.Key, SharedSocket> open = new HashMap<>();

    SharedSockets(Selector selector) {
        this.selector = selector;
    }

    /** The socket bound to an address, opened when it is not open yet. */
    SharedSocket bound(Inet4Address local, int port) throws IOException {
        return use(new SharedSocket.Key(local, port, 0), Optional.empty());
    }

    /** The socket that hears the group on one interface. */
    SharedSocket joined(NetworkInterface nic, int port) throws IOException {
        return use(new SharedSocket.Key(Addresses.GROUP, port, nic.getIndex()), Optional.of(nic));
    }

    private SharedSocket use(SharedSocket.Key key, Optional<NetworkInterface> joinOn) throws IOException {
        SharedSocket socket = open.get(key);
        if (socket == null) {
            socket = SharedSocket.open(key, joinOn, selector);
            open.put(key, socket);
        }
        socket.addUser();
        return socket;
    }

    void release(SharedSocket socket) {
        try {
            if (socket.removeUser()) {
                open.remove(socket.key());
            }
        } catch (IOException e) {
            open.remove(socket.key());
            log.warn("closing a discovery socket failed: {}", AirFaults.reason(e));
        }
    }

    int size() {
        return open.size();
    }
}
