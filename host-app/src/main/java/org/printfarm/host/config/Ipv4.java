package org.printfarm.host.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IPv4 addresses in their dotted form. Names are never looked up. */
public final class Ipv4 {

    /** {@code 0.0.0.0}: all addresses of this machine. */
    static final Inet4Address ANY = of(0, 0, 0, 0);

    /** Stands for the address of a printer that has none. No machine has it: RFC 1112, section 4, reserves its class. */
    static final Inet4Address NONE = of(240, 0, 0, 0);

    /** Stands for one that is yet to be taken from the pool. */
    static final Inet4Address AUTO = of(241, 0, 0, 0);

    /** The first octet from which on addresses belong to no single machine: multicast, reserved, broadcast (RFC 5735). */
    private static final int FIRST_SPECIAL_OCTET = 224;

    private static final String OCTET = "(0|[1-9][0-9]{0,2})";
    private static final Pattern DOTTED = Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);

    private Ipv4() {}

    /**
     * Reads an address that one machine can have, or the wildcard address. Leading zeros are refused: some programs take them
     * for octal.
     *
     * @return empty when the text is none
     */
    public static Optional<Inet4Address> parse(String text) {
        Matcher dotted = DOTTED.matcher(text);
        if (!dotted.matches()) {
            return Optional.empty();
        }
        int[] octets = new int[4];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = Integer.parseInt(dotted.group(i + 1));
            if (octets[i] > 255) {
                return Optional.empty();
            }
        }
        Inet4Address address = of(octets[0], octets[1], octets[2], octets[3]);
        boolean usable = octets[0] > 0 ? octets[0] < FIRST_SPECIAL_OCTET : address.isAnyLocalAddress();
        return usable ? Optional.of(address) : Optional.empty();
    }

    /**
     * An address that no sound printer has, so that it clashes with none: stands in for one that could not be read.
     *
     * @param number 1 to 65535, one for each printer
     */
    static Inet4Address standIn(int number) {
        return of(240, 0, number >> 8 & 0xFF, number & 0xFF);
    }

    /** The address as a number, the first octet highest. */
    public static int bits(Inet4Address address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }

    /** As the other way round. */
    static Inet4Address of(int bits) {
        return of(bits >>> 24, bits >>> 16, bits >>> 8, bits);
    }

    private static Inet4Address of(int a, int b, int c, int d) {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an IPv4 address", e);
        }
    }
}
