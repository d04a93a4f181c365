package org.printfarm.ssdp.schedule;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides which searches are answered. The sender's address of a datagram can be forged, so one small search must not make a
 * large farm flood somebody: over any longer time an address gets no more answers than it would hear announcements by
 * listening, one per printer every 5 s, whether it asks one printer or all of them at once, and twice that if it does both.
 * Whoever asks forty printers one by one hears of forty. Remembers at most {@value #MAX_PAIRS} pairs of who asked and who
 * was asked; those not heard of for the longest time are forgotten first. Not for several threads.
 */
public final class SearchLimiter {

    /** Searches by one address for one printer that are answered at once: clients repeat a search on each of their ways, as UDP may lose it. */
    public static final int BURST = 4;

    /** After the burst, one search of an address for a printer is answered per this time. */
    public static final Duration PERIOD = Duration.ofSeconds(5);

    /** Pairs that are remembered: several that ask a farm of a thousand printers one by one. */
    public static final int MAX_PAIRS = 4096;

    private record Pair(InetAddress peer, InetAddress asked) {}

    private final Map<Pair, TokenBucket> pairs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, TokenBucket> eldest) {
            return size() > MAX_PAIRS;
        }
    };

    /**
     * Whether this search is answered.
     *
     * @param peer who seems to have sent it
     * @param asked the address of the printer that it asks; the wildcard address for all, by broadcast or by group
     * @param now nanoseconds on any clock that does not go back
     * @return true when it is within the limit, which is then counted
     */
    public boolean admits(InetAddress peer, InetAddress asked, long now) {
        return pairs.computeIfAbsent(new Pair(peer, asked), any -> new TokenBucket(BURST, PERIOD, now))
                .take(now);
    }

    /**
     * How many pairs are remembered.
     *
     * @return 0 to {@value #MAX_PAIRS}
     */
    int size() {
        return pairs.size();
    }
}
