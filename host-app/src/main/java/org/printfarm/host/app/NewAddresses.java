package org.printfarm.host.app;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.config.AddressPool;

/**
 * The addresses that a new farm's printers begin with: named one after the other and made by a person, or taken by the farm itself
 * from a pool.
 *
 * @param first the lowest
 * @param range the pool as it was typed; empty when a person makes them
 * @param printers how many there are
 */
record NewAddresses(Inet4Address first, Optional<String> range, int printers) {

    /** The card of most machines that have one, where there is no route to the first address. */
    private static final String USUAL_CARD = "eth0";

    private static final int ANY_PORT = 9;

    /**
     * Takes an answer.
     *
     * @param answer the first one's address, or a range like {@code 192.168.1.51-90} for a pool
     * @throws FarmException when it is neither, or holds fewer than there are printers
     */
    static NewAddresses of(String answer, int printers) throws FarmException {
        AddressPool pool = AddressPool.parse(List.of(answer))
                .orElseThrow(() -> new FarmException(
                        FarmException.BAD_REQUEST,
                        "address: expected an IPv4 address like 192.168.1.51, or a range like 192.168.1.51-90",
                        ""));
        Inet4Address first = pool.addresses().iterator().next();
        boolean isRange = answer.indexOf('-') >= 0;
        boolean hasRoom = isRange ? printers <= pool.addresses().size() : lastOctet(first) + printers <= 255;
        if (!hasRoom) {
            String where =
                    isRange ? "in the range, which has " + pool.addresses().size() : "below .255 of the same network";
            throw new FarmException(
                    FarmException.BAD_REQUEST, "address: expected room for " + printers + " printers " + where, "");
        }
        return new NewAddresses(first, isRange ? Optional.of(answer) : Optional.empty(), printers);
    }

    /** What the section {@code farm} says of where addresses come from: lines that each begin with a line's end, or nothing. */
    String section() {
        return range.map(pool -> String.join(
                        "\n",
                        "",
                        "  addresses:          # the farm makes those that it needs, by printfarm-net",
                        "    interface: " + card() + "   # the network card of that network",
                        "    pool: " + pool + "   # outside of what the router's DHCP hands out"))
                .orElse("");
    }

    /** What stands behind {@code address:} of the printers. */
    String value() {
        String counted = printers > 1 ? "+       # the first one's; the others count up" : "";
        return range.isPresent() ? "auto" : first.getHostAddress() + counted;
    }

    /**
     * The command that has them made.
     *
     * @param net the one that starts printfarm-net
     */
    String command(String net) {
        if (range.isPresent()) {
            return net;
        }
        String address = first.getHostAddress();
        int last = lastOctet(first);
        return printers == 1
                ? "sudo ip address add " + address + "/32 dev " + card()
                : "for n in $(seq " + last + " " + (last + printers - 1) + "); do sudo ip address add "
                        + address.substring(0, address.lastIndexOf('.') + 1) + "$n/32 dev " + card() + "; done";
    }

    private static int lastOctet(Inet4Address address) {
        return address.getAddress()[3] & 0xFF;
    }

    /** That of the route to the first, which is asked of the system; nothing is sent. */
    private String card() {
        try (DatagramSocket route = new DatagramSocket()) {
            route.connect(first, ANY_PORT);
            NetworkInterface card = NetworkInterface.getByInetAddress(route.getLocalAddress());
            return card == null ? USUAL_CARD : card.getName();
        } catch (SocketException | UncheckedIOException e) {
            return USUAL_CARD;
        }
    }
}
