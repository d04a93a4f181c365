package org.printfarm.ssdp.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The special IPv4 addresses of discovery. */
final class Addresses {

    static final Inet4Address WILDCARD = of(0, 0, 0, 0);
    static final Inet4Address LIMITED_BROADCAST = of(255, 255, 255, 255);
    static final Inet4Address LOOPBACK_BROADCAST = of(127, 255, 255, 255);
    /** The SSDP group. */
    static final Inet4Address GROUP = of(239, 255, 255, 250);

    private Addresses() {}

    /**
     * The broadcast address of a subnet: all bits behind the prefix set. Worked out, because an interface tells its own only
     * when somebody set it.
     */
    static Inet4Address subnetBroadcast(InetAddress address, int prefixLength) {
        byte[] bytes = address.getAddress();
        for (int bit = prefixLength; bit < Byte.SIZE * bytes.length; bit++) {
            bytes[bit / Byte.SIZE] |= (byte) (0x80 >> bit % Byte.SIZE);
        }
        return of(bytes[0], bytes[1], bytes[2], bytes[3]);
    }

    private static Inet4Address of(int a, int b, int c, int d) {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an IPv4 address", e);
        }
    }
}
