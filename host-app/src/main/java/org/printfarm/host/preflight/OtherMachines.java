package org.printfarm.host.preflight;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Which addresses other machines of the network have. The system is made to ask for them (ARP) by an empty datagram to a port where
 * nothing listens, and its table is read: that takes no right. Linux.
 */
public final class OtherMachines {

    /** RFC 863. */
    private static final int DISCARD_PORT = 9;

    private static final Path TABLE = Path.of("/proc/net/arp");

    /** Of an entry whose hardware address is known. Source: linux/if_arp.h, ATF_COM. */
    private static final int COMPLETE = 0x2;

    /** A neighbour answers within milliseconds; the system asks a second time after one second. */
    private static final Duration PATIENCE = Duration.ofMillis(1_200);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private OtherMachines() {}

    /**
     * Asks for addresses that this machine does not have. Waits 1.2 s unless all are answered for.
     *
     * @return the hardware address of who has it, by address; those that nobody answers for are not in it
     */
    public static Map<Inet4Address, String> having(Collection<Inet4Address> missing) {
        Map<Inet4Address, String> found = new HashMap<>();
        if (missing.isEmpty()) {
            return found;
        }
        missing.forEach(OtherMachines::ask);
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            LockSupport.parkNanos(PAUSE.toNanos());
            Map<String, String> table = table(lines());
            missing.forEach(address -> {
                String machine = table.get(address.getHostAddress());
                if (machine != null) {
                    found.put(address, machine);
                }
            });
        } while (found.size() < missing.size()
                && System.nanoTime() - end < 0
                && !Thread.currentThread().isInterrupted());
        return found;
    }

    private static void ask(Inet4Address address) {
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            channel.send(ByteBuffer.allocate(0), new InetSocketAddress(address, DISCARD_PORT));
        } catch (IOException e) {
            // No route leads there, so no neighbour has it.
        }
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(TABLE, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Columns: IP address, hardware type, flags, hardware address, mask, device. */
    static Map<String, String> table(List<String> lines) {
        Map<String, String> known = new HashMap<>();
        for (String line : lines) {
            String[] columns = line.strip().split("\\s+");
            if (columns.length >= 4
                    && columns[2].matches("0x[0-9a-fA-F]{1,8}")
                    && (Long.decode(columns[2]) & COMPLETE) != 0) {
                known.put(columns[0], columns[3]);
            }
        }
        return known;
    }
}
