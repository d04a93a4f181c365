package org.printfarm.host.event;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterEvent;

/**
 * A slicer's way through detect, login and upload at each printer: the last {@value #EVENTS} different events of each of the
 * {@value #MAX_TIMELINES} pairs of peer and printer that were seen last. What is repeated is counted, lest a search for forty
 * printers or a client that tries for ever pushes out what came before; the last login that was accepted stays in any case. At most
 * about 5 MB. Any thread.
 */
public final class PeerTimelines implements EventBus.Subscriber {

    static final int EVENTS = 12;
    static final int MAX_TIMELINES = 2_048;

    /**
     * One event in a peer's timeline.
     *
     * @param time when the host was told of it, the last time
     * @param printer the printer's id
     * @param event what happened, the last time
     * @param times how often without another event between, 1 or more
     */
    public record Moment(Instant time, String printer, PrinterEvent event, int times) {}

    private record Key(InetAddress peer, String printer) {}

    private final Map<Key, Ring> rings = new Recent();

    @Override
    public void on(FarmEvent event) {
        InetAddress peer = event.event().peer().getAddress();
        if (peer == null) {
            return;
        }
        synchronized (rings) {
            rings.computeIfAbsent(new Key(peer, event.printer()), key -> new Ring())
                    .add(event.millis(), event.event());
        }
    }

    /**
     * The last events of one peer.
     *
     * @param peer its address
     * @return the oldest first; empty when the peer is not known or long gone
     */
    public List<Moment> of(InetAddress peer) {
        List<Moment> moments = new ArrayList<>();
        synchronized (rings) {
            rings.forEach((key, ring) -> {
                if (key.peer().equals(peer)) {
                    ring.addTo(moments, key.printer());
                }
            });
        }
        moments.sort(Comparator.comparing(Moment::time));
        return moments;
    }

    /** The addresses of all peers that are known, the one that was seen last at the end. */
    public Set<InetAddress> peers() {
        Set<InetAddress> peers = new LinkedHashSet<>();
        synchronized (rings) {
            rings.keySet().forEach(key -> peers.add(key.peer()));
        }
        return peers;
    }

    /** The addresses of those that came to one printer, the one that was seen last at the end. */
    public List<InetAddress> at(String printer) {
        synchronized (rings) {
            return rings.keySet().stream()
                    .filter(key -> key.printer().equals(printer))
                    .map(Key::peer)
                    .toList();
        }
    }

    /** In the order of use, bounded: the pair that was silent longest makes room. */
    private static final class Recent extends LinkedHashMap<Key, Ring> {

        private static final long serialVersionUID = 1;

        Recent() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Ring> eldest) {
            return size() > MAX_TIMELINES;
        }
    }

    /** Parallel arrays that are overwritten in turn, so that an event in a busy timeline allocates nothing. */
    private static final class Ring {
        private final long[] millis = new long[EVENTS];
        private final int[] times = new int[EVENTS];
        private final @Nullable PrinterEvent[] events = new @Nullable PrinterEvent[EVENTS];
        private int last;

        /** The login that was accepted last, and when: it tells that the client did once what it cannot do any more. */
        private @Nullable PrinterEvent login;

        private long loginMillis;

        void add(long now, PrinterEvent event) {
            if (event.kind() == PrinterEvent.Kind.CONNECTED) {
                login = event;
                loginMillis = now;
            }
            if (!isRepeated(event)) {
                last = (last + 1) % EVENTS;
                times[last] = 0;
            }
            millis[last] = now;
            times[last]++;
            events[last] = event;
        }

        private boolean isRepeated(PrinterEvent event) {
            PrinterEvent before = events[last];
            return before != null
                    && before.kind() == event.kind()
                    && before.port() == event.port()
                    && before.code().equals(event.code())
                    && before.service().equals(event.service());
        }

        void addTo(List<Moment> moments, String printer) {
            PrinterEvent kept = login;
            if (kept != null && !Arrays.asList(events).contains(kept)) {
                moments.add(new Moment(Instant.ofEpochMilli(loginMillis), printer, kept, 1));
            }
            for (int i = 1; i <= EVENTS; i++) {
                int place = (last + i) % EVENTS;
                PrinterEvent event = events[place];
                if (event != null) {
                    moments.add(new Moment(Instant.ofEpochMilli(millis[place]), printer, event, times[place]));
                }
            }
        }
    }
}
