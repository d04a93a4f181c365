package org.printfarm.ssdp.net;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The discovery thread and the way into it. Made at once, opens nothing before the first {@link #start}. Methods may be
 * called from any thread; they wait for the discovery thread, 4 s at most.
 */
public final class Discovery implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Discovery.class);

    /** Less than the 5 s that the host allows. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** The rest after a pass that failed, so that lasting trouble does not take a whole core. */
    private static final Duration REST_AFTER_FAILURE = Duration.ofMillis(100);

    private final ConcurrentLinkedQueue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
    private final LocalNetworks networks = new LocalNetworks();
    private final Counters tally = new Counters();
    private @Nullable Loop loop;
    private boolean closed;

    /** Nothing is opened yet. */
    public Discovery() {
        // The thread and its sockets come with the first start.
    }

    /**
     * Puts a printer on the air, or opens what was missing the last time.
     *
     * @param printer the printer
     * @return how it is now
     */
    public ServiceStatus start(AnnouncedPrinter printer) {
        NetworkInterfaceAddress place =
                networks.find(printer.context().printer(), printer.settings().interfaceName());
        try {
            Loop running = running();
            return running.call(() -> running.air.start(printer, place));
        } catch (IOException e) {
            return failed(FaultCode.NETWORK, "cannot open a selector: " + AirFaults.reason(e));
        } catch (ExecutionException e) {
            return failed(FaultCode.INTERNAL, "discovery failed: " + kindOf(e));
        } catch (TimeoutException e) {
            return failed(FaultCode.INTERNAL, "the discovery thread did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(FaultCode.INTERNAL, "interrupted while starting");
        }
    }

    /**
     * Takes a printer off the air: says good-bye and frees its sockets.
     *
     * @param printer the printer, on the air or not
     */
    public void stop(AnnouncedPrinter printer) {
        Loop running = current();
        if (running == null) {
            return;
        }
        try {
            running.call(() -> running.stop(printer));
        } catch (ExecutionException | TimeoutException e) {
            log.error("a printer could not be taken off the air: {}", kindOf(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread and closes every socket. */
    @Override
    public void close() {
        Loop running;
        synchronized (this) {
            closed = true;
            running = loop;
            loop = null;
        }
        if (running != null) {
            running.end();
            log.debug("event=discovery-closed {}", tally);
        }
    }

    private synchronized Loop running() throws IOException {
        if (closed) {
            throw new IOException("discovery is closed");
        }
        if (loop == null) {
            loop = new Loop(Selector.open());
            loop.thread.start();
        }
        return loop;
    }

    private synchronized @Nullable Loop current() {
        return loop;
    }

    private static ServiceStatus failed(FaultCode code, String text) {
        return new ServiceStatus.Failed(List.of(), new Fault(code, text));
    }

    private static String kindOf(Exception e) {
        Throwable cause = e.getCause();
        return (cause == null ? e : cause).getClass().getName();
    }

    private final class Loop implements Runnable {

        private final Selector selector;
        private final TargetResolver targets = new TargetResolver();
        private final Announcer air;
        private final Thread thread = new Thread(this, "ssdp");
        private volatile boolean ending;

        Loop(Selector selector) {
            this.selector = selector;
            this.air = new Announcer(selector, targets, tally);
            thread.setDaemon(true);
        }

        <T> T call(Callable<T> task) throws ExecutionException, InterruptedException, TimeoutException {
            FutureTask<T> future = new FutureTask<>(task);
            tasks.add(future);
            selector.wakeup();
            try {
                return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                future.cancel(false);
            }
        }

        @Override
        public void run() {
            while (!ending) {
                try {
                    pass();
                } catch (IOException | RuntimeException | Error e) {
                    // Whatever it was, the other printers go on.
                    contain(() -> log.error(
                            "a discovery pass failed: {}", e.getClass().getName()));
                    contain(air::reportRestart);
                    LockSupport.parkNanos(REST_AFTER_FAILURE.toNanos());
                }
            }
            closeAll();
        }

        private void contain(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                log.debug("event=step-failed kind={}", e.getClass().getName());
            }
        }

        private void pass() throws IOException {
            for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            selector.select(this::receive, air.work().toMillis());
        }

        private void receive(SelectionKey key) {
            if (!key.isValid() || !(key.attachment() instanceof SharedSocket socket)) {
                return;
            }
            try {
                air.receive(socket);
            } catch (IOException e) {
                // An error that the kernel kept for this socket, for instance of an earlier send; reading took it away.
                log.debug("event=receive-failed kind={}", e.getClass().getName());
            }
        }

        boolean stop(AnnouncedPrinter printer) throws IOException {
            air.stop(printer);
            // A closed channel lets go of its port only when the selector has seen it.
            selector.selectNow(this::receive);
            return true;
        }

        void end() {
            ending = true;
            selector.wakeup();
            try {
                thread.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void closeAll() {
            contain(air::stopAll);
            contain(targets::close);
            try {
                // None is left when all went well.
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
                selector.close();
            } catch (IOException | RuntimeException | Error e) {
                log.warn(
                        "closing the discovery selector failed: {}",
                        e.getClass().getName());
            }
        }
    }
}
