package org.printfarm.host.job;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.printfarm.api.Registration;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.JobRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes on beside a running inbox, on its thread: what an earlier process left is swept, old jobs go, and stored bytes are
 * read again.
 */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    /** Between two sweeps of files that several hosts store, and which therefore stay for a while when nobody needs them. */
    private static final Duration SHARED_SWEEP = Duration.ofDays(1);

    private static final Duration FIRST_RETENTION = Duration.ofSeconds(5);

    private final JobRepository repository;
    private final InboxThread thread;
    private final ContentCheck check;
    private final List<Registration> timers = new ArrayList<>();

    Housekeeping(JobRepository repository, InboxThread thread, InboxEvents events) {
        this.repository = repository;
        this.thread = thread;
        this.check = new ContentCheck(repository, events, System::nanoTime);
    }

    /** Begins with all of it. */
    void begin(InboxSettings settings) {
        sweep(0);
        if (repository.folder().isShared()) {
            timers.add(thread.every(SHARED_SWEEP, SHARED_SWEEP, () -> sweep(0)));
        }
        Retention rules = new Retention(repository, settings);
        if (rules.isNeeded()) {
            timers.add(thread.every(FIRST_RETENTION, Retention.PERIOD, rules::run));
        }
        checkAfter(ContentCheck.IDLE);
    }

    /** Folder by folder beside whatever else is to do: with a million files it takes longer than a start may. */
    private void sweep(int folder) {
        thread.run(() -> {
            String digits = InboxFolder.digits(folder);
            try {
                repository.sweep(digits);
            } catch (IOException e) {
                LOG.warn("inbox=unswept folder={} reason=STORAGE", digits, e);
            }
            if (folder + 1 < InboxFolder.FOLDERS) {
                sweep(folder + 1);
            }
        });
    }

    private void checkAfter(Duration pause) {
        thread.after(pause, () -> checkAfter(check.run()));
    }

    /** After the thread, on which nothing of it runs any more then. */
    @Override
    public void close() {
        timers.forEach(Registration::close);
        check.close();
    }
}
