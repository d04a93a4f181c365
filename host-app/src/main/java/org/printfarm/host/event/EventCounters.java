package org.printfarm.host.event;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.printfarm.api.service.PrinterEvent.Kind;

/** How often what happened at each printer. Any thread; room for what happens only, as most printers see few kinds. */
public final class EventCounters implements EventBus.Subscriber {

    private final Map<String, Map<Kind, LongAdder>> counts = new ConcurrentHashMap<>();

    @Override
    public void on(FarmEvent event) {
        counts.computeIfAbsent(event.printer(), printer -> new ConcurrentHashMap<>(4))
                .computeIfAbsent(event.event().kind(), first -> new LongAdder())
                .increment();
    }

    @Override
    public void removed(String printer) {
        counts.remove(printer);
    }

    /**
     * How often what happened since the start.
     *
     * @return for each printer's id the kinds that happened at least once; a copy
     */
    public Map<String, Map<Kind, Long>> snapshot() {
        Map<String, Map<Kind, Long>> snapshot = new TreeMap<>();
        counts.forEach((printer, kinds) -> {
            Map<Kind, Long> own = new EnumMap<>(Kind.class);
            kinds.forEach((kind, count) -> own.put(kind, count.sum()));
            snapshot.put(printer, own);
        });
        return snapshot;
    }
}
