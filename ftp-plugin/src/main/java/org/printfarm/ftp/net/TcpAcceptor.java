package org.printfarm.ftp.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.mina.core.buffer.CachedBufferAllocator;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.SimpleIoProcessorPool;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.util.ExceptionMonitor;
import org.printfarm.api.net.LastingThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One MINA acceptor for the ports of all printers; addresses come and go while it runs. An address costs one listening socket and
 * no thread. What is thrown in a loop of MINA's ends no loop for good. Any thread, except its own accepting one.
 */
public final class TcpAcceptor implements AutoCloseable {

    private static final long CLOSE_SECONDS = 1;
    private static final Logger LOG = LoggerFactory.getLogger(TcpAcceptor.class);

    private final String name;
    private final LastingThreads threads;
    private final SimpleIoProcessorPool<NioSession> processors;
    private final Owner owner;
    private final Set<InetSocketAddress> bound = ConcurrentHashMap.newKeySet();
    private final Queue<WatchedAcceptor> retired = new ConcurrentLinkedQueue<>();
    private volatile WatchedAcceptor acceptor;

    /** Whom the connections are for. */
    public interface Owner {
        /**
         * Sets up an acceptor: options, filters and handler. Called again when one had to be replaced.
         *
         * @param made not bound yet
         */
        void setUp(WatchedAcceptor made);

        /**
         * The process has no file descriptors left. On the accepting thread.
         *
         * @param local where that was met
         */
        void onNoDescriptors(InetSocketAddress local);

        /**
         * An address could not be listened at any more when an acceptor was replaced.
         *
         * @param local which
         */
        void onLost(InetSocketAddress local);

        /** A loop of MINA's ended that should not have, and was taken up again. On that loop's thread. */
        void onRestart();
    }

    /**
     * Binds nothing yet.
     *
     * @param name what the threads are called
     * @param cores threads that decrypt and answer, 1 or more
     * @param owner whom the connections are for
     */
    public TcpAcceptor(String name, int cores, Owner owner) {
        this.name = name;
        this.owner = owner;
        this.threads = new LastingThreads(
                name, thrown -> LOG.error("a loop of {} failed, and is taken up again", name, thrown));
        ExceptionMonitor.setInstance(new QuietMonitor());
        // A buffer for each read, made and cleared anew, costs a tenth of an upload's rate.
        IoBuffer.setAllocator(new CachedBufferAllocator());
        processors = new SimpleIoProcessorPool<>(
                FtpProcessor.class, loop -> threads.execute(loop, this::processorFailed), cores, null);
        acceptor = newAcceptor();
    }

    private WatchedAcceptor newAcceptor() {
        WatchedAcceptor made = new WatchedAcceptor(
                loop -> threads.execute(loop, this::acceptorFailed), processors, owner::onNoDescriptors);
        made.setReuseAddress(true);
        made.setCloseOnDeactivation(false);
        made.getSessionConfig().setTcpNoDelay(true);
        made.getFilterChain().addLast("guard", new ErrorGuard());
        owner.setUp(made);
        return made;
    }

    private boolean processorFailed() {
        owner.onRestart();
        return true;
    }

    /** MINA's acceptor has no way back, so another one takes its place; its connections go on, for the processors are shared. */
    private boolean acceptorFailed() {
        WatchedAcceptor failed = acceptor;
        retired.add(failed);
        failed.closeListeners();
        acceptor = newAcceptor();
        bound.forEach(this::bindAnew);
        owner.onRestart();
        return false;
    }

    private void bindAnew(InetSocketAddress address) {
        try {
            acceptor.bind(address);
        } catch (IOException | RuntimeException e) {
            LOG.debug("a port was lost: {}", e.getClass().getName());
            bound.remove(address);
            owner.onLost(address);
        }
    }

    /**
     * Begins to listen.
     *
     * @param address where
     * @throws IOException when the network stack refuses
     */
    public void bind(InetSocketAddress address) throws IOException {
        bound.add(address);
        try {
            acceptor.bind(address);
        } catch (IOException | RuntimeException e) {
            bound.remove(address);
            throw e;
        }
    }

    /**
     * Stops listening; the port is free then.
     *
     * @param address where
     */
    public void unbind(InetSocketAddress address) {
        bound.remove(address);
        acceptor.unbind(address);
    }

    /**
     * Runs something soon on another thread.
     *
     * @param task may throw anything
     */
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /**
     * The connections that are there.
     *
     * @return a snapshot
     */
    public List<IoSession> sessions() {
        return Stream.concat(Stream.of(acceptor), retired.stream())
                .flatMap(each -> each.getManagedSessions().values().stream())
                .toList();
    }

    /**
     * The one that accepts now, for a test that breaks it.
     *
     * @return another one after a restart
     */
    public WatchedAcceptor acceptor() {
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
        Thread disposer = new Thread(this::dispose, name + "-close");
        disposer.setDaemon(true);
        disposer.start();
        try {
            disposer.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
