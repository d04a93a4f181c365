package org.printfarm.ssdp.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.net.BindFaults;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortClaim.Transport;
import org.printfarm.api.service.PortStatus;
import org.printfarm.ssdp.settings.SsdpSettings;

/**
 * The sockets that one printer uses: one to send from, one that hears broadcasts, one for each group. Opens what is missing
 * at each call of {@link #open} and keeps what is there. Owned by the discovery thread.
 */
final class PrinterSockets {

    private final SharedSockets shared;
    private final int port;
    private final Map<Integer, SharedSocket> groups = new HashMap<>();
    private final Place broadcasts = new Place();
    private final Place outlet = new Place();
    private Optional<Fault> groupsFault = Optional.empty();

    /** What one socket is for: the socket, unless it is not open, and why it is not the one that is wanted. */
    private static final class Place {
        private @Nullable SharedSocket socket;
        private Optional<Fault> fault = Optional.empty();
    }

    PrinterSockets(SharedSockets shared, int port) {
        this.shared = shared;
        this.port = port;
    }

    void open(NetworkInterfaceAddress place) {
        openBroadcasts();
        openOutlet(place.source());
        openGroups(place.groups());
    }

    private void openBroadcasts() {
        if (broadcasts.socket != null) {
            return;
        }
        try {
            broadcasts.socket = shared.bound(Addresses.WILDCARD, port);
            broadcasts.fault = Optional.empty();
        } catch (IOException e) {
            broadcasts.fault = Optional.of(cannotOpen(Addresses.WILDCARD, e));
        }
    }

    private void openOutlet(Inet4Address source) {
        if (outlet.socket != null && outlet.socket.key().port() == port) {
            return;
        }
        try {
            SharedSocket opened = shared.bound(source, port);
            release(outlet);
            outlet.socket = opened;
            outlet.fault = Optional.empty();
        } catch (IOException e) {
            openSubstitute(source);
            outlet.fault = Optional.of(cannotOpen(source, e));
        }
    }

    private Fault cannotOpen(Inet4Address local, IOException e) {
        return BindFaults.of(Transport.UDP, new InetSocketAddress(local, port), SsdpSettings.PORT_KEY, e);
    }

    /** Announcing works from any port, so a port that another program keeps to itself costs only the searches. */
    private void openSubstitute(Inet4Address source) {
        if (outlet.socket != null) {
            return;
        }
        try {
            outlet.socket = shared.bound(source, 0);
        } catch (IOException e) {
            // The first failure, which is kept, says the same: the address is not there, or no descriptor is left.
            outlet.socket = null;
        }
    }

    private void openGroups(List<NetworkInterface> wanted) {
        groupsFault = Optional.empty();
        Map<Integer, SharedSocket> old = new HashMap<>(groups);
        for (NetworkInterface nic : wanted) {
            if (old.remove(nic.getIndex()) == null) {
                join(nic);
            }
        }
        old.forEach((index, socket) -> {
            groups.remove(index);
            shared.release(socket);
        });
    }

    private void join(NetworkInterface nic) {
        try {
            groups.put(nic.getIndex(), shared.joined(nic, port));
        } catch (IOException e) {
            groupsFault = Optional.of(AirFaults.cannotJoin(e, nic.getName()));
        }
    }

    Optional<SharedSocket> outlet() {
        return Optional.ofNullable(outlet.socket);
    }

    /** The first trouble with opening, if any. */
    Optional<Fault> fault() {
        return outlet.fault.or(() -> broadcasts.fault).or(() -> groupsFault);
    }

    /** How each claim is. */
    List<PortStatus> ports(List<PortClaim> claims) {
        List<PortStatus> ports = new ArrayList<>();
        for (PortClaim claim : claims) {
            boolean all = claim.address().isAnyLocalAddress();
            Optional<Fault> fault = all ? broadcasts.fault : outlet.fault;
            ports.add(new PortStatus(claim, fault));
        }
        return ports;
    }

    void close() {
        release(outlet);
        release(broadcasts);
        groups.values().forEach(shared::release);
        groups.clear();
    }

    private void release(Place place) {
        if (place.socket != null) {
            shared.release(place.socket);
            place.socket = null;
        }
    }
}
