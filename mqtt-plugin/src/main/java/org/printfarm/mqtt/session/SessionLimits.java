package org.printfarm.mqtt.session;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts connections: of one printer, of one peer address, and of all. Shared by all printers; any thread. */
public final class SessionLimits {

    /** Connections of all printers at one time. Each costs up to 30 KB. */
    public static final int MAX_IN_ALL = 8192;

    /** Connections of one peer address to all printers at one time: many users may sit behind one address. */
    public static final int MAX_PER_PEER = 4096;

    /** Which limit was reached. The names stand in events. */
    public enum Limit {
        /** That of the printer. */
        PER_PRINTER,
        /** That of the peer's address. */
        PER_PEER,
        /** That of the service as a whole. */
        IN_ALL
    }

    private final int maxInAll;
    private final int maxPerPeer;
    private final Map<InetAddress, Integer> byPeer = new HashMap<>();
    private final Map<Object, Integer> byPrinter = new HashMap<>();
    private int all;

    /** Limits as the constants say. */
    public SessionLimits() {
        this(MAX_IN_ALL, MAX_PER_PEER);
    }

    /**
     * Other limits.
     *
     * @param maxInAll connections at one time
     * @param maxPerPeer of them from one address
     */
    SessionLimits(int maxInAll, int maxPerPeer) {
        this.maxInAll = maxInAll;
        this.maxPerPeer = maxPerPeer;
    }

    /**
     * Asks for room for one connection.
     *
     * @param printer any object that stands for the printer
     * @param maxPerPrinter connections of it at one time
     * @param peer the client's address
     * @return which limit forbids it; empty when it was counted, and is to be given back by {@link #release}
     */
    public synchronized Optional<Limit> acquire(Object printer, int maxPerPrinter, InetAddress peer) {
        if (byPrinter.getOrDefault(printer, 0) >= maxPerPrinter) {
            return Optional.of(Limit.PER_PRINTER);
        }
        if (byPeer.getOrDefault(peer, 0) >= maxPerPeer) {
            return Optional.of(Limit.PER_PEER);
        }
        if (all >= maxInAll) {
            return Optional.of(Limit.IN_ALL);
        }
        byPrinter.merge(printer, 1, Integer::sum);
        byPeer.merge(peer, 1, Integer::sum);
        all++;
        return Optional.empty();
    }

    /**
     * Gives the room of one connection back.
     *
     * @param printer as it was acquired
     * @param peer as it was acquired
     */
    public synchronized void release(Object printer, InetAddress peer) {
        all--;
        byPrinter.computeIfPresent(printer, (key, count) -> count > 1 ? count - 1 : null);
        byPeer.computeIfPresent(peer, (key, count) -> count > 1 ? count - 1 : null);
    }
}
