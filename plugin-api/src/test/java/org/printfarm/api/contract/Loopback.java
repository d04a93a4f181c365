package org.printfarm.api.contract;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loopback addresses that no other test has: the two middle bytes are drawn anew in each process, so that two runs on one
 * machine do not meet on a port.
 */
public final class Loopback {

    private static final int HOSTS_PER_NET = 250;
    private static final AtomicInteger NEXT = new AtomicInteger(
            (64 + new Random().nextInt(128)) * 256 * HOSTS_PER_NET + new Random().nextInt(200) * HOSTS_PER_NET);

    private Loopback() {}

    /** An address of {@code 127.64.0.1} to {@code 127.255.255.250} that this process has not handed out yet. */
    public static Inet4Address next() {
        int n = NEXT.getAndIncrement();
        int net = n / HOSTS_PER_NET;
        return of("127." + net / 256 % 256 + "." + net % 256 + "." + (n % HOSTS_PER_NET + 1));
    }

    /** An IPv4 literal as an address; no name is looked up. */
    public static Inet4Address of(String literal) {
        try {
            return (Inet4Address) InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
