package org.printfarm.host.event;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;

/** How often what happened at each printer. Any thread; room for what happens only, as most printers see few kinds. */
public final class EventCounters implements EventBus.Subscriber {

    /** Kinds whose codes are told apart. What fails has few of them; a code elsewhere may name a job. */
    private static final Set<Kind> CODED =
            EnumSet.of(Kind.TLS_FAILED, Kind.LOGIN_FAILED, Kind.UPLOAD_FAILED, Kind.OVERLOADED);

    /** What is told apart at one printer; what comes beyond it counts together, as {@value #OTHER}. */
    static final int MOST = 64;

    private static final String OTHER = "OTHER";

    private final Map<String, Map<What, Tally>> counts = new ConcurrentHashMap<>();

    /** What is counted together; the code is empty where it does not count. */
    private record What(Kind kind, String code) {}

    private static final class Tally {
        private final LongAdder times = new LongAdder();
        private final LongAdder bytes = new LongAdder();
    }

    /**
     * What happened at one printer since the start.
     *
     * @param code upper case; empty where codes are not told apart
     * @param times at least once
     * @param bytes the sizes that belong to it together
     */
    public record Count(String printer, Kind kind, String code, long times, long bytes) {}

    @Override
    public void on(FarmEvent event) {
        Map<What, Tally> own = counts.computeIfAbsent(event.printer(), printer -> new ConcurrentHashMap<>(4));
        Tally tally = own.computeIfAbsent(what(event.event(), own), first -> new Tally());
        tally.times.increment();
        tally.bytes.add(event.event().bytes());
    }

    private static What what(PrinterEvent event, Map<What, Tally> own) {
        if (!CODED.contains(event.kind())) {
            return new What(event.kind(), "");
        }
        What exact = new What(event.kind(), event.code());
        return own.size() < MOST || own.containsKey(exact) ? exact : new What(event.kind(), OTHER);
    }

    @Override
    public void removed(String printer) {
        counts.remove(printer);
    }

    /** A copy: by printer, and what happened at least once. */
    public List<Count> snapshot() {
        List<Count> snapshot = new ArrayList<>();
        new TreeMap<>(counts)
                .forEach((printer, own) -> own.forEach((what, tally) -> snapshot.add(
                        new Count(printer, what.kind(), what.code(), tally.times.sum(), tally.bytes.sum()))));
        return snapshot;
    }
}
