package org.printfarm.bind.transport;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Scheduler;
import org.printfarm.api.service.Fault;
import org.printfarm.bind.exchange.ConnectionLimiter;
import org.printfarm.bind.exchange.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for all printers. Two acceptors in all, plain and TLS, whatever the number of printers: an acceptor for each of
 * them would cost 6 to 18 file descriptors, two threads and 180 to 360 KB more (measured); this way it is a descriptor for
 * each port, no thread, and 3 KB. Opened with the first endpoint, closed with {@link #close}.
 *
 * <p>Called by one thread at a time; takes its own lock all the same.
 */
public final class BindAcceptors implements AutoCloseable {

    /** How long the connections of a closing endpoint get to end. They are cut, so this is for a loaded machine. */
    static final Duration SILENCE_TIME = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(BindAcceptors.class);

    private final ConnectionLimiter gate;
    private @Nullable OpenAcceptors open;
    private boolean closed;

    /** Opens nothing yet. */
    public BindAcceptors() {
        this(new ConnectionLimiter());
    }

    BindAcceptors(ConnectionLimiter gate) {
        this.gate = gate;
    }

    /**
     * Starts to listen for one endpoint. Blocks for some milliseconds.
     *
     * @param endpoint address, port and printer
     * @param scheduler where the deadlines of all connections are looked after; the first one given is kept
     * @return empty when it listens; otherwise why not, with the place and the mend
     * @throws IllegalStateException after {@link #close}
     */
    public synchronized Optional<Fault> listen(Endpoint endpoint, Scheduler scheduler) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (open == null) {
            open = new OpenAcceptors(scheduler, gate);
            LOG.debug("acceptors opened");
        }
        return open.listen(endpoint);
    }

    /**
     * Whether an endpoint still listens.
     *
     * @param endpoint one that was listened for
     * @return false when its port was lost as a loop was taken up again
     */
    public synchronized boolean isListening(Endpoint endpoint) {
        return open != null && open.isListening(endpoint);
    }

    /** What is open, for a test that breaks it. */
    synchronized @Nullable OpenAcceptors opened() {
        return open;
    }

    /**
     * Stops to listen for one endpoint and cuts its connections. When this returns, the port can be bound again.
     *
     * @param endpoint one that listens
     */
    public synchronized void silence(Endpoint endpoint) {
        if (open != null) {
            open.silence(endpoint);
        }
    }

    /** Ends both acceptors and their threads; within 5 s. May be called twice, and before anything was opened. */
    @Override
    public synchronized void close() {
        closed = true;
        OpenAcceptors ending = open;
        open = null;
        if (ending != null) {
            ending.close();
            LOG.debug("acceptors closed");
        }
    }
}
