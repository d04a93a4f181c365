package org.printfarm.ftp.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.service.SimpleIoProcessorPool;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.util.ExceptionMonitor;
import org.printfarm.api.net.LastingThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One MINA acceptor for the control ports of all printers; addresses come and go while it runs. A printer costs one listening
 * socket and no thread. Any thread, except MINA's own.
 */
public final class ControlAcceptor implements AutoCloseable {

    /** Connections that may wait to be accepted, so that a burst is not slowed down by lost SYNs. */
    private static final int BACKLOG = 4_096;

    private static final int READ_BUFFER_BYTES = 1_024;
    private static final long CLOSE_SECONDS = 1;
    private static final long GOODBYE_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(ControlAcceptor.class);

    private final LastingThreads threads = new LastingThreads(
            "ftp-control",
            thrown -> LOG.error("a loop of the control connections failed, and is taken up again", thrown));
    private final SimpleIoProcessorPool<NioSession> processors;
    private final Runnable onRestart;
    private final Map<InetSocketAddress, Endpoint> endpoints = new ConcurrentHashMap<>();

    private final SessionGate gate = new SessionGate();
    private final Queue<WatchedAcceptor> retired = new ConcurrentLinkedQueue<>();
    private volatile WatchedAcceptor acceptor;

    /**
     * Binds nothing yet.
     *
     * @param cores threads that decrypt and answer, 1 or more
     * @param onRestart told when a loop of MINA's ended that should not have, and was taken up again; on that loop's thread
     */
    public ControlAcceptor(int cores, Runnable onRestart) {
        this.onRestart = onRestart;
        ExceptionMonitor.setInstance(new QuietMonitor());
        processors = new SimpleIoProcessorPool<>(
                ControlProcessor.class, loop -> threads.execute(loop, this::processorFailed), cores, null);
        acceptor = newAcceptor();
    }

    private WatchedAcceptor newAcceptor() {
        WatchedAcceptor made = new WatchedAcceptor(
                loop -> threads.execute(loop, this::acceptorFailed), processors, this::onNoDescriptors);
        made.setReuseAddress(true);
        made.setBacklog(BACKLOG);
        made.setCloseOnDeactivation(false);
        SocketSessionConfig config = made.getSessionConfig();
        config.setTcpNoDelay(true);
        config.setKeepAlive(true);
        config.setReadBufferSize(READ_BUFFER_BYTES);
        made.getFilterChain().addLast("guard", new ErrorGuard());
        made.getFilterChain().addLast("route", new Route());
        made.getFilterChain().addLast("gate", gate);
        made.getFilterChain().addLast("tls", new TlsFilter());
        made.setHandler(new ControlHandler());
        return made;
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

    private void onNoDescriptors(InetSocketAddress local) {
        endpointAt(local).ifPresent(endpoint -> endpoint.publishNoDescriptors(local));
    }

    private static InetSocketAddress anyAddress(int port) {
        return new InetSocketAddress("0.0.0.0", port);
    }

    private boolean processorFailed() {
        onRestart.run();
        return true;
    }

    /** MINA's acceptor has no way back, so another one takes its place; its connections go on, for the processors are shared. */
    private boolean acceptorFailed() {
        WatchedAcceptor failed = acceptor;
        retired.add(failed);
        failed.closeListeners();
        acceptor = newAcceptor();
        endpoints.keySet().forEach(this::bindAnew);
        onRestart.run();
        return false;
    }

    private void bindAnew(InetSocketAddress address) {
        try {
            acceptor.bind(address);
        } catch (IOException | RuntimeException e) {
            // The service finds that it is not bound when the host starts it again, which the report leads to.
            LOG.debug("a port was lost: {}", e.getClass().getName());
            endpoints.remove(address);
        }
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
            acceptor.bind(address);
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
        acceptor.unbind(address);
        List<IoSession> sessions = managed()
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
        managed().forEach(session -> ControlHandler.tick(session, now));
    }

    /**
     * How many connections there are.
     *
     * @return a snapshot
     */
    public int sessions() {
        return (int) managed().count();
    }

    private Stream<IoSession> managed() {
        return Stream.concat(Stream.of(acceptor), retired.stream())
                .flatMap(each -> each.getManagedSessions().values().stream());
    }

    /** The one that accepts now, for a test that breaks it. */
    WatchedAcceptor acceptor() {
        return acceptor;
    }

    /** MINA's dispose waits without bound, so it is done by a thread that can be left behind. */
    private void dispose() {
        acceptor.dispose();
        processors.dispose();
        threads.close(Duration.ZERO);
    }

    /** What MINA has nobody to tell of. It would warn, with text that may hold a peer's address. */
    private static final class QuietMonitor extends ExceptionMonitor {
        @Override
        public void exceptionCaught(Throwable cause) {
            LOG.debug("in MINA: {}", cause.getClass().getName());
        }
    }

    /** Ends everything, within 1 s. May be called twice. */
    @Override
    public void close() {
        Thread disposer = new Thread(this::dispose, "ftp-control-close");
        disposer.setDaemon(true);
        disposer.start();
        try {
            disposer.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
