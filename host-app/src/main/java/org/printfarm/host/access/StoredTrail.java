package org.printfarm.host.access;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the trail in the record for {@link #KEPT}, {@link #MOST} lines of it at most. */
public final class StoredTrail implements Trail {

    /** How long a line is kept. */
    public static final Duration KEPT = Duration.ofDays(400);

    /** Lines in all. */
    public static final long MOST = 1_000_000;

    /** What is done to a caller again and again is noted once in this time: each line is a write to the disk. */
    static final Duration QUIET = Duration.ofMinutes(1);

    /** Lines between two looks at what is too old, and how many go at one. */
    private static final int PAGE = 500;

    private static final int MAX_REFUSED = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(StoredTrail.class);

    private final AuditStore store;
    private final Clock clock;

    /** When each caller was last refused each verb; the oldest first. */
    private final Map<String, Instant> refused = new LinkedHashMap<>();

    private int untilSweep;

    public StoredTrail(AuditStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public synchronized void note(Caller caller, String verb, String target, String outcome) {
        Instant now = clock.instant();
        if (!outcome.equals(Trail.DONE) && isRepeated(caller.name() + " " + verb + " " + outcome, now)) {
            return;
        }
        try {
            store.add(new AuditEntry(
                    0, now, caller.name(), caller.way().name().toLowerCase(Locale.ROOT), verb, target, outcome));
            if (untilSweep-- <= 0) {
                untilSweep = PAGE / 2;
                store.forget(now.minus(KEPT), MOST, PAGE);
            }
        } catch (IOException e) {
            LOG.error("verb={} outcome={} trail=lost reason=STORAGE", verb, outcome, e);
        }
    }

    private boolean isRepeated(String what, Instant now) {
        Instant before = refused.get(what);
        if (before != null && now.isBefore(before.plus(QUIET)) && !now.isBefore(before)) {
            return true;
        }
        refused.remove(what);
        refused.put(what, now);
        if (refused.size() > MAX_REFUSED) {
            refused.remove(refused.keySet().iterator().next());
        }
        return false;
    }
}
