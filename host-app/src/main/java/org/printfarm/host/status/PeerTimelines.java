package org.printfarm.host.status;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterEvent;

/**
 * The last {@value #EVENTS_PER_PEER} events of each of the {@value #MAX_PEERS} peers that were seen last: a slicer's way
 * through detect, login and upload, across all printers. At most about 3 MB. Any thread.
 */
public final class PeerTimelines {

    static final int EVENTS_PER_PEER = 16;
    static final int MAX_PEERS = 1_024;

    /**
     * One event in a peer's timeline.
     *
     * @param time when the host was told of it
     * @param printer the printer's id
     * @param event what happened
     */
    public record Moment(Instant time, String printer, PrinterEvent event) {}

    private final Map<InetAddress, Ring> rings = new Recent();

    void add(String printer, PrinterEvent event) {
        InetAddress peer = event.peer().getAddress();
        if (peer == null) {
            return;
        }
        long now = System.currentTimeMillis();
        synchronized (rings) {
            rings.computeIfAbsent(peer, address -> new Ring()).add(now, printer, event);
        }
    }

    List<Moment> of(InetAddress peer) {
        synchronized (rings) {
            Ring ring = rings.get(peer);
            return ring == null ? List.of() : ring.moments();
        }
    }

    /** In the order of use, bounded: the peer that was silent longest makes room. */
    private static final class Recent extends LinkedHashMap<InetAddress, Ring> {
        Recent() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Ring> eldest) {
            return size() > MAX_PEERS;
        }
    }

    /** Parallel arrays that are overwritten in turn, so that an event in a busy timeline allocates nothing. */
    private static final class Ring {
        private final long[] times = new long[EVENTS_PER_PEER];
        private final @Nullable String[] printers = new @Nullable String[EVENTS_PER_PEER];
        private final @Nullable PrinterEvent[] events = new @Nullable PrinterEvent[EVENTS_PER_PEER];
        private int next;

        void add(long time, String printer, PrinterEvent event) {
            times[next] = time;
            printers[next] = printer;
            events[next] = event;
            next = (next + 1) % EVENTS_PER_PEER;
        }

        List<Moment> moments() {
            List<Moment> moments = new ArrayList<>(EVENTS_PER_PEER);
            for (int i = 0; i < EVENTS_PER_PEER; i++) {
                int place = (next + i) % EVENTS_PER_PEER;
                String printer = printers[place];
                PrinterEvent event = events[place];
                if (printer != null && event != null) {
                    moments.add(new Moment(Instant.ofEpochMilli(times[place]), printer, event));
                }
            }
            return moments;
        }
    }
}
