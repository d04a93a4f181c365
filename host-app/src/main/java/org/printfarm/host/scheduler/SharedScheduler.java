package org.printfarm.host.scheduler;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Scheduler} on {@value #THREADS} daemon threads, and one more for each task that hangs. Any thread may call it, also after {@link #close}: nothing is run
 * any more then, and nothing is thrown.
 *
 * <p>Whatever a task throws is caught; a repeated task goes on. Tasks that throw or that take longer than
 * {@link #SLOW} are logged, at most one line in {@link #SILENCE} for each of the two kinds, so that a bad task cannot
 * flood the log.
 */
public final class SharedScheduler implements Scheduler, AutoCloseable {

    /** One that stays free while the other one works. */
    public static final int THREADS = 2;

    /** A task that takes longer than this does not belong here: it keeps the others waiting. */
    static final Duration SLOW = Duration.ofMillis(100);

    /** A task that takes longer than this is not waited for any more: another thread takes the place of its own. */
    static final Duration STUCK = Duration.ofSeconds(5);

    /** After a line about slow or failing tasks, further ones are only counted for this long. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    /** Longer delays are cut to this: a century, far below the overflow of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Logger log = LoggerFactory.getLogger(SharedScheduler.class);
    private static final Registration NOTHING = () -> {};

    private final ScheduledThreadPoolExecutor executor;
    private final ScheduledThreadPoolExecutor watch;
    private final StuckTasks stuck;
    private final Registration watching;
    private final Quota slowLines = new Quota();
    private final Quota failureLines = new Quota();

    /** Starts a thread that watches the others; they start when there is something to do. */
    public SharedScheduler() {
        this(STUCK);
    }

    SharedScheduler(Duration stuckAfter) {
        executor = pool(THREADS, "timer-");
        stuck = new StuckTasks(executor, stuckAfter);
        watch = pool(1, "timer-watch-");
        long pause = stuckAfter.toNanos();
        watching = register(() ->
                watch.scheduleWithFixedDelay(() -> stuck.look(System.nanoTime()), pause, pause, TimeUnit.NANOSECONDS));
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        long nanos = nanos(delay);
        return register(() -> executor.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS));
    }

    @Override
    public Registration every(Duration delay, Duration period, Runnable task) {
        if (period.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("period: expected 1 ms or more, got " + period);
        }
        long nanos = nanos(delay);
        return register(
                () -> executor.scheduleAtFixedRate(() -> run(task), nanos, period.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Drops every task that is not running. Returns at once; may be called twice. */
    @Override
    public void close() {
        executor.shutdown();
        watching.close();
        watch.shutdown();
    }

    private static Registration register(Supplier<ScheduledFuture<?>> submission) {
        try {
            ScheduledFuture<?> future = submission.get();
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return NOTHING;
        }
    }

    /** Anything may be thrown by a plugin's task, errors too; it must reach neither the pool nor the other tasks. */
    private void run(Runnable task) {
        long begin = System.nanoTime();
        Object key = new Object();
        stuck.begin(key, task, begin);
        try {
            task.run();
        } catch (Throwable thrown) {
            logFailure(thrown, failureLines.take(begin));
        } finally {
            stuck.end(key);
        }
        long took = System.nanoTime() - begin;
        if (took > SLOW.toNanos()) {
            logSlow(task, took, slowLines.take(begin));
        }
    }

    private static void logFailure(Throwable thrown, long swallowed) {
        if (swallowed == Quota.EXHAUSTED) {
            return;
        }
        try {
            log.warn(
                    "a timer task failed; it goes on if it is a repeated one ({} more since the last line)",
                    swallowed,
                    thrown);
        } catch (Throwable unprintable) {
            // Its own getMessage() may throw; the class name cannot.
            log.warn("a timer task failed with {}", thrown.getClass().getName());
        }
    }

    private static void logSlow(Runnable task, long nanos, long swallowed) {
        if (swallowed != Quota.EXHAUSTED) {
            log.warn(
                    "timer task {} took {} ms and kept others waiting ({} more since the last line)",
                    task.getClass().getName(),
                    TimeUnit.NANOSECONDS.toMillis(nanos),
                    swallowed);
        }
    }

    private static long nanos(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay: expected zero or more, got " + delay);
        }
        return delay.compareTo(LONGEST) < 0 ? delay.toNanos() : LONGEST.toNanos();
    }

    private static ScheduledThreadPoolExecutor pool(int threads, String name) {
        AtomicInteger number = new AtomicInteger();
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(threads, task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        pool.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        return pool;
    }

    /** Lets one line through in {@link #SILENCE} and counts the others. */
    private static final class Quota {
        static final long EXHAUSTED = -1;

        private final AtomicLong nextLine = new AtomicLong(System.nanoTime());
        private final AtomicLong swallowed = new AtomicLong();

        /** How many lines were swallowed since the last one, or {@link #EXHAUSTED} when this one is swallowed as well. */
        long take(long now) {
            long due = nextLine.get();
            if (now - due >= 0 && nextLine.compareAndSet(due, now + SILENCE.toNanos())) {
                return swallowed.getAndSet(0);
            }
            swallowed.incrementAndGet();
            return EXHAUSTED;
        }
    }
}
