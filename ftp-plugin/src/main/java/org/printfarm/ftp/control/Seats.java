package org.printfarm.ftp.control;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Who is in, and who has to go when there is no room: always somebody who has not logged in, the oldest first, so that idle
 * connections of strangers keep nobody out and logged-in clients are safe from them. How many may be logged in is another
 * matter, see {@link org.printfarm.ftp.session.LoggedIn}. No socket and no clock. Any thread.
 *
 * @param <S> a connection
 */
final class Seats<S> {

    /** Control connections in all. With their data connections they leave room in the usual 4,096 file descriptors. */
    static final int MAX_SESSIONS = 1_024;

    /** Control connections of one client address to all printers together: a slicer may talk to a whole farm. */
    static final int MAX_SESSIONS_OF_PEER = 256;

    /** Connections of one client address to one printer that have not logged in. A slicer logs in at once. */
    static final int MAX_BEFORE_LOGIN = 8;

    /** Connections over a limit that may cost a handshake, for each client address and second. */
    static final int MAX_HANDSHAKES_OVER_LIMIT = 10;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Map<InetAddress, Integer> ofPeer = new HashMap<>();
    private final Set<Seat<S>> beforeLogin = new LinkedHashSet<>();
    private final Map<InetAddress, Window> overLimit = new HashMap<>();
    private int all;

    /** One connection's place. */
    record Seat<S>(S session, InetAddress peer, Object printer) {}

    /** What becomes of a newcomer. */
    sealed interface Verdict<S> {
        /** It is in; the other one, if any, has to go. */
        record Enter<S>(Optional<S> leaver) implements Verdict<S> {}

        /** There is no room for it; there is time to tell it so, and the code says why. */
        record TurnAway<S>(String code) implements Verdict<S> {}

        /** There is no room for it, and its address has been told often enough in this second. */
        record Close<S>(String code) implements Verdict<S> {}
    }

    /** Connections over a limit since a moment. */
    private static final class Window {
        private final long start;
        private int count;

        private Window(long start) {
            this.start = start;
        }
    }

    /**
     * Asks for a place.
     *
     * @param now {@link System#nanoTime()}
     */
    synchronized Verdict<S> enter(Seat<S> newcomer, long now) {
        Predicate<Seat<S>> samePeer = seat -> seat.peer.equals(newcomer.peer);
        Predicate<Seat<S>> samePair = samePeer.and(seat -> seat.printer.equals(newcomer.printer));
        if (beforeLogin.stream().filter(samePair).count() >= MAX_BEFORE_LOGIN) {
            return displace(newcomer, oldest(samePair), "BEFORE_LOGIN", now);
        }
        if (ofPeer.getOrDefault(newcomer.peer, 0) >= MAX_SESSIONS_OF_PEER) {
            return displace(newcomer, oldest(samePeer), "SESSIONS_OF_PEER", now);
        }
        if (all >= MAX_SESSIONS) {
            return displace(newcomer, oldest(samePeer).or(() -> oldest(seat -> true)), "SESSIONS", now);
        }
        add(newcomer);
        return new Verdict.Enter<>(Optional.empty());
    }

    private Optional<Seat<S>> oldest(Predicate<Seat<S>> which) {
        return beforeLogin.stream().filter(which).findFirst();
    }

    private Verdict<S> displace(Seat<S> newcomer, Optional<Seat<S>> leaver, String code, long now) {
        if (!mayCostHandshake(newcomer.peer, now)) {
            return new Verdict.Close<>(code);
        }
        if (leaver.isEmpty()) {
            return new Verdict.TurnAway<>(code);
        }
        beforeLogin.remove(leaver.get());
        add(newcomer);
        return new Verdict.Enter<>(leaver.map(Seat::session));
    }

    private void add(Seat<S> seat) {
        all++;
        ofPeer.merge(seat.peer, 1, Integer::sum);
        beforeLogin.add(seat);
    }

    private boolean mayCostHandshake(InetAddress peer, long now) {
        overLimit.values().removeIf(window -> now - window.start >= SECOND);
        if (overLimit.size() >= MAX_SESSIONS) {
            return false;
        }
        return ++overLimit.computeIfAbsent(peer, address -> new Window(now)).count <= MAX_HANDSHAKES_OVER_LIMIT;
    }

    /** The client has logged in: it makes room for nobody here any more. */
    synchronized void loggedIn(Seat<S> seat) {
        beforeLogin.remove(seat);
    }

    /** The connection is gone. To be called once. */
    synchronized void leave(Seat<S> seat) {
        beforeLogin.remove(seat);
        all--;
        ofPeer.computeIfPresent(seat.peer, (peer, count) -> count == 1 ? null : count - 1);
    }
}
