package org.printfarm.bind.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.bind.exchange.BindConnection;
import org.printfarm.bind.exchange.BindSessionHandler;
import org.printfarm.bind.exchange.Endpoint;
import org.printfarm.bind.exchange.Faults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections for all printers, on any number of addresses. What goes wrong with one connection or one address
 * stays with it; MINA's own accept loop would rest a second, or end for good with an {@link Error}.
 *
 * <p>Who accepts is chosen once. {@link #onProcessor}: the processor itself, which saves the hand-over from thread to thread
 * (see {@link BindProcessor}); MINA's accepting thread is then left with binding and unbinding. {@link #besideProcessors}: a
 * thread of its own, so that accepting goes on while processors compute.
 */
class BindAcceptor extends NioSocketAcceptor {

    /** Connections that the kernel keeps for us; MINA's 50 costs a client a second when a burst comes. */
    static final int BACKLOG = 4_096;

    /** How many connections are accepted in a row, before those that are in get their turn. */
    static final int MAX_IN_A_ROW = 128;
    /** How long a retired loop waits before it looks again whether anybody waits for it. */
    private static final long RETIRED_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(BindAcceptor.class);

    private final List<BindProcessor> processors;
    private final @Nullable BindProcessor accepting;
    private final Network network;
    private final Set<ServerSocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean retired = new AtomicBoolean();
    private boolean started;
    private int turn;

    BindAcceptor(
            Executor executor, List<BindProcessor> processors, @Nullable BindProcessor accepting, Network network) {
        super(executor, processors.get(0));
        this.processors = processors;
        this.accepting = accepting;
        this.network = network;
        setReuseAddress(true);
        setBacklog(BACKLOG);
        setCloseOnDeactivation(false);
        setHandler(new BindSessionHandler());
        setFilterChainBuilder(new FilterChains());
    }

    static BindAcceptor onProcessor(Executor executor, BindProcessor processor, Network network) {
        return new BindAcceptor(executor, List.of(processor), processor, network);
    }

    static BindAcceptor besideProcessors(Executor executor, List<BindProcessor> processors, Network network) {
        return new BindAcceptor(executor, processors, null, network);
    }

    @Override
    protected ServerSocketChannel open(SocketAddress local) throws IOException {
        if (retired.get()) {
            throw new IOException("the accepting loop has failed");
        }
        ServerSocketChannel channel = network.listeners().open((InetSocketAddress) local, BACKLOG);
        try {
            if (accepting == null) {
                channel.register(selector, SelectionKey.OP_ACCEPT);
            } else {
                start(accepting);
                accepting.listen(channel, this);
            }
            open.add(channel);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        } catch (Error e) {
            // MINA would leave the one who asked for it waiting for ever.
            channel.close();
            throw new IOException(e);
        }
    }

    /** MINA starts a processor's thread with its first connection, so it gets one: without an exchange it ends at once. */
    private void start(BindProcessor processor) throws IOException {
        if (!started) {
            started = true;
            begin(new BindSession(this, processor, SocketChannel.open(), null, null));
        }
    }

    /** As MINA's, which makes a {@link java.net.ServerSocket} for the answer: 0.2 KB that each channel keeps. */
    @Override
    protected SocketAddress localAddress(ServerSocketChannel listener) throws IOException {
        return listener.getLocalAddress();
    }

    /**
     * Takes no more addresses: its loop has failed, and runs on until {@link #release} only to let go of who waits for it.
     *
     * @return whether it did until now
     */
    boolean retire() {
        return !retired.getAndSet(true);
    }

    @Override
    protected int select() throws Exception {
        if (!retired.get()) {
            return super.select();
        }
        selector.select(RETIRED_MILLIS);
        return 0;
    }

    /** Frees the ports of one that is retired, without MINA, and ends its loop: nobody may ask it for anything any more. */
    void release() {
        try {
            for (ServerSocketChannel listener : open) {
                listener.close();
            }
            if (accepting != null) {
                accepting.awaitTurn();
            }
            selector.close();
        } catch (IOException e) {
            LOG.debug("a port was not freed: {}", e.getClass().getName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who has connected by now is let in before, and then cut as all others are. */
    @Override
    protected void close(ServerSocketChannel listener) throws Exception {
        open.remove(listener);
        if (accepting != null) {
            accepting.awaitTurn();
        }
        super.close(listener);
    }

    /** The port is free when the selector that held it has let go of it. */
    @Override
    protected void handleUnbound(Collection<AcceptorOperationFuture> unbound) throws Exception {
        if (accepting != null && !unbound.isEmpty()) {
            accepting.awaitTurn();
        }
        super.handleUnbound(unbound);
    }

    @Override
    protected void processHandles(Iterator<ServerSocketChannel> listeners) {
        while (listeners.hasNext()) {
            ServerSocketChannel listener = listeners.next();
            listeners.remove();
            SelectionKey listening = listener == null ? null : listener.keyFor(selector);
            if (listening != null) {
                acceptFrom(listening);
            }
        }
    }

    /** Accepts who waits at a listening socket. Throws nothing. */
    void acceptFrom(SelectionKey listening) {
        try {
            ServerSocketChannel listener = (ServerSocketChannel) listening.channel();
            for (int i = 0; i < MAX_IN_A_ROW; i++) {
                SocketChannel channel = listener.accept();
                if (channel == null) {
                    return;
                }
                letIn(channel);
            }
        } catch (IOException full) {
            network.rest().rest(listening, full);
        } catch (Throwable e) {
            LOG.debug("nobody could be accepted: {}", e.getClass().getName());
        }
    }

    private void letIn(SocketChannel channel) throws IOException {
        boolean isIn = false;
        try {
            isIn = admit(channel);
        } catch (Throwable e) {
            LOG.debug("a connection could not be let in: {}", e.getClass().getName());
        } finally {
            if (!isIn) {
                channel.close();
            }
        }
    }

    private boolean admit(SocketChannel channel) throws IOException {
        InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
        InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
        Endpoint endpoint = network.endpoints().find(local);
        if (endpoint == null || peer == null || endpoint.ownProbe().test(peer)) {
            return false;
        }
        if (network.exchanges().gate().isFull()) {
            endpoint.publish(PrinterEvent.Kind.OVERLOADED, peer, "TOO_MANY_SESSIONS", 0);
            return false;
        }
        if (endpoint.tls().isPresent()) {
            // A plain reply is one write, which Nagle's rule does not hold back; a handshake is several.
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        BindSession session = new BindSession(this, nextProcessor(), channel, local, peer);
        session.attach(register(session, endpoint, peer));
        begin(session);
        return true;
    }

    private BindConnection register(BindSession session, Endpoint endpoint, InetSocketAddress peer) {
        BindConnection exchange = new BindConnection(session, endpoint, peer, System.nanoTime());
        session.getCloseFuture()
                .addListener(closed -> Faults.contain(() -> network.exchanges().remove(exchange)));
        network.exchanges().add(exchange);
        return exchange;
    }

    void begin(BindSession session) {
        initSession(session, null, null);
        session.getProcessor().add(session);
    }

    BindProcessor nextProcessor() {
        turn = (turn + 1) % processors.size();
        return processors.get(turn);
    }
}
