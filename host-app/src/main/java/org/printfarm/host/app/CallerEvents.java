package org.printfarm.host.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.farm.FarmEvents;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.host.cluster.Group;
import org.printfarm.host.event.EventBus;
import org.printfarm.host.event.FarmChange;
import org.printfarm.host.event.FarmEvent;
import org.printfarm.host.event.Happening;
import org.printfarm.host.event.OwnerMove;
import org.printfarm.host.view.EventView;

/** What happens, for one caller: his part of the farm alone, and peers' addresses only where he may know them. */
final class CallerEvents implements FarmEvents {

    /** What tells of changes, in place of a printer's service. */
    private static final String FARM = "farm";

    private final EventBus.Subscription events;
    private final Supplier<Reach> reach;
    private final boolean isWhole;
    private final boolean withPeers;

    /**
     * Begins.
     *
     * @param reach what he has of the farm now
     * @param isWhole whether that is all of it, also what is not in the configuration any more
     */
    CallerEvents(EventBus.Subscription events, Supplier<Reach> reach, boolean isWhole, boolean withPeers) {
        this.events = events;
        this.reach = reach;
        this.isWhole = isWhole;
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
        if (batch.events().isEmpty()) {
            return new Batch(batch.lost(), List.of());
        }
        Reach now = reach.get();
        List<Entry> entries = new ArrayList<>();
        for (Happening happening : batch.events()) {
            EventView view = view(happening);
            if (wanted.test(view.printer(), view.kind()) && isHis(happening, now)) {
                entries.add(new Entry(view.id(), view.kind(), document(view)));
            }
        }
        return new Batch(batch.lost(), entries);
    }

    private boolean isHis(Happening happening, Reach now) {
        if (happening instanceof FarmEvent event) {
            return now.printers().contains(event.printer());
        }
        if (happening instanceof OwnerMove move) {
            return isWhole
                    || now.printers().contains(id(move.what(), Group.PRINTER))
                    || now.machines().contains(id(move.what(), Group.MACHINE));
        }
        FarmChange change = (FarmChange) happening;
        return isWhole
                || switch (change.kind()) {
                    case MACHINE -> now.machines().contains(change.subject());
                    case JOB, PRINTER, SERVICE -> now.printers().contains(change.printer());
                    case PROGRESS, CHANGED -> true;
                    case HOST -> false;
                };
    }

    /** What follows a prefix; empty where something else stands before it. */
    private static String id(String what, String prefix) {
        return what.startsWith(prefix) ? what.substring(prefix.length()) : "";
    }

    private EventView view(Happening happening) {
        String time = Instant.ofEpochMilli(happening.millis()).toString();
        if (happening instanceof FarmEvent happened) {
            PrinterEvent event = happened.event();
            return new EventView(
                    happened.id(),
                    time,
                    happened.printer(),
                    event.service(),
                    word(event.kind()),
                    event.code(),
                    event.port(),
                    event.bytes(),
                    withPeers ? number(event.peer().getAddress()) : null,
                    null,
                    null);
        }
        return happening instanceof OwnerMove move ? view(move, time) : view((FarmChange) happening, time);
    }

    private static EventView view(FarmChange change, String time) {
        return new EventView(
                change.id(),
                time,
                change.printer(),
                FARM,
                word(change.kind()),
                change.code(),
                0,
                0,
                null,
                change.subject().isEmpty() ? null : change.subject(),
                null);
    }

    private static EventView view(OwnerMove move, String time) {
        return new EventView(
                move.id(),
                time,
                id(move.what(), Group.PRINTER),
                FARM,
                "owner",
                "MOVED",
                0,
                0,
                null,
                move.what(),
                new EventView.Move(move.from(), move.to(), move.why()));
    }

    private static @Nullable String number(@Nullable InetAddress address) {
        return address == null ? null : address.getHostAddress();
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String document(EventView view) {
        try {
            return ControlProtocol.JSON.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that is no JSON", e);
        }
    }
}
