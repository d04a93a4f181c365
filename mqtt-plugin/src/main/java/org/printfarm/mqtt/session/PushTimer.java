package org.printfarm.mqtt.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beat of one printer's full statuses, which no failed one ends. Confined to the printer's loop. */
final class PushTimer {

    private static final Logger LOG = LoggerFactory.getLogger(PushTimer.class);

    /** Pushes of all printers fall on multiples of this, so that a loop wakes up for many of them at once. */
    private static final long GRID_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ScheduledExecutorService loop;
    private final long period;
    private final Runnable push;
    private final Runnable onFault;
    private Optional<ScheduledFuture<?>> ticks = Optional.empty();

    /**
     * Stands still.
     *
     * @param loop runs the pushes
     * @param interval from one to the next
     * @param push what to do
     * @param onFault told when a push threw something; the next one comes all the same
     */
    PushTimer(ScheduledExecutorService loop, Duration interval, Runnable push, Runnable onFault) {
        this.loop = loop;
        this.period = interval.toNanos();
        this.push = push;
        this.onFault = onFault;
    }

    /** Begins, unless it runs already. */
    void start() {
        if (ticks.isEmpty()) {
            long overGrid = Math.floorMod(System.nanoTime() + period, GRID_NANOS);
            ticks = Optional.of(loop.scheduleAtFixedRate(this::tick, period - overGrid, period, TimeUnit.NANOSECONDS));
        }
    }

    /** Ends, if it runs. */
    void stop() {
        ticks.ifPresent(timer -> timer.cancel(false));
        ticks = Optional.empty();
    }

    /** An executor forgets a periodic task that threw something, an Error too. */
    private void tick() {
        try {
            push.run();
        } catch (Throwable failed) {
            tell(failed);
        }
    }

    private void tell(Throwable failed) {
        try {
            LOG.error("service=mqtt a status was not sent", failed);
            onFault.run();
        } catch (Throwable again) {
            // There may be no memory to tell it with; the next status matters more.
            failed.addSuppressed(again);
        }
    }
}
