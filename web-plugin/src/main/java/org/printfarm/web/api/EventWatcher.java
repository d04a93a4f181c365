package org.printfarm.web.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmEvents;

/**
 * One who watches. Nothing is queued for him: while his last bytes are on their way he is passed over, and reads on from where he
 * was. The fan-out's thread, but for the end of a write.
 */
final class EventWatcher {

    /** Whether he may still see what he sees. */
    @FunctionalInterface
    interface StillKnown {
        boolean ask() throws FarmCallException;
    }

    private final FarmEvents events;
    private final BiPredicate<String, String> wanted;
    private final Response response;
    private final Callback callback;
    private final StillKnown known;
    private final String run;
    private final AtomicBoolean isWriting = new AtomicBoolean();
    private final AtomicBoolean isOver = new AtomicBoolean();

    EventWatcher(
            FarmEvents events,
            BiPredicate<String, String> wanted,
            Response response,
            Callback callback,
            StillKnown known,
            String run) {
        this.events = events;
        this.wanted = wanted;
        this.response = response;
        this.callback = callback;
        this.known = known;
        this.run = run;
    }

    boolean isOver() {
        return isOver.get();
    }

    /** Sends what came since. */
    void push() {
        if (isOver() || isWriting.get()) {
            return;
        }
        FarmEvents.Batch batch = events.next(wanted);
        text(batch).ifPresent(this::write);
    }

    private Optional<String> text(FarmEvents.Batch batch) {
        List<FarmEvents.Entry> entries = batch.events();
        if (entries.isEmpty() && batch.lost() == 0) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        if (batch.lost() > 0) {
            text.append("event: lost\ndata: {\"lost\":").append(batch.lost()).append("}\n\n");
        }
        for (FarmEvents.Entry entry : entries) {
            text.append("id: ").append(run).append('-').append(entry.id());
            text.append("\nevent: ").append(entry.kind());
            text.append("\ndata: ").append(entry.document()).append("\n\n");
        }
        return Optional.of(text.toString());
    }

    /** Says that the connection lives, and ends it for who may see it no more. */
    void beat() {
        try {
            if (!known.ask()) {
                end();
                return;
            }
        } catch (FarmCallException e) {
            // Cannot be found out now: at the next beat.
        }
        if (!isOver() && !isWriting.get()) {
            write(": \n\n");
        }
    }

    /** The first bytes. */
    void begin() {
        write(": watching\n\n");
    }

    private void write(String text) {
        isWriting.set(true);
        response.write(
                false,
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
                Callback.from(() -> isWriting.set(false), failure -> {
                    if (isOver.compareAndSet(false, true)) {
                        callback.failed(failure);
                    }
                }));
    }

    /** No more comes. While bytes are on their way the connection is left to its time-out. */
    void end() {
        if (!isWriting.get() && isOver.compareAndSet(false, true)) {
            response.write(true, ByteBuffer.allocate(0), callback);
        }
    }
}
