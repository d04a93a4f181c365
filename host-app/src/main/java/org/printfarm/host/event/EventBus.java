package org.printfarm.host.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Registration;
import org.printfarm.api.service.PrinterEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what happens at the printers to whoever is interested. Any thread; cheap enough for 30,000 events a second.
 *
 * <p>Two ways to hear of it. A {@link Subscriber} is called on the thread that publishes and misses nothing: for what takes
 * microseconds, as counting does. A {@link Subscription} is asked for what came since it was asked last: for whoever may be
 * slow. All of them read the last {@value #KEPT} events in one ring, so that one more costs nothing to publish to; one that
 * falls behind further than that is told how many it lost.
 */
public final class EventBus {

    /** Events that are kept for those who are slow: a quarter of a second at 16,000 a second, and at most about 1 MB. */
    public static final int KEPT = 4_096;

    private static final Logger log = LoggerFactory.getLogger(EventBus.class);

    /** Is called with every event, on the thread that publishes it: returns within microseconds and never blocks. */
    @FunctionalInterface
    public interface Subscriber {
        /** Something happened. What this throws is logged and goes no further. */
        void on(FarmEvent event);

        /** A printer was taken out of the farm: what is known of it may go. */
        default void removed(String printer) {}
    }

    /**
     * What came since.
     *
     * @param lost how many events before these are not kept any more
     * @param events the oldest first; may be empty
     */
    public record Batch(long lost, List<Happening> events) {}

    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition came = lock.newCondition();

    /** Event {@code id} is at {@code id % KEPT}. Guarded by the lock, as is the one below. */
    private final @Nullable Happening[] ring = new @Nullable Happening[KEPT];

    private long newest;

    /**
     * Where the events of one service go.
     *
     * @param printer the printer's id
     * @param service the service's type
     * @return any thread
     */
    public Consumer<PrinterEvent> sink(String printer, String service) {
        return event -> publish(printer, service, event);
    }

    private void publish(String printer, String service, PrinterEvent happened) {
        long now = System.currentTimeMillis();
        FarmEvent event;
        lock.lock();
        try {
            event = new FarmEvent(newest + 1, now, printer, service, happened);
            keep(event);
        } finally {
            lock.unlock();
        }
        for (Subscriber subscriber : subscribers) {
            tell(subscriber, event);
        }
    }

    /**
     * Tells readers that something is not as it was; subscribers are not called.
     *
     * @param kind see {@link FarmChange}, as for the others
     */
    public void changed(FarmChange.Kind kind, String printer, String subject, String code) {
        long now = System.currentTimeMillis();
        lock.lock();
        try {
            keep(new FarmChange(newest + 1, now, kind, printer, subject, code));
        } finally {
            lock.unlock();
        }
    }

    /** Tells readers that something has another host; see {@link OwnerMove}. */
    public void moved(String what, String from, String to, String why) {
        long now = System.currentTimeMillis();
        lock.lock();
        try {
            keep(new OwnerMove(newest + 1, now, what, from, to, why));
        } finally {
            lock.unlock();
        }
    }

    private void keep(Happening happening) {
        newest++;
        ring[(int) (newest % KEPT)] = happening;
        came.signalAll();
    }

    private static void tell(Subscriber subscriber, FarmEvent event) {
        try {
            subscriber.on(event);
        } catch (RuntimeException e) {
            log.error("a subscriber of events failed", e);
        }
    }

    /**
     * Asks to be called with every event from now on.
     *
     * @return closes to end it
     */
    public Registration subscribe(Subscriber subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    /** Tells that a printer was taken out of the farm. */
    public void remove(String printer) {
        subscribers.forEach(subscriber -> subscriber.removed(printer));
    }

    /** Begins to read with the next event. */
    public Subscription read() {
        lock.lock();
        try {
            return new Subscription(newest);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Goes on reading.
     *
     * @param lastSeen the id of the last event that is known; 0 or more
     */
    public Subscription readAfter(long lastSeen) {
        return new Subscription(lastSeen);
    }

    /** One reader of the ring. One thread at a time; needs no end. */
    public final class Subscription {

        private long seen;

        private Subscription(long seen) {
            this.seen = seen;
        }

        /**
         * What came since the last call.
         *
         * @param patience how long to wait for a first event; zero or more
         * @throws InterruptedException when the thread is
         */
        public Batch next(Duration patience) throws InterruptedException {
            long left = patience.toNanos();
            lock.lockInterruptibly();
            try {
                while (newest <= seen && left > 0) {
                    left = came.awaitNanos(left);
                }
                return batch();
            } finally {
                lock.unlock();
            }
        }

        private Batch batch() {
            // A reader may know of an event of an earlier run, which counted further.
            long from = Math.max(Math.min(seen, newest) + 1, newest - KEPT + 1);
            long lost = from - Math.min(seen, newest) - 1;
            List<Happening> events = new ArrayList<>();
            for (long id = from; id <= newest; id++) {
                Happening event = ring[(int) (id % KEPT)];
                if (event != null) {
                    events.add(event);
                }
            }
            seen = newest;
            return new Batch(lost, events);
        }
    }
}
