package org.printfarm.bench.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps so many exchanges going on one thread. */
final class ExchangeLoop {

    private static final long WAIT_MS = 50;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long TIMEOUT_NANOS = 10 * NANOS_PER_SECOND;

    private final ExchangePlan plan;
    private final List<Target> targets;
    private final Exchange.LinkMaker links;
    private final ExchangeTally tally;
    private final Map<Target, byte[]> proven = new HashMap<>();
    /** Oldest first: what takes too long is at the head. */
    private final Set<Exchange> running = new LinkedHashSet<>();

    private long started;

    ExchangeLoop(ExchangePlan plan, Exchange.LinkMaker links, ExchangeTally tally) {
        this.plan = plan;
        this.targets = plan.targets();
        this.links = links;
        this.tally = tally;
    }

    void run() throws IOException {
        long begun = System.nanoTime();
        long end = begun + plan.seconds() * NANOS_PER_SECOND;
        try (Selector selector = Selector.open()) {
            while (!running.isEmpty() || mayStart(end)) {
                long wait = WAIT_MS;
                while (running.size() < plan.concurrency() && mayStart(end)) {
                    long due = plan.due(begun, started);
                    if (due > System.nanoTime()) {
                        wait = Math.max(1, Math.min(wait, (due - System.nanoTime()) / 1_000_000));
                        break;
                    }
                    start(selector, due);
                }
                selector.select(this::advance, wait);
                giveUpOld();
            }
        }
    }

    private boolean mayStart(long end) {
        return started < plan.count() && System.nanoTime() < end;
    }

    private void start(Selector selector, long due) throws IOException {
        Target target = targets.get((int) (started++ % targets.size()));
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Exchange exchange = new Exchange(channel, target, due, proven);
        running.add(exchange);
        try {
            channel.connect(target.address());
        } catch (IOException refused) {
            end(exchange, Verdict.CONNECT_REFUSED);
            return;
        }
        channel.register(selector, SelectionKey.OP_CONNECT, exchange);
    }

    private void advance(SelectionKey key) {
        if (!key.isValid() || !(key.attachment() instanceof Exchange exchange)) {
            return;
        }
        // Requests are small: they fit into the socket's buffer, so only reading is waited for.
        Optional<Verdict> verdict = exchange.advance(links);
        if (verdict.isPresent()) {
            end(exchange, verdict.get());
        } else if (exchange.channel().isConnected()) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void end(Exchange exchange, Verdict verdict) {
        close(exchange.channel());
        running.remove(exchange);
        tally.add(verdict, exchange);
    }

    private void giveUpOld() {
        long now = System.nanoTime();
        List<Exchange> old = running.stream()
                .takeWhile(exchange -> now - exchange.begun() > TIMEOUT_NANOS)
                .toList();
        old.forEach(exchange -> end(exchange, exchange.hasReply() ? Verdict.SERVER_DID_NOT_CLOSE : Verdict.TIMEOUT));
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket cannot be closed", e);
        }
    }
}
