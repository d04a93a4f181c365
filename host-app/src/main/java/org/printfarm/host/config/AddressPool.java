package org.printfarm.host.config;

import java.net.Inet4Address;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses that printers with {@code address: auto} take theirs from.
 *
 * @param addresses in the order of the file; at most {@value #MAX_SIZE}
 */
public record AddressPool(Set<Inet4Address> addresses) {

    /** As many as there may be printers. */
    static final int MAX_SIZE = FarmReader.MAX_PRINTERS;

    /** One without addresses. */
    public static final AddressPool EMPTY = new AddressPool(Set.of());

    /** Keeps the order. */
    public AddressPool {
        addresses = Collections.unmodifiableSet(new LinkedHashSet<>(addresses));
    }

    /**
     * Reads {@code 192.168.1.51-90}, {@code 192.168.1.51-192.168.2.40}, {@code 192.168.1.51}, or several of them.
     *
     * @return empty when one of them is none, or they are too many in all
     */
    public static Optional<AddressPool> parse(Collection<String> ranges) {
        Set<Inet4Address> all = new LinkedHashSet<>();
        for (String range : ranges) {
            List<Inet4Address> ends = ends(range);
            int first = ends.isEmpty() ? 0 : Ipv4.bits(ends.get(0));
            long more = ends.isEmpty()
                    ? -1
                    : Integer.toUnsignedLong(Ipv4.bits(ends.get(1))) - Integer.toUnsignedLong(first);
            if (more < 0 || all.size() + more >= MAX_SIZE) {
                return Optional.empty();
            }
            for (int i = 0; i <= more; i++) {
                all.add(Ipv4.of(first + i));
            }
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(new AddressPool(all));
    }

    /** The first and the last; none when the text is no range. */
    private static List<Inet4Address> ends(String range) {
        String[] parts = range.split("-", -1);
        String first = parts[0].strip();
        String last = parts[parts.length - 1].strip();
        String net = first.substring(0, first.lastIndexOf('.') + 1);
        Optional<Inet4Address> from = Ipv4.parse(first).filter(address -> !address.isAnyLocalAddress());
        Optional<Inet4Address> to = Ipv4.parse(last).or(() -> Ipv4.parse(net + last));
        return parts.length > 2 || from.isEmpty() || to.isEmpty() ? List.of() : List.of(from.get(), to.get());
    }

    /** Whether an address is one of it. */
    public boolean contains(Inet4Address address) {
        return addresses.contains(address);
    }
}
