package org.printfarm.web.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmContext;
import org.printfarm.api.farm.FarmEvents;
import org.printfarm.web.http.HttpReply;
import org.printfarm.web.http.Visitors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings events to all who watch, as server-sent events, from one thread that is there while somebody does. */
final class EventFanOut implements AutoCloseable {

    /** Watchers at once. */
    static final int MAX_WATCHERS = 256;

    private static final Duration BEAT = Duration.ofSeconds(10);

    /** From one round to the next at least: what comes in between goes out together. */
    private static final Duration PACE = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(EventFanOut.class);

    private final FarmContext context;
    private final Visitors visitors;
    private final List<EventWatcher> watchers = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Before each id, so that ids of an earlier run of the farm are told from those of this one. */
    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    private @Nullable Thread thread;

    EventFanOut(FarmContext context, Visitors visitors) {
        this.context = context;
        this.visitors = visitors;
    }

    /** See {@link ApiRoute.Action}. */
    Optional<HttpReply> watch(ApiExchange call) throws FarmCallException {
        FarmEvents events = call.caller().events(lastSeen(call));
        Set<String> printers = Set.copyOf(call.all("printer"));
        Set<String> kinds = Set.copyOf(call.all("kind"));
        String name = call.caller().name();
        String role = call.caller().role();
        EventWatcher watcher = new EventWatcher(
                events,
                (printer, kind) ->
                        (printers.isEmpty() || printers.contains(printer)) && (kinds.isEmpty() || kinds.contains(kind)),
                call.response(),
                call.callback(),
                () -> visitors.of(call.request())
                        .filter(now -> now.caller().name().equals(name)
                                && now.caller().role().equals(role))
                        .isPresent(),
                run);
        call.response().setStatus(200);
        call.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        add(watcher);
        return Optional.empty();
    }

    /** All that are kept, for who names an id of another run. */
    private long lastSeen(ApiExchange call) throws FarmCallException {
        String given = call.request().getHeaders().get("Last-Event-ID");
        String text = given == null ? call.query("after").orElse("") : given;
        if (text.isEmpty()) {
            return Long.MAX_VALUE;
        }
        try {
            return text.startsWith(run + "-") ? Math.max(0, Long.parseLong(text.substring(run.length() + 1))) : 0;
        } catch (NumberFormatException e) {
            throw ApiExchange.badRequest("Last-Event-ID: expected the id of an event");
        }
    }

    private synchronized void add(EventWatcher watcher) throws FarmCallException {
        if (closed.getCount() == 0 || watchers.size() >= MAX_WATCHERS) {
            throw new FarmCallException("BUSY", "so many watch already", "try again later");
        }
        watcher.begin();
        watchers.add(watcher);
        if (thread == null) {
            Thread fresh = new Thread(this::serve, "web-events");
            fresh.setDaemon(true);
            fresh.start();
            thread = fresh;
        }
    }

    private synchronized boolean isNeeded() {
        if (watchers.isEmpty() || closed.getCount() == 0) {
            thread = null;
            return false;
        }
        return true;
    }

    private void serve() {
        long seen = 0;
        long beat = System.nanoTime();
        try {
            while (isNeeded()) {
                watchers.forEach(EventWatcher::push);
                if (System.nanoTime() - beat > BEAT.toNanos()) {
                    watchers.forEach(EventWatcher::beat);
                    beat = System.nanoTime();
                }
                watchers.removeIf(EventWatcher::isOver);
                boolean over = closed.await(PACE.toMillis(), TimeUnit.MILLISECONDS);
                seen = over ? seen : context.awaitEvent(seen, BEAT.dividedBy(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("the events broke off", e);
            startOver();
        }
    }

    /** Those who watch come again, by themselves, and find a thread that serves. */
    private synchronized void startOver() {
        watchers.forEach(EventWatcher::end);
        watchers.clear();
        thread = null;
    }

    /** Ends all of them. */
    @Override
    public void close() {
        closed.countDown();
        watchers.forEach(EventWatcher::end);
    }
}
