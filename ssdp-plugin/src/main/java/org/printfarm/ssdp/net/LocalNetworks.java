package org.printfarm.ssdp.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.printfarm.api.Printer;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;

/**
 * What this machine's interfaces are. Listing them costs milliseconds with a thousand addresses, so a list is used for one
 * second: a bulk start lists once, and an address that is added later is found by the next try. Any thread.
 */
final class LocalNetworks {

    private static final long MAX_AGE_NANOS = Duration.ofSeconds(1).toNanos();

    /** Interfaces that a printer on all addresses is announced on; each costs two datagrams an announcement. */
    private static final int MAX_INTERFACES = 64;

    /** Subnets of one or two addresses have no broadcast address. */
    private static final int MAX_BROADCAST_PREFIX = 30;

    /** What there was at a moment of {@link System#nanoTime()}. */
    private record Listing(long at, List<NetworkInterface> interfaces, Map<InetAddress, NetworkInterface> byAddress) {}

    private Listing last = new Listing(System.nanoTime() - MAX_AGE_NANOS, List.of(), Map.of());

    /**
     * Finds a printer's place.
     *
     * @param printer whose bind address counts
     * @param interfaceName the interface that the operator named
     * @return the place, with a fault when a named interface or the address is not there
     */
    synchronized NetworkInterfaceAddress find(Printer printer, Optional<String> interfaceName) {
        try {
            listIfOld();
        } catch (SocketException e) {
            Fault fault = new Fault(FaultCode.NETWORK, "cannot list the network interfaces: " + AirFaults.reason(e));
            return new NetworkInterfaceAddress(printer.bindAddress(), List.of(), List.of(), Optional.of(fault));
        }
        return interfaceName
                .map(name -> onInterface(printer.bindAddress(), name))
                .orElseGet(() -> byAddress(printer.bindAddress()));
    }

    private NetworkInterfaceAddress byAddress(Inet4Address source) {
        if (source.isAnyLocalAddress()) {
            return place(source, last.interfaces());
        }
        Optional<NetworkInterface> nic = interfaceOf(source);
        boolean loopback = nic.map(LocalNetworks::isLoopback).orElse(source.isLoopbackAddress());
        List<Route> ways = new ArrayList<>();
        ways.add(Route.broadcast(loopback ? Addresses.LOOPBACK_BROADCAST : Addresses.LIMITED_BROADCAST));
        List<NetworkInterface> groups =
                nic.filter(LocalNetworks::hasMulticast).stream().toList();
        groups.forEach(group -> ways.add(Route.multicast(group)));
        return new NetworkInterfaceAddress(source, ways, groups, Optional.empty());
    }

    private NetworkInterfaceAddress onInterface(Inet4Address source, String name) {
        Optional<NetworkInterface> nic = last.interfaces().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst();
        if (nic.isEmpty()) {
            Fault fault = new Fault(
                    FaultCode.ADDRESS_MISSING,
                    "interface " + name + " is not up on this machine: add it or bring it up");
            return new NetworkInterfaceAddress(source, List.of(), List.of(), Optional.of(fault));
        }
        // From an address of the interface a limited broadcast leaves on it; for any other the subnet must tell the
        // way.
        boolean own = interfaceOf(source)
                .filter(each -> each.getIndex() == nic.get().getIndex())
                .isPresent();
        return own ? byAddress(source) : place(source, List.of(nic.get()));
    }

    private static NetworkInterfaceAddress place(Inet4Address source, List<NetworkInterface> nics) {
        List<Route> ways = new ArrayList<>();
        nics.forEach(nic -> subnetBroadcasts(nic).map(Route::broadcast).forEach(ways::add));
        List<NetworkInterface> groups =
                nics.stream().filter(LocalNetworks::hasMulticast).toList();
        groups.forEach(group -> ways.add(Route.multicast(group)));
        return new NetworkInterfaceAddress(source, ways, groups, Optional.empty());
    }

    private static Stream<Inet4Address> subnetBroadcasts(NetworkInterface nic) {
        if (isLoopback(nic)) {
            return Stream.of(Addresses.LOOPBACK_BROADCAST);
        }
        return nic.getInterfaceAddresses().stream()
                .filter(each -> each.getAddress() instanceof Inet4Address)
                .filter(each -> each.getNetworkPrefixLength() <= MAX_BROADCAST_PREFIX)
                .map(each -> Addresses.subnetBroadcast(each.getAddress(), each.getNetworkPrefixLength()))
                .distinct()
                .limit(MAX_INTERFACES);
    }

    private Optional<NetworkInterface> interfaceOf(Inet4Address address) {
        Optional<NetworkInterface> nic = Optional.ofNullable(last.byAddress().get(address));
        // All of 127.0.0.0/8 is local, though the interface lists one address of it.
        return nic.isPresent() || !address.isLoopbackAddress()
                ? nic
                : last.interfaces().stream().filter(LocalNetworks::isLoopback).findFirst();
    }

    private void listIfOld() throws SocketException {
        long now = System.nanoTime();
        if (now - last.at() < MAX_AGE_NANOS) {
            return;
        }
        List<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()
                .filter(LocalNetworks::isUp)
                .limit(MAX_INTERFACES)
                .toList();
        Map<InetAddress, NetworkInterface> found = new HashMap<>();
        interfaces.forEach(nic -> nic.inetAddresses().forEach(address -> found.put(address, nic)));
        last = new Listing(now, interfaces, found);
    }

    private static boolean isUp(NetworkInterface nic) {
        return ask(nic::isUp);
    }

    private static boolean isLoopback(NetworkInterface nic) {
        return ask(nic::isLoopback);
    }

    private static boolean hasMulticast(NetworkInterface nic) {
        return ask(nic::supportsMulticast);
    }

    private static boolean ask(Question question) {
        try {
            return question.answer();
        } catch (SocketException e) {
            // The interface went away since it was listed.
            return false;
        }
    }

    private interface Question {
        boolean answer() throws SocketException;
    }
}
