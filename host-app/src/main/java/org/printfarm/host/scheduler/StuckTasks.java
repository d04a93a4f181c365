package org.printfarm.host.scheduler;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a task which does not come back keeps nobody else waiting: the pool gets another thread for each of them,
 * until the task does come back. At most {@value #MAX_EXTRA} threads more; then a plugin that hangs everywhere may as well
 * stop the timers. Any thread.
 */
final class StuckTasks {

    static final int MAX_EXTRA = 16;

    private static final Logger log = LoggerFactory.getLogger(SharedScheduler.class);

    private final ScheduledThreadPoolExecutor pool;
    private final Duration limit;
    private final int threads;

    /** What runs now, and since when. Guarded by {@code this}. */
    private final Map<Object, Run> running = new LinkedHashMap<>();

    private static final class Run {
        private final String task;
        private final long begin;
        private boolean isStuck;

        Run(String task, long begin) {
            this.task = task;
            this.begin = begin;
        }
    }

    StuckTasks(ScheduledThreadPoolExecutor pool, Duration limit) {
        this.pool = pool;
        this.limit = limit;
        this.threads = pool.getCorePoolSize();
    }

    /** A task begins; the key tells this run from all others. */
    synchronized void begin(Object key, Runnable task, long now) {
        running.put(key, new Run(task.getClass().getName(), now));
    }

    /** It came back. */
    synchronized void end(Object key) {
        Run run = running.remove(key);
        if (run != null && run.isStuck) {
            pool.setCorePoolSize(threads + stuck());
        }
    }

    /** Looks for tasks that are out for longer than the limit. To be called every now and then. */
    synchronized void look(long now) {
        for (Run run : running.values()) {
            if (!run.isStuck && stuck() < MAX_EXTRA && now - run.begin > limit.toNanos()) {
                run.isStuck = true;
                pool.setCorePoolSize(threads + stuck());
                log.error(
                        "timer task {} has not come back for {} ms: a fault of its plugin; another thread takes its place",
                        run.task,
                        limit.toMillis());
            }
        }
    }

    private int stuck() {
        return (int) running.values().stream().filter(run -> run.isStuck).count();
    }
}
