package org.printfarm.host.event;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A {@link LineBudget} for each of the {@value #MAX_PEERS} peers that were seen last, for what every slicer causes and nobody
 * has to log in for. Any thread.
 */
final class PeerLineBudgets {

    /** For each peer: more than a slicer with a whole farm in its list causes; 11 MB a day. */
    static final int LINES_PER_MINUTE = 60;

    static final int MAX_PEERS = 1_024;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** In place of a peer whose address is not known. */
    private static final InetAddress UNKNOWN = new InetSocketAddress(0).getAddress();

    private final Map<InetAddress, LineBudget> budgets = new Recent();
    private long heldBack;

    /** Whether a line about this peer may be written now. */
    synchronized boolean take(InetSocketAddress peer, long now) {
        InetAddress address = peer.getAddress() == null ? UNKNOWN : peer.getAddress();
        boolean mayWrite = budgets.computeIfAbsent(address, its -> new LineBudget(LINES_PER_MINUTE, MINUTE, now))
                .take(now);
        if (!mayWrite) {
            heldBack++;
        }
        return mayWrite;
    }

    /** How many lines were held back since the last call, of all peers together. */
    synchronized long takeHeldBack() {
        long count = heldBack;
        heldBack = 0;
        return count;
    }

    /** In the order of use, bounded: the peer that was silent longest makes room. */
    private static final class Recent extends LinkedHashMap<InetAddress, LineBudget> {

        private static final long serialVersionUID = 1;

        Recent() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, LineBudget> eldest) {
            return size() > MAX_PEERS;
        }
    }
}
