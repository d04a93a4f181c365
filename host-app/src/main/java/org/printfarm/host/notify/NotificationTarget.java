package org.printfarm.host.notify;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.config.NotificationEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One who is told: a queue, and a thread from the first notification on. What does not get there is tried again after 1 s doubling
 * to 5 min, for a day at most; meanwhile up to {@value #MAX_QUEUED} wait, and beyond it the oldest are lost, which is logged.
 */
final class NotificationTarget implements AutoCloseable {

    /** Notifications that wait. */
    static final int MAX_QUEUED = 1_000;

    /** After the first failure. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(NotificationTarget.class);

    private final NotificationEntry entry;
    private final NotificationSender sender;
    private final Duration firstPause;
    private final BlockingQueue<Notification> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private @Nullable Thread thread;
    private boolean closed;

    NotificationTarget(NotificationEntry entry, NotificationSender sender, Duration firstPause) {
        this.entry = entry;
        this.sender = sender;
        this.firstPause = firstPause;
    }

    synchronized void tell(Notification notification) {
        if (closed || !entry.on().contains(notification.kind())) {
            return;
        }
        while (!queue.offer(notification)) {
            Notification lost = queue.poll();
            if (lost != null) {
                LOG.error(
                        "notification={} event={} lost reason=QUEUE_FULL",
                        entry.id(),
                        lost.kind().word());
            }
        }
        if (thread == null) {
            thread = new Thread(this::run, "notification-" + entry.id());
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try {
            while (true) {
                deliver(queue.take());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Notification notification) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Duration pause = firstPause;
        for (int tried = 1; true; tried++) {
            try {
                sender.send(notification);
                LOG.info(
                        "notification={} event={} sent tries={}",
                        entry.id(),
                        notification.kind().word(),
                        tried);
                return;
            } catch (NotificationSender.RefusedException e) {
                LOG.error(
                        "notification={} event={} lost: {}",
                        entry.id(),
                        notification.kind().word(),
                        e.getMessage());
                return;
            } catch (IOException | RuntimeException e) {
                if (System.nanoTime() - deadline > 0) {
                    LOG.error(
                            "notification={} event={} lost reason=TOO_OLD",
                            entry.id(),
                            notification.kind().word());
                    return;
                }
                logOnce(tried, notification, e);
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void logOnce(int tried, Notification notification, Exception e) {
        if (tried == 1) {
            LOG.warn(
                    "notification={} event={} waits: {}; tried again until it gets there",
                    entry.id(),
                    notification.kind().word(),
                    e instanceof IOException ? e.getMessage() : e.getClass().getName());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
