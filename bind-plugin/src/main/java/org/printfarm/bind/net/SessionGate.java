package org.printfarm.bind.net;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the connections of all printers together: file descriptors and memory belong to the whole host. Any thread.
 */
final class SessionGate {

    /** Connections in all, both ports. Half-way to the 32,768 descriptors of a usual limit; 7 to 20 KB each. */
    static final int MAX_SESSIONS = 16_384;

    /** Connections of one peer address: one alone, or all slicers behind one NAT, cannot keep the others out. */
    static final int MAX_SESSIONS_PER_PEER = 8_192;

    private final int limit;
    private final int limitPerPeer;
    private final AtomicInteger inside = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> byPeer = new ConcurrentHashMap<>();

    SessionGate() {
        this(MAX_SESSIONS, MAX_SESSIONS_PER_PEER);
    }

    SessionGate(int limit, int limitPerPeer) {
        this.limit = limit;
        this.limitPerPeer = limitPerPeer;
    }

    /** Whether nobody can be let in. */
    boolean isFull() {
        return inside.get() >= limit;
    }

    /**
     * Counts a connection in. Each one must be counted out again, the refused ones too: they hold a descriptor until they
     * are closed.
     *
     * @return false when its peer has too many
     */
    boolean enter(InetAddress peer) {
        inside.incrementAndGet();
        return byPeer.merge(peer, 1, Integer::sum) <= limitPerPeer;
    }

    /** Counts a connection out. */
    void leave(InetAddress peer) {
        inside.decrementAndGet();
        byPeer.computeIfPresent(peer, (address, count) -> count > 1 ? count - 1 : null);
    }

    /** How many are inside. */
    int size() {
        return inside.get();
    }
}
