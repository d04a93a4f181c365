package org.printfarm.host.client.discover;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.printfarm.host.view.DiscoverReport;

/**
 * Listens to what printers announce, and asks them, on every network of this machine. Needs no privilege and disturbs nobody
 * else who listens: the port is shared.
 */
public final class DiscoverClient {

    /** Where printers announce themselves. Source: protocol notes, section 3. */
    public static final int PORT = 2021;

    /** Long enough for printers that announce themselves every 5 s. */
    public static final Duration DEFAULT_TIME = Duration.ofSeconds(6);

    /** The longest that is listened. */
    public static final Duration MAX_TIME = Duration.ofHours(1);

    /** The search goes out twice, as UDP may lose it. */
    private static final Duration SECOND_SEARCH_AFTER = Duration.ofSeconds(2);

    /** Datagrams taken from one socket before the others get their turn. */
    private static final int MAX_AT_ONCE = 64;

    private final int port;
    private final Predicate<NetworkInterface> wanted;

    /** A client of the usual port that asks on every interface. */
    public DiscoverClient() {
        this(PORT, nic -> true);
    }

    /**
     * A client of another port, or of some interfaces.
     *
     * @param port where printers announce themselves, 1 to 65535
     * @param wanted which interfaces to ask on; announcements are heard from all
     */
    public DiscoverClient(int port, Predicate<NetworkInterface> wanted) {
        this.port = port;
        this.wanted = wanted;
    }

    /**
     * Listens. Blocks for the whole time, or until the thread is interrupted, and then tells what was heard so far.
     *
     * @param time how long, 1 s to {@link #MAX_TIME}
     * @return what was heard
     * @throws DiscoverException when no socket could be opened
     * @throws IllegalArgumentException when the time is out of range
     */
    public DiscoverReport listen(Duration time) throws DiscoverException {
        if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(MAX_TIME) > 0) {
            throw new IllegalArgumentException("time: expected 1 s to 1 h");
        }
        List<String> warnings = new ArrayList<>();
        FoundPrinters found = new FoundPrinters();
        try (Selector selector = Selector.open();
                DiscoverSockets sockets = DiscoverSockets.open(port, wanted, selector, warnings)) {
            listen(selector, sockets, found, System.nanoTime() + time.toNanos());
        } catch (IOException e) {
            throw new DiscoverException("cannot listen on udp port " + port, e);
        }
        if (found.isFull()) {
            warnings.add(
                    "more than " + FoundPrinters.MAX_PRINTERS + " printers announce themselves; the rest is left out");
        }
        return new DiscoverReport(found.list(System.nanoTime()), warnings);
    }

    private static void listen(Selector selector, DiscoverSockets sockets, FoundPrinters found, long deadline)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(AnnouncementReader.MAX_BYTES + 1);
        sockets.search();
        long secondSearch = System.nanoTime() + SECOND_SEARCH_AFTER.toNanos();
        boolean searchedTwice = false;
        for (long now = System.nanoTime(); now < deadline; now = System.nanoTime()) {
            if (!searchedTwice && now >= secondSearch) {
                sockets.search();
                searchedTwice = true;
            }
            long wake = searchedTwice ? deadline : Math.min(deadline, secondSearch);
            selector.select(
                    key -> receive(key, buffer, found),
                    Math.max(1, Duration.ofNanos(wake - now).toMillis()));
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private static void receive(SelectionKey key, ByteBuffer buffer, FoundPrinters found) {
        try {
            DatagramChannel channel = (DatagramChannel) key.channel();
            for (int i = 0; i < MAX_AT_ONCE; i++) {
                InetSocketAddress sender = (InetSocketAddress) channel.receive(buffer.clear());
                if (sender == null) {
                    return;
                }
                AnnouncementReader.read(buffer.flip())
                        .ifPresent(said -> found.hear(said, sender.getAddress(), System.nanoTime()));
            }
        } catch (IOException e) {
            // An error the kernel kept from an earlier send; reading took it away, and listening goes on.
            buffer.clear();
        }
    }
}
