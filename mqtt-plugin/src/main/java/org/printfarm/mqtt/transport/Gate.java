package org.printfarm.mqtt.transport;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.mqtt.session.PrinterBroker;
import org.printfarm.mqtt.session.SessionLimits;
import org.printfarm.mqtt.session.SessionLimits.Limit;

/**
 * Who may come to one printer. Whoever has not logged in takes the place of the oldest of his kind when there are too many, and
 * nobody takes the place of a client that has. Confined to the printer's loop.
 */
final class Gate {

    /** Connections of one address that have not logged in: as many slicers may come back at once from behind it. */
    static final int MAX_WAITING_PER_PEER = 16;

    /** Connections of all addresses that have not logged in. */
    static final int MAX_WAITING = 64;

    private final PrinterBroker broker;
    private final SessionLimits limits;
    private final Set<SessionHandler> waiting = new LinkedHashSet<>();

    Gate(PrinterBroker broker, SessionLimits limits) {
        this.broker = broker;
        this.limits = limits;
    }

    /**
     * Makes room for one more.
     *
     * @param peer its address
     * @return the limit that forbids it; empty when it was counted, and is to be given back by {@link #release}
     */
    Optional<Limit> admit(InetAddress peer) {
        Predicate<SessionHandler> own = one -> one.peer().getAddress().equals(peer);
        if (waiting.stream().filter(own).count() >= MAX_WAITING_PER_PEER) {
            displaceOldest(own);
        } else if (waiting.size() >= MAX_WAITING) {
            displaceOldest(one -> true);
        }
        Optional<Limit> reached = acquire(peer);
        if (reached.isPresent() && displaceOldest(reached.get() == Limit.PER_PEER ? own : one -> true)) {
            return acquire(peer);
        }
        return reached;
    }

    void release(InetAddress peer) {
        limits.release(broker, peer);
    }

    /** It came and has not logged in. */
    void waits(SessionHandler connection) {
        waiting.add(connection);
    }

    /** It has logged in, or is gone. */
    void waitsNoMore(SessionHandler connection) {
        waiting.remove(connection);
    }

    private Optional<Limit> acquire(InetAddress peer) {
        return limits.acquire(broker, broker.rules().maxSessions(), peer);
    }

    private boolean displaceOldest(Predicate<SessionHandler> among) {
        Optional<SessionHandler> oldest = waiting.stream().filter(among).findFirst();
        oldest.ifPresent(connection -> {
            waiting.remove(connection);
            connection.turnAway(Kind.OVERLOADED, "DISPLACED");
        });
        return oldest.isPresent();
    }
}
