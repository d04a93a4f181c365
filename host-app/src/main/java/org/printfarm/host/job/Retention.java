package org.printfarm.host.job;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.printfarm.host.job.store.JobRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes jobs as {@link InboxSettings} say, a page at each look. Runs on the inbox's thread.
 *
 * <p>A clock that jumped makes everything look old. So what goes by its age is a bounded share of all jobs a day, counted in looks
 * and not by that clock: the rest goes on the following days, or stays when the clock was set right.
 */
final class Retention {

    /** How often it looks. */
    static final Duration PERIOD = Duration.ofMinutes(1);

    /** Jobs that one look removes at most. */
    static final int PAGE = 200;

    /** The share of all jobs that a day removes by age, unless they are kept for so few days that more come in. */
    static final double SHARE_A_DAY = 0.1;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration DAY = Duration.ofDays(1);
    private static final double LOOKS_A_DAY = (double) DAY.toMillis() / PERIOD.toMillis();

    private final JobRepository repository;
    private final InboxSettings settings;

    /** Jobs that may go by age now, of which parts of one are saved up. */
    private double allowance = Double.POSITIVE_INFINITY;

    private boolean warned;

    Retention(JobRepository repository, InboxSettings settings) {
        this.repository = repository;
        this.settings = settings;
    }

    /** Whether there is anything to do, ever. */
    boolean isNeeded() {
        return settings.keepFor().isPresent() || settings.keepBytes().isPresent();
    }

    /** One look. */
    void run() {
        try {
            int removed = settings.keepFor().isPresent()
                    ? removeOld(settings.keepFor().get())
                    : 0;
            removed += settings.keepBytes().isPresent()
                    ? removeMuch(settings.keepBytes().get())
                    : 0;
            if (removed > 0) {
                LOG.info("retention=removed jobs={}", removed);
            }
        } catch (IOException e) {
            LOG.warn("retention=failed reason=STORAGE", e);
        }
    }

    private int removeOld(Duration age) throws IOException {
        double most = Math.ceil(repository.queries().totals().jobs() * shareADay(age));
        allowance = Math.min(most, allowance + most / LOOKS_A_DAY);
        int allowed = (int) Math.min(PAGE, allowance);
        Instant limit = repository.clock().instant().minus(age);
        List<String> due = repository.queries().before(limit, allowed + 1);
        boolean held = due.size() > allowed && allowed < PAGE;
        if (held && !warned) {
            LOG.warn(
                    "retention=held reason=MANY_DUE share-a-day={} hint=\"is the clock right? the rest goes on the next days\"",
                    shareADay(age));
        }
        warned = held || (warned && !due.isEmpty());
        int removed = repository.delete(due.subList(0, Math.min(allowed, due.size())));
        allowance -= removed;
        return removed;
    }

    /** Twice what comes in, where a share of {@link #SHARE_A_DAY} would not keep up. */
    private static double shareADay(Duration age) {
        return Math.min(1, Math.max(SHARE_A_DAY, 2.0 * DAY.toMillis() / Math.max(1, age.toMillis())));
    }

    /** A content's bytes are free only when the last job that has it is gone. */
    private int removeMuch(long limit) throws IOException {
        if (repository.queries().totals().bytes() <= limit) {
            return 0;
        }
        int removed = 0;
        for (String id : repository.queries().oldest(PAGE)) {
            if (repository.queries().totals().bytes() <= limit) {
                break;
            }
            removed += repository.delete(List.of(id));
        }
        return removed;
    }
}
