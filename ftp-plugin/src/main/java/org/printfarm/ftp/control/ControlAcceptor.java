package org.printfarm.ftp.control;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.printfarm.ftp.net.TcpAcceptor;
import org.printfarm.ftp.net.WatchedAcceptor;

/**
 * The control ports of all printers, and whom a connection to one of them is for. Any thread, except MINA's own.
 */
public final class ControlAcceptor implements AutoCloseable {

    /** Connections that may wait to be accepted, so that a burst is not slowed down by lost SYNs. */
    private static final int BACKLOG = 4_096;

    private static final int READ_BUFFER_BYTES = 1_024;
    private static final long CLOSE_SECONDS = 1;
    private static final long GOODBYE_MILLIS = 500;

    private final Runnable onRestart;
    private final Map<InetSocketAddress, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final SessionGate gate = new SessionGate();
    private final TcpAcceptor ports;

    /**
     * Binds nothing yet.
     *
     * @param cores threads that decrypt and answer, 1 or more
     * @param onRestart told when a loop of MINA's ended that should not have, and was taken up again; on that loop's thread
     */
    public ControlAcceptor(int cores, Runnable onRestart) {
        this.onRestart = onRestart;
        this.ports = new TcpAcceptor("ftp-control", cores, new Owner());
    }

    /** How control connections are served. */
    private final class Owner implements TcpAcceptor.Owner {
        @Override
        public void setUp(WatchedAcceptor made) {
            made.setBacklog(BACKLOG);
            made.getSessionConfig().setKeepAlive(true);
            made.getSessionConfig().setReadBufferSize(READ_BUFFER_BYTES);
            made.getFilterChain().addLast("route", new Route());
            made.getFilterChain().addLast("gate", gate);
            made.getFilterChain().addLast("tls", new TlsFilter());
            made.setHandler(new ControlHandler());
        }

        @Override
        public void onNoDescriptors(InetSocketAddress local) {
            endpointAt(local).ifPresent(endpoint -> endpoint.publishNoDescriptors(local));
        }

        /** The service finds that it is not bound when the host starts it again, which the report leads to. */
        @Override
        public void onLost(InetSocketAddress local) {
            endpoints.remove(local);
        }

        @Override
        public void onRestart() {
            onRestart.run();
        }
    }

    /** Finds out whom a connection is for, by the address it was made to. */
    private final class Route extends IoFilterAdapter {
        @Override
        public void sessionOpened(NextFilter next, IoSession session) {
            InetSocketAddress local = (InetSocketAddress) session.getLocalAddress();
            endpointAt(local).ifPresent(endpoint -> ControlHandler.assign(session, endpoint));
            next.sessionOpened(session);
        }
    }

    private Optional<Endpoint> endpointAt(InetSocketAddress local) {
        return Optional.ofNullable(endpoints.get(local))
                .or(() -> Optional.ofNullable(endpoints.get(anyAddress(local.getPort()))));
    }

    private static InetSocketAddress anyAddress(int port) {
        return new InetSocketAddress("0.0.0.0", port);
    }

    /**
     * Whether somebody listens there.
     *
     * @param address where
     * @param endpoint who answers there
     * @return true between a bind and its unbind, unless the port was lost in a restart
     */
    public boolean isBound(InetSocketAddress address, Endpoint endpoint) {
        return endpoint.equals(endpoints.get(address));
    }

    /**
     * Begins to listen.
     *
     * @param address where
     * @param endpoint who answers there
     * @throws IOException when the network stack refuses
     */
    public void bind(InetSocketAddress address, Endpoint endpoint) throws IOException {
        endpoints.put(address, endpoint);
        try {
            ports.bind(address);
        } catch (IOException | RuntimeException e) {
            endpoints.remove(address, endpoint);
            throw e;
        }
    }

    /**
     * Stops listening and ends the connections that were made there; those that are ending already may send what they have.
     *
     * @param address where
     * @param endpoint who answered there
     */
    public void unbind(InetSocketAddress address, Endpoint endpoint) {
        endpoints.remove(address, endpoint);
        ports.unbind(address);
        List<IoSession> sessions = ports.sessions().stream()
                .filter(session -> ControlHandler.endpoint(session)
                        .filter(endpoint::equals)
                        .isPresent())
                .toList();
        awaitAll(sessions, GOODBYE_MILLIS);
        sessions.forEach(ControlHandler::shutDown);
        awaitAll(sessions, TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    }

    private static void awaitAll(List<IoSession> sessions, long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (IoSession session : sessions) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            session.getCloseFuture().awaitUninterruptibly(Math.max(left, 1));
        }
    }

    /**
     * Looks at the time-outs of all connections.
     *
     * @param now {@link System#nanoTime()}
     */
    public void tick(long now) {
        ports.sessions().forEach(session -> ControlHandler.tick(session, now));
    }

    /**
     * How many connections there are.
     *
     * @return a snapshot
     */
    public int sessions() {
        return ports.sessions().size();
    }

    /** What accepts, for a test that breaks it. */
    TcpAcceptor ports() {
        return ports;
    }

    /** Ends everything, within 1 s. May be called twice. */
    @Override
    public void close() {
        ports.close();
    }
}
