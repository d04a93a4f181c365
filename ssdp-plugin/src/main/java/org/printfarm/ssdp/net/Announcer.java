package org.printfarm.ssdp.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.ssdp.message.DatagramWriter;
import org.printfarm.ssdp.message.NoticeReader;
import org.printfarm.ssdp.message.NoticeReader.Notice;
import org.printfarm.ssdp.message.SearchReader;
import org.printfarm.ssdp.schedule.AnnouncementSchedule;
import org.printfarm.ssdp.schedule.SearchLimiter;
import org.printfarm.ssdp.schedule.TokenBucket;

/**
 * All printers that are on the air, and what is due for them. Owned by the discovery thread; nothing here waits.
 */
final class Announcer {

    /** The most that all printers together send: 2,000 announcements and answers a second, 20 at once. */
    private static final Duration SEND_PERIOD = Duration.ofNanos(500_000);

    private static final int SEND_BURST = 20;

    /** Datagrams taken from one socket before the others and the announcements get their turn. */
    private static final int MAX_RECEIVED_AT_ONCE = 32;

    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    private static final Duration SHORTEST_REST = Duration.ofMillis(1);

    private final long epoch = System.nanoTime();
    private final Set<AnnouncedPrinter> announcedPrinters = new LinkedHashSet<>();
    private final Map<String, AnnouncedPrinter> bySerial = new HashMap<>();
    private final AnnouncementSchedule<AnnouncedPrinter> schedule = new AnnouncementSchedule<>(0);
    private final SearchLimiter limiter = new SearchLimiter();
    private final Answers answers = new Answers();
    private final TokenBucket sends = new TokenBucket(SEND_BURST, SEND_PERIOD, 0);
    /** One byte more than is allowed, so that what is too long shows. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(DatagramWriter.MAX_BYTES + 1);

    private final SharedSockets sockets;
    private final TargetResolver targets;
    private final Counters tally;

    Announcer(Selector selector, TargetResolver targets, Counters tally) {
        this.sockets = new SharedSockets(selector);
        this.targets = targets;
        this.tally = tally;
    }

    ServiceStatus start(AnnouncedPrinter printer, NetworkInterfaceAddress place) {
        printer.open(sockets, place);
        if (announcedPrinters.add(printer)) {
            bySerial.put(serial(printer), printer);
            schedule.add(printer, printer.settings().interval(), now());
        } else if (printer.isFaulty()) {
            printer.announce(targets);
        }
        announceDue();
        return printer.status();
    }

    void stop(AnnouncedPrinter printer) {
        if (announcedPrinters.remove(printer)) {
            bySerial.remove(serial(printer), printer);
            schedule.remove(printer);
            printer.close(targets);
        }
    }

    private static String serial(AnnouncedPrinter printer) {
        return printer.context().printer().identity().serial();
    }

    void stopAll() {
        List.copyOf(announcedPrinters).forEach(this::stop);
    }

    /** Tells every printer's host that a pass failed and that the thread goes on. */
    void reportRestart() {
        List.copyOf(announcedPrinters).forEach(AnnouncedPrinter::reportRestart);
    }

    /**
     * Sends what is due and the rate allows.
     *
     * @return how long nothing will be due, if nothing is received
     */
    Duration work() {
        announceDue();
        boolean maySend = true;
        while (!answers.isEmpty() && maySend) {
            maySend = sends.take(now());
            if (maySend) {
                answers.sendNext();
                tally.answered();
            }
        }
        return answers.isEmpty() ? rest() : SHORTEST_REST;
    }

    private void announceDue() {
        while (isDue() && sends.take(now())) {
            schedule.takeDue(now()).ifPresent(this::announce);
        }
    }

    private void announce(AnnouncedPrinter printer) {
        tally.announced();
        printer.forgetSilentRivals(now());
        if (printer.announce(targets)) {
            printer.context().report(printer.status());
        }
    }

    private boolean isDue() {
        OptionalLong due = schedule.nextDue();
        return due.isPresent() && due.getAsLong() <= now();
    }

    private Duration rest() {
        OptionalLong due = schedule.nextDue();
        if (due.isEmpty()) {
            return LONGEST_REST;
        }
        Duration rest = Duration.ofNanos(due.getAsLong() - now());
        if (rest.compareTo(SHORTEST_REST) < 0) {
            return SHORTEST_REST;
        }
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    /** Takes what one socket has received. */
    void receive(SharedSocket socket) throws IOException {
        for (int i = 0; i < MAX_RECEIVED_AT_ONCE; i++) {
            Optional<InetSocketAddress> peer = socket.receive(buffer);
            if (peer.isEmpty()) {
                return;
            }
            hear(socket, peer.get());
        }
    }

    private void hear(SharedSocket socket, InetSocketAddress peer) {
        if (!SearchReader.asksForPrinters(buffer) || !canBeAnswered(peer)) {
            tally.ignored();
            NoticeReader.read(buffer).ifPresent(notice -> heard(notice, peer));
        } else if (!limiter.admits(peer.getAddress(), asked(socket), now()) || !answers.offer(askedBy(socket), peer)) {
            tally.limited();
        }
    }

    private void heard(Notice notice, InetSocketAddress peer) {
        AnnouncedPrinter printer = bySerial.get(notice.serial());
        if (printer != null) {
            printer.heard(notice, peer, now());
        }
    }

    private static boolean canBeAnswered(InetSocketAddress peer) {
        InetAddress address = peer.getAddress();
        return peer.getPort() > 0
                && !address.isMulticastAddress()
                && !address.isAnyLocalAddress()
                && !address.equals(Addresses.LIMITED_BROADCAST);
    }

    /** For the limit: one way to ask all printers is as good as another. */
    private static InetAddress asked(SharedSocket socket) {
        return socket.hearsOneAddress() ? socket.key().local() : Addresses.WILDCARD;
    }

    /** Whom a search on this socket asks: the printers of one address, or all of the port. */
    private List<AnnouncedPrinter> askedBy(SharedSocket socket) {
        return announcedPrinters.stream()
                .filter(printer -> socket.hearsOneAddress()
                        ? printer.outlet().filter(socket::equals).isPresent()
                        : printer.settings().port() == socket.key().port())
                .toList();
    }

    private long now() {
        return System.nanoTime() - epoch;
    }
}
