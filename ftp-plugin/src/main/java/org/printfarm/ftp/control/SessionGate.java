package org.printfarm.ftp.control;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.printfarm.api.service.PrinterEvent;

/**
 * Lets connections in as far as {@link Seats} allows, before they cost a TLS engine. Who is turned away gets a handshake all
 * the same and is told why, unless its address has had that often enough in this second.
 */
final class SessionGate extends IoFilterAdapter {

    private static final AttributeKey SEAT = new AttributeKey(SessionGate.class, "seat");
    private static final AttributeKey TURNED_AWAY = new AttributeKey(SessionGate.class, "turnedAway");

    private final Seats<IoSession> seats = new Seats<>();

    /** A place, and whose books it stands in. */
    private record Place(Seats<IoSession> seats, Seats.Seat<IoSession> seat) {}

    @Override
    public void sessionOpened(NextFilter next, IoSession session) {
        Optional<Endpoint> endpoint = ControlHandler.endpoint(session);
        if (endpoint.isEmpty() || session.isClosing()) {
            session.closeNow();
            return;
        }
        InetSocketAddress peer = (InetSocketAddress) session.getRemoteAddress();
        if (endpoint.get().isOwnProbe(peer) || !endpoint.get().mayAnswer()) {
            ControlHandler.endUntold(session);
            return;
        }
        Seats.Seat<IoSession> seat = new Seats.Seat<>(session, peer.getAddress(), endpoint.get());
        Seats.Verdict<IoSession> verdict = seats.enter(seat, System.nanoTime());
        if (verdict instanceof Seats.Verdict.Close<IoSession> close) {
            ControlHandler.publish(session, PrinterEvent.Kind.OVERLOADED, close.code());
            session.closeNow();
            return;
        }
        if (verdict instanceof Seats.Verdict.TurnAway<IoSession> turnAway) {
            ControlHandler.publish(session, PrinterEvent.Kind.OVERLOADED, turnAway.code());
            session.setAttribute(TURNED_AWAY);
        } else if (verdict instanceof Seats.Verdict.Enter<IoSession> enter) {
            session.setAttribute(SEAT, new Place(seats, seat));
            enter.leaver().ifPresent(ControlHandler::displace);
        }
        next.sessionOpened(session);
    }

    /** Whether it is only here to be told that there is no room. */
    static boolean isTurnedAway(IoSession session) {
        return session.containsAttribute(TURNED_AWAY);
    }

    /** The client has logged in. */
    static void loggedIn(IoSession session) {
        if (session.getAttribute(SEAT) instanceof Place place) {
            place.seats.loggedIn(place.seat);
        }
    }

    @Override
    public void sessionClosed(NextFilter next, IoSession session) {
        if (session.removeAttribute(SEAT) instanceof Place place) {
            place.seats.leave(place.seat);
        }
        next.sessionClosed(session);
    }
}
