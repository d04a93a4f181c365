package org.printfarm.ssdp.net;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Answers that are still to be sent. One search asks for as many answers as there are printers; they leave one by one, as
 * the sending rate allows, so that neither the network nor the asker's buffer is flooded. Owned by the discovery thread.
 */
final class Answers {

    /** Answers that wait, unless one search alone asks for more. They take 4 s, after which nobody waits any more. */
    static final int MAX_WAITING = 8_000;

    private final Deque<Pending> queue = new ArrayDeque<>();
    private int waiting;

    /** Takes a search in; false when too many wait. */
    boolean offer(List<AnnouncedPrinter> announcedPrinters, InetSocketAddress peer) {
        if (announcedPrinters.isEmpty() || (waiting > 0 && waiting + announcedPrinters.size() > MAX_WAITING)) {
            return false;
        }
        waiting += announcedPrinters.size();
        return queue.add(new Pending(announcedPrinters.iterator(), peer));
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Sends one answer, if one waits. A printer that has gone off the air meanwhile stays silent. */
    void sendNext() {
        Pending first = queue.peek();
        if (first == null) {
            return;
        }
        waiting--;
        AnnouncedPrinter next = first.announcedPrinters().next();
        // Before anything is thrown: a search without announcedPrinters at the head would hold up all others.
        if (!first.announcedPrinters().hasNext()) {
            queue.remove();
        }
        next.answer(first.peer());
    }

    private record Pending(Iterator<AnnouncedPrinter> announcedPrinters, InetSocketAddress peer) {}
}
