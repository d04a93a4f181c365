package org.printfarm.host.intake;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes jobs as {@link InboxSettings} say. Runs on the inbox's thread. */
final class Retention {

    /** How often it looks. */
    static final Duration PERIOD = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Depot depot;
    private final InboxSettings settings;

    Retention(Depot depot, InboxSettings settings) {
        this.depot = depot;
        this.settings = settings;
    }

    /** Whether there is anything to do, ever. */
    boolean isNeeded() {
        return settings.keepFor().isPresent() || settings.keepBytes().isPresent();
    }

    /** One look. */
    void run() {
        try {
            List<Job> jobs = depot.list();
            Set<String> outdated = outdated(jobs);
            if (!outdated.isEmpty()) {
                LOG.info("retention=removed jobs={}", depot.delete(outdated));
            }
        } catch (IOException e) {
            LOG.warn("retention=failed reason=STORAGE", e);
        }
    }

    private Set<String> outdated(List<Job> jobs) {
        Set<String> outdated = new LinkedHashSet<>();
        settings.keepFor().ifPresent(age -> {
            Instant limit = depot.clock().instant().minus(age);
            jobs.stream()
                    .filter(job -> job.received().isBefore(limit))
                    .map(Job::id)
                    .forEach(outdated::add);
        });
        settings.keepBytes().ifPresent(limit -> removeOldest(jobs, limit, outdated));
        return outdated;
    }

    /** A content's bytes are free only when the last job that has it is gone. */
    private static void removeOldest(List<Job> jobs, long limit, Set<String> outdated) {
        Map<String, Integer> uses = new HashMap<>();
        long total = 0;
        for (Job job : jobs) {
            if (!outdated.contains(job.id()) && uses.merge(job.content().sha256(), 1, Integer::sum) == 1) {
                total += job.content().bytes();
            }
        }
        for (Job job : jobs.subList(0, Math.max(0, jobs.size() - 1))) {
            if (total <= limit) {
                return;
            }
            if (outdated.add(job.id()) && uses.merge(job.content().sha256(), -1, Integer::sum) == 0) {
                total -= job.content().bytes();
            }
        }
    }
}
