package org.printfarm.host.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.printfarm.api.Registration;

/** What is due of one walk, on the inbox's thread and under the walk's lock. Confined to that lock. */
final class DueSteps {

    private final InboxThread thread;
    private final Object lock;
    private final Runnable afterwards;
    private final List<Registration> timers = new ArrayList<>(1);

    /** Counts the calls of {@link #clear}: what was added before the last is on its way in vain. */
    private int cleared;

    /**
     * Nothing is due yet.
     *
     * @param lock held while a step runs
     * @param afterwards follows each step, without the lock
     */
    DueSteps(InboxThread thread, Object lock, Runnable afterwards) {
        this.thread = thread;
        this.lock = lock;
        this.afterwards = afterwards;
    }

    /** Nothing of what was added happens, not even what is on its way to the inbox's thread. */
    void clear() {
        cleared++;
        timers.forEach(Registration::close);
        timers.clear();
    }

    /** Has a step happen later. */
    void add(Duration delay, Runnable step) {
        int own = cleared;
        timers.add(thread.after(delay, () -> {
            synchronized (lock) {
                if (own == cleared) {
                    step.run();
                }
            }
            afterwards.run();
        }));
    }
}
