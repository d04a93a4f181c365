package org.printfarm.ssdp.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Others that announce the serial of one printer: a slicer takes them and it for one. Keeps {@value #MAX} at most, whatever is
 * sent. Time comes in as nanoseconds. Owned by the discovery thread.
 */
final class Rivals {

    /** A flood of invented ones ends here. */
    static final int MAX = 8;

    /** What is announced again so much later is meant: an echo of what the printer itself said before it moved is not. */
    static final Duration SURE = Duration.ofSeconds(1);

    /** Printers announce themselves every 5 s: who was silent for so long is gone. */
    static final Duration SILENT = Duration.ofSeconds(30);

    private final Map<InetAddress, Rival> byAddress = new HashMap<>();

    /**
     * Notes that somebody announces the serial.
     *
     * @return true the first time that it is sure, to be told
     */
    boolean hear(InetSocketAddress peer, long now) {
        Rival rival = byAddress.get(peer.getAddress());
        if (rival == null) {
            if (byAddress.size() < MAX) {
                byAddress.put(peer.getAddress(), new Rival(peer, now, now, false));
            }
            return false;
        }
        boolean news = !rival.told && now - rival.first >= SURE.toNanos();
        byAddress.put(peer.getAddress(), new Rival(rival.peer, rival.first, now, rival.told || news));
        return news;
    }

    /** Notes that one said good-bye; present when it was told of. */
    Optional<InetSocketAddress> leave(InetSocketAddress peer) {
        return Optional.ofNullable(byAddress.remove(peer.getAddress()))
                .filter(rival -> rival.told)
                .map(rival -> rival.peer);
    }

    /** Forgets who is silent by now; those that were told of. */
    List<InetSocketAddress> forgetSilent(long now) {
        return forget(now - SILENT.toNanos());
    }

    /** Forgets all; those that were told of. */
    List<InetSocketAddress> forgetAll() {
        return forget(Long.MAX_VALUE);
    }

    private List<InetSocketAddress> forget(long heardUntil) {
        List<InetSocketAddress> told = new ArrayList<>();
        byAddress.values().removeIf(rival -> {
            boolean goes = rival.last <= heardUntil;
            if (goes && rival.told) {
                told.add(rival.peer);
            }
            return goes;
        });
        return told;
    }

    /** Somebody who was heard first and last then, and was told of or not. */
    private record Rival(InetSocketAddress peer, long first, long last, boolean told) {}
}
