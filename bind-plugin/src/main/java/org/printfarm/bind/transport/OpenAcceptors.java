package org.printfarm.bind.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.mina.util.ExceptionMonitor;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;
import org.printfarm.api.net.BindFaults;
import org.printfarm.api.net.LastingThreads;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.PortClaim.Transport;
import org.printfarm.bind.exchange.ConnectionLimiter;
import org.printfarm.bind.exchange.Endpoint;
import org.printfarm.bind.exchange.Exchanges;
import org.printfarm.bind.exchange.Faults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two acceptors while they are open, with the threads and the sweep that serve them. */
final class OpenAcceptors {

    /** Threads for TLS: a handshake computes for milliseconds. Apart from the plain one, which it shall not delay. */
    static final int TLS_PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** How long threads get to end; the host gives a close 5 s. */
    private static final Duration CLOSE_TIME = Duration.ofSeconds(4);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(OpenAcceptors.class);

    private final LastingThreads threads =
            new LastingThreads("bind", thrown -> Faults.report("a loop that is taken up again", thrown));
    private final Endpoints endpoints = new Endpoints();

    /** One thread accepts and answers all plain connections: an exchange takes 20 µs of it, and a second gained nothing. */
    private final BindProcessor plainProcessor =
            new BindProcessor(loop -> threads.execute(loop, () -> restarted(false)));

    private final List<BindProcessor> tlsProcessors = Stream.generate(
                    () -> new BindProcessor(loop -> threads.execute(loop, () -> restarted(true))))
            .limit(TLS_PROCESSORS)
            .toList();

    private final Exchanges exchanges;
    private final LastingAcceptor plain;
    private final LastingAcceptor tls;
    private final Registration sweep;
    private final AcceptBackoff rest;

    OpenAcceptors(Scheduler scheduler, ConnectionLimiter gate) {
        exchanges = new Exchanges(gate);
        rest = new AcceptBackoff(scheduler, endpoints);
        var network = new Network(new Listeners(), endpoints, exchanges, rest);
        plain = new LastingAcceptor(threads, executor -> BindAcceptor.onProcessor(executor, plainProcessor, network));
        tls = new LastingAcceptor(threads, executor -> BindAcceptor.besideProcessors(executor, tlsProcessors, network));
        ExceptionMonitor.setInstance(new QuietMonitor());
        sweep = scheduler.every(Exchanges.SWEEP_PERIOD, Exchanges.SWEEP_PERIOD, exchanges::sweep);
    }

    private LastingAcceptor acceptorOf(Endpoint endpoint) {
        return endpoint.tls().isPresent() ? tls : plain;
    }

    /** A processor goes on. */
    private boolean restarted(boolean secure) {
        (secure ? tls : plain).restarted();
        return true;
    }

    /** Whether it listens, as asked for: false when the port was lost meanwhile. */
    boolean isListening(Endpoint endpoint) {
        return acceptorOf(endpoint).isBound(endpoint);
    }

    /** The one for plain connections, for a test that breaks it. */
    LastingAcceptor plain() {
        return plain;
    }

    Optional<Fault> listen(Endpoint endpoint) {
        endpoints.add(endpoint);
        try {
            acceptorOf(endpoint).bind(endpoint);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            endpoints.remove(endpoint);
            return Optional.of(BindFaults.of(Transport.TCP, endpoint.local(), endpoint.portSetting(), e));
        }
    }

    void silence(Endpoint endpoint) {
        acceptorOf(endpoint).unbind(endpoint);
        endpoints.remove(endpoint);
        long latest = System.nanoTime() + BindAcceptors.SILENCE_TIME.toNanos();
        exchanges.abort(endpoint);
        while (!exchanges.isEmpty(endpoint) && latest - System.nanoTime() > 0) {
            LockSupport.parkNanos(POLL_NANOS);
            exchanges.abort(endpoint);
        }
    }

    /** MINA's own dispose waits without bound, so it is done by a thread that can be left behind. */
    void close() {
        sweep.close();
        Thread ending = new Thread(this::dispose, "bind-dispose");
        ending.setDaemon(true);
        ending.start();
        try {
            ending.join(CLOSE_TIME.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ending.isAlive()) {
            LOG.warn("the acceptors did not end within {} s; their threads are left behind", CLOSE_TIME.toSeconds());
        }
    }

    private void dispose() {
        rest.close();
        plain.dispose();
        tls.dispose();
        plainProcessor.dispose();
        tlsProcessors.forEach(BindProcessor::dispose);
        threads.close(CLOSE_TIME);
    }

    /** What MINA has nobody to tell of: it would warn with text that may hold a peer's address. */
    private static final class QuietMonitor extends ExceptionMonitor {
        @Override
        public void exceptionCaught(Throwable cause) {
            LOG.debug("in MINA: {}", cause.getClass().getName());
        }
    }
}
