package org.printfarm.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A printer that is asked.
 *
 * @param address on the loopback network
 * @param serial what it must answer
 */
public record Target(InetSocketAddress address, String serial) {

    private static final String SERIAL_PREFIX = "00M09A";
    private static final int LOOPBACK = 127;

    /**
     * The serial of the printer on an address: the same rule as the C programs'.
     *
     * @param address 127.b.c.d
     * @return the model's prefix and {@code b*65536 + c*256 + d} as nine digits
     */
    public static String serialOf(InetAddress address) {
        byte[] parts = address.getAddress();
        int number =
                Byte.toUnsignedInt(parts[1]) << 16 | Byte.toUnsignedInt(parts[2]) << 8 | Byte.toUnsignedInt(parts[3]);
        return String.format(Locale.ROOT, "%s%09d", SERIAL_PREFIX, number);
    }

    /**
     * The printers on neighbouring addresses.
     *
     * @param ranges {@code FIRST-LAST:PORT} or {@code ADDRESS:PORT}, several with commas between
     * @return one for each address
     */
    public static List<Target> range(String ranges) {
        return Stream.of(ranges.split(",")).flatMap(Target::part).toList();
    }

    private static Stream<Target> part(String range) {
        int colon = range.lastIndexOf(':');
        int dash = range.indexOf('-');
        int port = Integer.parseInt(range.substring(colon + 1));
        int first = number(range.substring(0, dash < 0 ? colon : dash));
        int last = dash < 0 ? first : number(range.substring(dash + 1, colon));
        List<Target> targets = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            InetAddress address = address(number);
            targets.add(new Target(new InetSocketAddress(address, port), serialOf(address)));
        }
        return targets.stream();
    }

    private static int number(String address) {
        try {
            byte[] parts = InetAddress.getByName(address).getAddress();
            if (parts.length != 4 || parts[0] != LOOPBACK) {
                throw new IllegalArgumentException(address + " is not a loopback address");
            }
            return parts[0] << 24
                    | Byte.toUnsignedInt(parts[1]) << 16
                    | Byte.toUnsignedInt(parts[2]) << 8
                    | Byte.toUnsignedInt(parts[3]);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address + " is not an address", e);
        }
    }

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
