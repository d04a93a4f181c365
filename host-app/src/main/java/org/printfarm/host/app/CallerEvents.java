package org.printfarm.host.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.printfarm.api.farm.FarmEvents;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.host.event.EventBus;
import org.printfarm.host.event.FarmEvent;
import org.printfarm.host.view.EventView;

/** What happens, for one caller: his printers alone, and peers' addresses only where he may know them. */
final class CallerEvents implements FarmEvents {

    private final EventBus.Subscription events;
    private final Predicate<String> reach;
    private final boolean withPeers;

    CallerEvents(EventBus.Subscription events, Predicate<String> reach, boolean withPeers) {
        this.events = events;
        this.reach = reach;
        this.withPeers = withPeers;
    }

    @Override
    public Batch next(BiPredicate<String, String> wanted) {
        EventBus.Batch batch;
        try {
            batch = events.next(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Batch(0, List.of());
        }
        List<Entry> entries = new ArrayList<>();
        for (FarmEvent event : batch.events()) {
            String kind = event.event().kind().name().toLowerCase(Locale.ROOT);
            if (wanted.test(event.printer(), kind) && reach.test(event.printer())) {
                entries.add(new Entry(event.id(), kind, document(event, kind)));
            }
        }
        return new Batch(batch.lost(), entries);
    }

    private String document(FarmEvent happened, String kind) {
        PrinterEvent event = happened.event();
        EventView view = new EventView(
                happened.id(),
                happened.time().toString(),
                happened.printer(),
                event.service(),
                kind,
                event.code(),
                event.port(),
                event.bytes(),
                withPeers && event.peer().getAddress() != null
                        ? event.peer().getAddress().getHostAddress()
                        : null);
        try {
            return ControlProtocol.JSON.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that is no JSON", e);
        }
    }
}
