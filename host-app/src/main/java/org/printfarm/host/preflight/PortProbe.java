package org.printfarm.host.preflight;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.net.BindFaults;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortClaim.Transport;

/**
 * Tries whether a claimed port could be bound right now, by binding and letting go of it. Nothing is sent, and nobody who
 * connects in that moment gets more than a reset.
 */
public final class PortProbe {

    /** Where nothing goes: a datagram socket that is connected has only asked the routes. */
    private static final int DISCARD_PORT = 9;

    private final PortHolders holders;
    private final Optional<Long> friend;
    private final Map<Inet4Address, String> elsewhere;

    /** A probe of this machine. */
    public PortProbe() {
        this(new PortHolders(), Optional.empty(), Map.of());
    }

    private PortProbe(PortHolders holders, Optional<Long> friend, Map<Inet4Address, String> elsewhere) {
        this.holders = holders;
        this.friend = friend;
        this.elsewhere = Map.copyOf(elsewhere);
    }

    /** The same that knows which of some addresses other machines have. Waits a second when some of them are missing here. */
    public PortProbe lookingAround(Collection<Inet4Address> addresses) {
        List<Inet4Address> missing =
                addresses.stream().filter(PortProbe::isMissing).toList();
        return new PortProbe(holders, friend, OtherMachines.having(missing));
    }

    /**
     * A probe that takes no offence at the ports of a running farm.
     *
     * @param farm its process; a port whose holder cannot be known counts as its own, too
     */
    public static PortProbe beside(long farm) {
        return new PortProbe(new PortHolders(), Optional.of(farm), Map.of());
    }

    /**
     * Tries all ports of a claim and tells of the first that is not to be had.
     *
     * @param claim what a service is going to bind
     * @return what is wrong and how to mend it, one sentence; empty when all is well
     */
    public Optional<String> trouble(PortClaim claim) {
        if (isMissing(claim.address())) {
            String address = claim.address().getHostAddress();
            String machine = elsewhere.get(claim.address());
            if (machine != null) {
                return Optional.of("another machine (" + machine + ") has the address " + address
                        + "; take it from that machine, or give the printer another one");
            }
            return Optional.of("the address " + address
                    + " is on no interface of this machine; add it, for instance: sudo ip address add " + address
                    + "/32 dev " + card(claim.address()).orElse("eth0"));
        }
        for (int port = claim.firstPort(); port <= claim.lastPort(); port++) {
            Optional<String> trouble = bind(claim, port);
            if (trouble.isPresent()) {
                return trouble;
            }
        }
        return Optional.empty();
    }

    /** The network card behind which this machine's routes have the address; empty without a route. Nothing is sent. */
    private static Optional<String> card(Inet4Address address) {
        try (DatagramChannel route = DatagramChannel.open(StandardProtocolFamily.INET)) {
            route.connect(new InetSocketAddress(address, DISCARD_PORT));
            InetSocketAddress local = (InetSocketAddress) route.getLocalAddress();
            return Optional.ofNullable(NetworkInterface.getByInetAddress(local.getAddress()))
                    .map(NetworkInterface::getName);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** All of 127.0.0.0/8 is there on Linux, though only one address of it stands on the interface. */
    private static boolean isMissing(Inet4Address address) {
        try {
            return !address.isAnyLocalAddress()
                    && NetworkInterface.getByInetAddress(address) == null
                    && !(address.isLoopbackAddress() && canUse(address));
        } catch (SocketException e) {
            return false;
        }
    }

    private static boolean canUse(Inet4Address address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<String> bind(PortClaim claim, int port) {
        InetSocketAddress local = new InetSocketAddress(claim.address(), port);
        try {
            if (claim.transport() == Transport.TCP) {
                bindTcp(local);
            } else {
                bindUdp(local, claim.shared());
            }
            return Optional.empty();
        } catch (IOException e) {
            return isOfFriend(claim, port) ? Optional.empty() : Optional.of(words(claim, port, e));
        }
    }

    private boolean isOfFriend(PortClaim claim, int port) {
        return friend.isPresent()
                && holders.holderOf(claim.transport(), claim.address(), port)
                        .map(PortHolders.Holder::process)
                        .or(() -> friend)
                        .equals(friend);
    }

    private static void bindTcp(InetSocketAddress local) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(local);
        }
    }

    private static void bindUdp(InetSocketAddress local, boolean shared) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            if (shared) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.bind(local);
        }
    }

    /** One sentence on why a port was not to be had, with the mend where there is one. */
    String words(PortClaim claim, int port, IOException e) {
        InetSocketAddress local = new InetSocketAddress(claim.address(), port);
        return words(
                claim, port, BindFaults.of(claim.transport(), local, "port", e).code(), e);
    }

    String words(PortClaim claim, int port, FaultCode code, IOException e) {
        String place = (claim.transport() == Transport.TCP ? "tcp " : "udp ")
                + claim.address().getHostAddress() + ":" + port;
        return switch (code) {
            case PORT_NOT_PERMITTED ->
                place
                        + " may not be bound by this user; grant it, for instance: sudo sysctl net.ipv4.ip_unprivileged_port_start="
                        + port + ", or under systemd AmbientCapabilities=CAP_NET_BIND_SERVICE";
            case PORT_IN_USE ->
                place + " is taken" + holder(claim, port) + "; stop that program, or choose another port";
            default -> place + " cannot be bound (" + e.getClass().getSimpleName() + ")";
        };
    }

    private String holder(PortClaim claim, int port) {
        return holders.holderOf(claim.transport(), claim.address(), port)
                .map(name -> " by " + name)
                .orElse("");
    }
}
