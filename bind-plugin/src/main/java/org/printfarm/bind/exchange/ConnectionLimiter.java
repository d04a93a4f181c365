package org.printfarm.bind.exchange;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the connections: of all printers together, since file descriptors and memory belong to the whole host, of one peer, and
 * of one peer with one port of one printer. Nobody logs in here, so where there are too many the oldest without a whole request
 * makes room for the newcomer: peers that say nothing keep nobody out. Any thread.
 */
public final class ConnectionLimiter {

    /** Connections in all, both ports. Half-way to the 32,768 descriptors of a usual limit; 7 to 20 KB each. */
    static final int MAX_SESSIONS = 15 * 1_024;

    /** Connections more that are closed already, but not yet by their processor; beyond that nobody is let in. */
    static final int MAX_CLOSING = 1_024;

    /** Connections of one peer address: half of all. */
    static final int MAX_SESSIONS_PER_PEER = 7_680;

    /** Connections of one peer with one port of a printer: a slicer needs one, for milliseconds; many share an address. */
    static final int MAX_SESSIONS_PER_PEER_AND_PORT = 128;

    private static final Object ALL = new Object();

    private final int limit;
    private final int limitPerPeer;
    private final int limitPerPeerAndPort;
    private final AtomicInteger inside = new AtomicInteger();
    private final Map<Object, Set<BindConnection>> rooms = new HashMap<>();

    /** One peer with one port of one printer. */
    private record PeerAtPort(InetAddress peer, InetSocketAddress port) {}

    /** One of the limits: who counts for it, oldest first. */
    private record Room(Object key, int limit, String code) {}

    /**
     * Who has to go.
     *
     * @param exchange the oldest without a whole request where there are too many; the newcomer, when that is the only one
     * @param code for its event
     */
    record Displaced(BindConnection exchange, String code) {}

    public ConnectionLimiter() {
        this(MAX_SESSIONS, MAX_SESSIONS_PER_PEER, MAX_SESSIONS_PER_PEER_AND_PORT);
    }

    public ConnectionLimiter(int limit, int limitPerPeer, int limitPerPeerAndPort) {
        this.limit = limit;
        this.limitPerPeer = limitPerPeer;
        this.limitPerPeerAndPort = limitPerPeerAndPort;
    }

    private List<Room> roomsOf(BindConnection exchange) {
        InetAddress peer = exchange.peer().getAddress();
        return List.of(
                new Room(new PeerAtPort(peer, exchange.endpoint().local()), limitPerPeerAndPort, "TOO_MANY_FROM_PEER"),
                new Room(peer, limitPerPeer, "TOO_MANY_FROM_PEER"),
                new Room(ALL, limit, "TOO_MANY_SESSIONS"));
    }

    /** Whether nobody can be let in, since too many that have to go are not closed yet. */
    public boolean isFull() {
        return inside.get() >= limit + MAX_CLOSING;
    }

    /**
     * Counts a connection in. Each one must be counted out again, the displaced ones too: they hold a descriptor until they
     * are closed.
     */
    synchronized Optional<Displaced> enter(BindConnection newcomer) {
        inside.incrementAndGet();
        List<Room> its = roomsOf(newcomer);
        its.forEach(room ->
                rooms.computeIfAbsent(room.key(), key -> new LinkedHashSet<>(2)).add(newcomer));
        // The rooms lie in each other: whoever leaves the smallest one that is overfull leaves the others as well.
        Optional<Displaced> displaced = its.stream()
                .filter(room -> inside(room).size() > room.limit())
                .findFirst()
                .map(room -> new Displaced(oldestWaiting(room, newcomer), room.code()));
        displaced.ifPresent(one -> clear(one.exchange()));
        return displaced;
    }

    private Set<BindConnection> inside(Room room) {
        return rooms.getOrDefault(room.key(), Set.of());
    }

    private BindConnection oldestWaiting(Room room, BindConnection newcomer) {
        return inside(room).stream()
                .filter(BindConnection::isWaiting)
                .findFirst()
                .orElse(newcomer);
    }

    private void clear(BindConnection exchange) {
        for (Room room : roomsOf(exchange)) {
            rooms.computeIfPresent(
                    room.key(), (key, present) -> present.remove(exchange) && present.isEmpty() ? null : present);
        }
    }

    /** Counts a connection out. */
    synchronized void leave(BindConnection exchange) {
        inside.decrementAndGet();
        clear(exchange);
    }

    /** How many are inside, those too that are closing. */
    public int size() {
        return inside.get();
    }
}
