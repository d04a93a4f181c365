package org.printfarm.host.status;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.printfarm.api.PrinterEvent.Kind;

/** How often what happened at one printer. Any thread; less than 1 KB, so that thousands of printers cost little. */
final class EventCounters {

    /** Filled once and only read later, which any thread may do. */
    private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

    EventCounters() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    void count(Kind kind) {
        LongAdder count = counts.get(kind);
        if (count != null) {
            count.increment();
        }
    }

    /** Only what happened at least once. */
    Map<Kind, Long> snapshot() {
        Map<Kind, Long> snapshot = new EnumMap<>(Kind.class);
        counts.forEach((kind, count) -> {
            long sum = count.sum();
            if (sum > 0) {
                snapshot.put(kind, sum);
            }
        });
        return snapshot;
    }
}
