package org.printfarm.ssdp.pace;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides which searches are answered. The sender's address of a datagram can be forged, so one small search must not make a
 * large farm flood somebody: over any longer time an address gets no more answers than it would hear announcements by
 * listening, one per printer every 5 s. Remembers at most {@value #MAX_PEERS} addresses; those not heard of for the longest
 * time are forgotten first. Not for several threads.
 */
public final class SearchLimiter {

    /** Searches of one address that are answered at once: clients repeat a search on each of their ways, as UDP may lose it. */
    public static final int BURST = 4;

    /** After the burst, one search of an address is answered per this time. */
    public static final Duration PERIOD = Duration.ofSeconds(5);

    /** Addresses that are remembered. */
    public static final int MAX_PEERS = 1024;

    private final Map<InetAddress, TokenBucket> peers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, TokenBucket> eldest) {
            return size() > MAX_PEERS;
        }
    };

    /**
     * Whether this search is answered.
     *
     * @param peer who seems to have sent it
     * @param now nanoseconds on any clock that does not go back
     * @return true when it is within the limit, which is then counted
     */
    public boolean admits(InetAddress peer, long now) {
        return peers.computeIfAbsent(peer, any -> new TokenBucket(BURST, PERIOD, now))
                .take(now);
    }

    /**
     * How many addresses are remembered.
     *
     * @return 0 to {@value #MAX_PEERS}
     */
    int size() {
        return peers.size();
    }
}
