package org.printfarm.bind.transport;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.printfarm.api.net.LastingThreads;
import org.printfarm.bind.exchange.Endpoint;
import org.printfarm.bind.exchange.Faults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An acceptor with successors. MINA's has no way back once its loop has thrown, so another one takes its place on all its
 * ports; its connections go on, for they belong to the processors. Any thread.
 */
final class LastingAcceptor {

    private static final Logger LOG = LoggerFactory.getLogger(LastingAcceptor.class);

    private final LastingThreads threads;
    private final Function<Executor, BindAcceptor> maker;
    private final Set<Endpoint> bound = ConcurrentHashMap.newKeySet();
    private BindAcceptor current;

    /**
     * Binds nothing yet.
     *
     * @param threads run the acceptors
     * @param maker makes an acceptor
     */
    LastingAcceptor(LastingThreads threads, Function<Executor, BindAcceptor> maker) {
        this.threads = threads;
        this.maker = maker;
        this.current = make();
    }

    private BindAcceptor make() {
        CompletableFuture<BindAcceptor> made = new CompletableFuture<>();
        BindAcceptor acceptor = maker.apply(loop -> threads.execute(loop, () -> failed(made.join())));
        made.complete(acceptor);
        return acceptor;
    }

    /** The failed loop runs on until it is replaced, to let go of who waits for it; the one who does holds the lock. */
    private boolean failed(BindAcceptor acceptor) {
        if (acceptor.retire()) {
            threads.execute(() -> replace(acceptor));
        }
        return true;
    }

    private void replace(BindAcceptor failed) {
        List<Endpoint> concerned;
        synchronized (this) {
            concerned = List.copyOf(bound);
            failed.release();
            current = make();
            concerned.forEach(this::bindAnew);
        }
        concerned.forEach(endpoint -> Faults.contain(endpoint.onRestart()));
    }

    private synchronized void bindAnew(Endpoint endpoint) {
        try {
            current.bind(endpoint.local());
        } catch (IOException | RuntimeException e) {
            // The service finds that it is not bound when the host starts it again, which the report leads to.
            LOG.debug("a port was lost: {}", e.getClass().getName());
            bound.remove(endpoint);
        }
    }

    synchronized void bind(Endpoint endpoint) throws IOException {
        current.bind(endpoint.local());
        bound.add(endpoint);
    }

    synchronized void unbind(Endpoint endpoint) {
        bound.remove(endpoint);
        current.unbind(endpoint.local());
    }

    /** Whether somebody listens there: false when the port was lost with a loop. */
    boolean isBound(Endpoint endpoint) {
        return bound.contains(endpoint);
    }

    /** Tells all whom it serves that something was taken up again. */
    void restarted() {
        bound.forEach(endpoint -> Faults.contain(endpoint.onRestart()));
    }

    /** The one that accepts now, for a test that breaks it. */
    synchronized BindAcceptor current() {
        return current;
    }

    synchronized void dispose() {
        current.dispose();
    }
}
