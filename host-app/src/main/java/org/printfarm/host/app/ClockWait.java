package org.printfarm.host.app;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.tls.FarmTls;
import org.printfarm.host.tls.TlsEngineException;
import org.printfarm.host.tls.TlsStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the clock to be set, then has the missing certificates issued and the printers started that wait for them. A
 * board without a clock of its own begins in 1970 and hears the time some seconds later. A thread of its own, which ends with
 * the farm or when all have started.
 */
final class ClockWait implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(ClockWait.class);

    private final FarmTls tls;
    private final Supplier<FarmConfig> config;
    private final Runnable start;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "clock-wait");

    /**
     * Begins to wait.
     *
     * @param config of the farm as it is by now
     * @param start starts those that wait
     */
    ClockWait(FarmTls tls, Supplier<FarmConfig> config, Runnable start) {
        this.tls = tls;
        this.config = config;
        this.start = start;
        tls.waiting()
                .forEach(printer -> LOG.warn(
                        "printer={} is not started: its certificate cannot be issued before the clock of this machine is set",
                        printer.id()));
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                if (issue() && closed.getCount() > 0) {
                    LOG.info("the clock is set, the printers that waited are started");
                    start.run();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | TlsStoreException | TlsEngineException | RuntimeException e) {
            LOG.error("the printers that wait for the clock cannot be started: restart the farm when it is set", e);
        }
    }

    private boolean issue() throws IOException, TlsStoreException, TlsEngineException {
        try (HostCopies copies = HostCopies.of(config.get())) {
            boolean done = tls.issueWaiting();
            copies.keep();
            return done;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
