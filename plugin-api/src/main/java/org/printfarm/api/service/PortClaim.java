package org.printfarm.api.service;

import java.net.Inet4Address;

/**
 * Ports a service is going to bind, told before anything starts so that clashes show as configuration mistakes.
 *
 * @param transport TCP or UDP
 * @param address the local address, {@code 0.0.0.0} for all
 * @param firstPort the lowest port of the range, 1 to 65535
 * @param lastPort the highest port of the range, not below {@code firstPort}
 * @param shared true when the socket is opened so that others may hold the same port (discovery); two shared claims never
 *     clash
 * @param onDemand true when a port is open only while a transfer needs it; the host does not look whether it answers
 * @since 1.0
 */
public record PortClaim(
        Transport transport, Inet4Address address, int firstPort, int lastPort, boolean shared, boolean onDemand) {

    /** What a port is a port of. */
    public enum Transport {
        /** A stream socket. */
        TCP,
        /** A datagram socket. */
        UDP
    }

    /**
     * Checks the range.
     *
     * @param transport see above
     * @param address see above
     * @param firstPort see above
     * @param lastPort see above
     * @param shared see above
     * @param onDemand see above
     * @throws IllegalArgumentException when a port is outside 1 to 65535 or the range is turned round
     */
    public PortClaim {
        if (firstPort < 1 || lastPort > 65535 || firstPort > lastPort) {
            throw new IllegalArgumentException("ports: expected 1 <= first <= last <= 65535");
        }
    }

    /**
     * A claim to ports that are open all the time.
     *
     * @param transport see above
     * @param address see above
     * @param firstPort see above
     * @param lastPort see above
     * @param shared see above
     * @throws IllegalArgumentException when a port is outside 1 to 65535 or the range is turned round
     */
    public PortClaim(Transport transport, Inet4Address address, int firstPort, int lastPort, boolean shared) {
        this(transport, address, firstPort, lastPort, shared, false);
    }

    /**
     * A claim to one TCP port.
     *
     * @param address the local address
     * @param port 1 to 65535
     * @return an exclusive claim
     */
    public static PortClaim tcp(Inet4Address address, int port) {
        return new PortClaim(Transport.TCP, address, port, port, false);
    }

    /**
     * A claim to TCP ports that are open only while a transfer needs one of them.
     *
     * @param address the local address
     * @param firstPort the lowest port, 1 to 65535
     * @param lastPort the highest port, not below {@code firstPort}
     * @return an exclusive claim
     */
    public static PortClaim onDemandTcp(Inet4Address address, int firstPort, int lastPort) {
        return new PortClaim(Transport.TCP, address, firstPort, lastPort, false, true);
    }

    /**
     * A claim to one UDP port that others may share.
     *
     * @param address the local address
     * @param port 1 to 65535
     * @return a shared claim
     */
    public static PortClaim sharedUdp(Inet4Address address, int port) {
        return new PortClaim(Transport.UDP, address, port, port, true);
    }

    /**
     * Whether both claims cannot be held at once. The wildcard address stands beside single addresses: a connection goes to
     * the more special one.
     *
     * @param other another claim
     * @return true when transport, address and a port are the same and not both claims are shared
     */
    public boolean clashesWith(PortClaim other) {
        return transport == other.transport
                && address.equals(other.address)
                && firstPort <= other.lastPort
                && other.firstPort <= lastPort
                && !(shared && other.shared);
    }

    /** For instance {@code tcp 192.168.1.51:3000} or {@code tcp 192.168.1.51:50000-50009}. */
    @Override
    public String toString() {
        String ports = firstPort == lastPort ? Integer.toString(firstPort) : firstPort + "-" + lastPort;
        return (transport == Transport.TCP ? "tcp " : "udp ") + address.getHostAddress() + ":" + ports;
    }
}
