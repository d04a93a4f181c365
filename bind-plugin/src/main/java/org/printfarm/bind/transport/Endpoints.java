package org.printfarm.bind.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.printfarm.bind.exchange.Endpoint;

/** Which printer a connection is for. Any thread. */
final class Endpoints {

    private static final InetAddress ANY = new InetSocketAddress(0).getAddress();

    private final ConcurrentMap<InetSocketAddress, Endpoint> byLocal = new ConcurrentHashMap<>();

    void add(Endpoint endpoint) {
        byLocal.put(key(endpoint.local()), endpoint);
    }

    void remove(Endpoint endpoint) {
        byLocal.remove(key(endpoint.local()), endpoint);
    }

    /** The endpoint of exactly this address, or else the one of all addresses. */
    @Nullable
    Endpoint find(@Nullable InetSocketAddress local) {
        if (local == null) {
            return null;
        }
        Endpoint exact = byLocal.get(local);
        return exact != null ? exact : byLocal.get(new InetSocketAddress(ANY, local.getPort()));
    }

    /** One form of the wildcard address, whatever the JDK's preferred family is. */
    private static InetSocketAddress key(InetSocketAddress local) {
        return local.getAddress().isAnyLocalAddress() ? new InetSocketAddress(ANY, local.getPort()) : local;
    }
}
