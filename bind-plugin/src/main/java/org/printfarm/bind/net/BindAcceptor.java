package org.printfarm.bind.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.apache.mina.core.future.IoFuture;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.PrinterEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections for all printers: one thread for any number of addresses. What goes wrong with one connection or one
 * address stays with it; MINA's own accept loop would rest a second, or end for good with an {@link Error}.
 */
final class BindAcceptor extends NioSocketAcceptor {

    /** Connections that the kernel keeps for us; MINA's 50 costs a client a second when a burst comes. */
    static final int BACKLOG = 4_096;

    /** What a connection reads into at first, bytes: a request has 58, and idle connections should cost little. */
    static final int READ_BUFFER_BYTES = 256;

    /** What a read buffer may grow to, bytes: a ClientHello or a request of the full size at once. */
    static final int MAX_READ_BUFFER_BYTES = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(BindAcceptor.class);

    private final Listeners listeners;
    private final Endpoints endpoints;
    private final Exchanges exchanges;

    BindAcceptor(
            Executor executor,
            IoProcessor<NioSession> processors,
            Listeners listeners,
            Endpoints endpoints,
            Exchanges exchanges) {
        super(executor, processors);
        this.listeners = listeners;
        this.endpoints = endpoints;
        this.exchanges = exchanges;
        setReuseAddress(true);
        setBacklog(BACKLOG);
        setCloseOnDeactivation(false);
        setHandler(new BindSessionHandler());
        setFilterChainBuilder(new FilterChains());
        getSessionConfig().setMinReadBufferSize(READ_BUFFER_BYTES);
        getSessionConfig().setReadBufferSize(READ_BUFFER_BYTES);
        getSessionConfig().setMaxReadBufferSize(MAX_READ_BUFFER_BYTES);
        getSessionConfig().setTcpNoDelay(true);
    }

    @Override
    protected ServerSocketChannel open(SocketAddress local) throws IOException {
        ServerSocketChannel channel = listeners.open((InetSocketAddress) local, BACKLOG);
        try {
            channel.register(selector, SelectionKey.OP_ACCEPT);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    protected @Nullable NioSession accept(IoProcessor<NioSession> processor, @Nullable ServerSocketChannel listener) {
        try {
            if (listener != null && exchanges.gate().isFull()) {
                turnAway(listener);
                return null;
            }
            return super.accept(processor, listener);
        } catch (Throwable e) {
            LOG.debug("a connection could not be accepted: {}", e.getClass().getName());
            return null;
        }
    }

    /** Called by MINA on the accepting thread when the session can take attributes. */
    @Override
    protected void finishSessionInitialization0(IoSession session, @Nullable IoFuture future) {
        try {
            admit((NioSession) session);
        } catch (Throwable e) {
            // Without an exchange the connection is closed as soon as a processor has it.
            LOG.debug("a connection could not be admitted: {}", e.getClass().getName());
        }
    }

    private void admit(NioSession session) {
        Endpoint endpoint = endpoints.find((InetSocketAddress) session.getLocalAddress());
        InetSocketAddress peer = (InetSocketAddress) session.getRemoteAddress();
        if (endpoint == null || peer == null) {
            return;
        }
        Exchange exchange = new Exchange(session, endpoint, peer, System.nanoTime());
        exchange.attach();
        session.getCloseFuture().addListener(closed -> Faults.contain(() -> exchanges.remove(exchange)));
        if (!exchanges.add(exchange)) {
            exchange.deny();
        }
    }

    private void turnAway(ServerSocketChannel listener) throws IOException {
        try (SocketChannel channel = listener.accept()) {
            if (channel == null) {
                return;
            }
            Endpoint endpoint = endpoints.find((InetSocketAddress) channel.getLocalAddress());
            InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
            if (endpoint != null && peer != null) {
                endpoint.publish(PrinterEvent.Kind.OVERLOADED, peer, "TOO_MANY_SESSIONS", 0);
            }
        }
    }
}
