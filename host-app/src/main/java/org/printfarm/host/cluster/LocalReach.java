package org.printfarm.host.cluster;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.function.Supplier;
import org.printfarm.host.config.AddressRules.Mode;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Ipv4;

/**
 * Which printers of its farm this host reaches: those whose address lies in a network that one of its cards has an address of its own
 * in, while the card for them has a link. Where nothing is known of its networks it is taken to reach them all. One thread.
 */
final class LocalReach {

    private static final int ADDRESS_BITS = 32;

    private final CardLink link;
    private final Supplier<List<Network>> networks;

    /** Of this machine. */
    LocalReach() {
        this(new CardLink(), LocalReach::networks);
    }

    /** By another knowledge of a machine. */
    LocalReach(CardLink link, Supplier<List<Network>> networks) {
        this.link = link;
        this.networks = networks;
    }

    /**
     * A network, by an address of a card.
     *
     * @param prefix 1 to 32 bits; 32 is that address alone
     */
    record Network(Inet4Address address, int prefix) {
        private boolean contains(Inet4Address other) {
            return (Ipv4.bits(address) ^ Ipv4.bits(other)) >>> (ADDRESS_BITS - prefix) == 0;
        }
    }

    private static List<Network> networks() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(card -> card.getInterfaceAddresses().stream())
                    .filter(one -> one.getAddress() instanceof Inet4Address
                            && !one.getAddress().isLoopbackAddress()
                            && one.getNetworkPrefixLength() > 0)
                    .map(one -> new Network((Inet4Address) one.getAddress(), one.getNetworkPrefixLength()))
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    /**
     * Looks, once in a round.
     *
     * @param known this host's configuration
     * @return what is left of it
     */
    KnownConfig look(KnownConfig known) {
        if (!link.look(known.config())) {
            return known.where(group -> false);
        }
        // Single addresses are what the farm makes, here or wherever it was tried; an operator's tell where a printer
        // may be.
        boolean isOperators = known.config().map(FarmConfig::addresses).stream()
                .anyMatch(addresses -> addresses.rules().mode() == Mode.EXTERNAL);
        List<Network> own = networks.get().stream()
                .filter(network -> isOperators || network.prefix() < ADDRESS_BITS)
                .toList();
        return own.isEmpty()
                ? known
                : known.where(group -> known.addresses(group).stream().allMatch(address -> isIn(own, address)));
    }

    private static boolean isIn(List<Network> networks, Inet4Address address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || networks.stream().anyMatch(network -> network.contains(address));
    }

    /** Whether the next look may come early. */
    boolean isSteady() {
        return link.isSteady();
    }
}
