package org.printfarm.ftp.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.printfarm.api.PrinterEvent;

/**
 * Counts connections, and closes one over a limit before it costs a TLS engine. The gate stands before TLS, so there is no
 * way to say why; the host is told.
 */
final class SessionGate extends IoFilterAdapter {

    /** Control connections in all. With their data connections they leave room in the usual 4,096 file descriptors. */
    static final int MAX_SESSIONS = 1_024;

    /** Control connections of one client address to all printers together: a slicer may talk to a whole farm. */
    static final int MAX_SESSIONS_OF_PEER = 256;

    private static final AttributeKey COUNTED = new AttributeKey(SessionGate.class, "counted");

    private record Pair(InetAddress peer, Endpoint endpoint) {}

    private final Map<InetAddress, Integer> ofPeer = new HashMap<>();
    private final Map<Pair, Integer> ofPair = new HashMap<>();
    private int all;

    @Override
    public void sessionOpened(NextFilter next, IoSession session) {
        Optional<Endpoint> endpoint = ControlHandler.endpoint(session);
        if (endpoint.isEmpty() || session.isClosing()) {
            session.closeNow();
            return;
        }
        InetSocketAddress peer = (InetSocketAddress) session.getRemoteAddress();
        Pair pair = new Pair(peer.getAddress(), endpoint.get());
        Optional<String> limit = enter(pair);
        if (limit.isPresent()) {
            endpoint.get()
                    .publish(
                            PrinterEvent.Kind.OVERLOADED,
                            (InetSocketAddress) session.getLocalAddress(),
                            peer,
                            limit.get());
            session.closeNow();
            return;
        }
        session.setAttribute(COUNTED, pair);
        next.sessionOpened(session);
    }

    private synchronized Optional<String> enter(Pair pair) {
        int sameFarm = ofPeer.getOrDefault(pair.peer, 0);
        int samePrinter = ofPair.getOrDefault(pair, 0);
        if (all >= MAX_SESSIONS) {
            return Optional.of("SESSIONS");
        }
        if (sameFarm >= MAX_SESSIONS_OF_PEER || samePrinter >= pair.endpoint.sessionsPerPeer()) {
            return Optional.of("SESSIONS_OF_PEER");
        }
        all++;
        ofPeer.put(pair.peer, sameFarm + 1);
        ofPair.put(pair, samePrinter + 1);
        return Optional.empty();
    }

    @Override
    public void sessionClosed(NextFilter next, IoSession session) {
        if (session.removeAttribute(COUNTED) instanceof Pair pair) {
            leave(pair);
        }
        next.sessionClosed(session);
    }

    private synchronized void leave(Pair pair) {
        all--;
        ofPeer.computeIfPresent(pair.peer, (peer, count) -> count == 1 ? null : count - 1);
        ofPair.computeIfPresent(pair, (same, count) -> count == 1 ? null : count - 1);
    }
}
