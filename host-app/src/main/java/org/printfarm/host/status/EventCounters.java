package org.printfarm.host.status;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.printfarm.api.service.PrinterEvent.Kind;

/** How often what happened at one printer. Any thread; room for what happens only, as most printers see few kinds. */
final class EventCounters {

    private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>(4);

    void count(Kind kind) {
        counts.computeIfAbsent(kind, first -> new LongAdder()).increment();
    }

    /** Only what happened at least once. */
    Map<Kind, Long> snapshot() {
        Map<Kind, Long> snapshot = new EnumMap<>(Kind.class);
        counts.forEach((kind, count) -> snapshot.put(kind, count.sum()));
        return snapshot;
    }
}
