package org.printfarm.mqtt.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.job.PrinterState;
import org.printfarm.mqtt.message.StatusText;

/**
 * The status that clients see, written once per change and numbered at each push. Confined to the printer's thread.
 *
 * <p>While a print request is being decided, changes wait: its answer goes out before the states that follow from it. While
 * a change is on its way, pushes repeat what was shown: no client sees a state before the one that led to it.
 */
final class StatusFeed {

    /** Changes that wait. A print leads to about fifteen. */
    private static final int MAX_WAITING = 32;

    private final PrinterState state;
    private final Function<PrintStatus, StatusText> writer;
    private final Deque<PrintStatus> waiting = new ArrayDeque<>();
    private Optional<PrintStatus> shown = Optional.empty();
    private Optional<StatusText> text = Optional.empty();
    private final AtomicInteger announced = new AtomicInteger();
    private int undecided;
    private long sequence;

    StatusFeed(PrinterState state, Function<PrintStatus, StatusText> writer) {
        this.state = state;
        this.writer = writer;
    }

    void requestBegins() {
        undecided++;
    }

    void requestDecided() {
        undecided--;
    }

    /** A change is on its way to the printer's thread. Any thread. */
    void announced() {
        announced.incrementAndGet();
    }

    void changed(PrintStatus status) {
        if (waiting.size() == MAX_WAITING) {
            waiting.removeFirst();
        }
        waiting.addLast(status);
    }

    /** What was announced has arrived. */
    void arrived() {
        announced.decrementAndGet();
    }

    /** What is to be shown beside the state has changed: it is written anew. */
    void settingsChanged() {
        text = Optional.empty();
    }

    /**
     * The next change that clients are to see, as a push.
     *
     * @return empty when there is none, or while a request is being decided
     */
    Optional<byte[]> nextChange() {
        return undecided > 0
                ? Optional.empty()
                : Optional.ofNullable(waiting.pollFirst()).map(this::push);
    }

    /**
     * A push of how things are now.
     *
     * @return JSON with a number of its own
     */
    byte[] now() {
        boolean keep = undecided > 0 || !waiting.isEmpty() || announced.get() > 0;
        return push(keep && shown.isPresent() ? shown.get() : state.current());
    }

    /** The request whose print the last push showed as running. */
    Optional<PrintRequest> running() {
        return shown.filter(status -> status.phase() == PrintPhase.RUNNING).flatMap(PrintStatus::request);
    }

    /** Forgets the written status when nobody is there to read it, so that an idle printer costs nothing. */
    void nobodyLooks() {
        text = Optional.empty();
        shown = Optional.empty();
        waiting.clear();
    }

    private byte[] push(PrintStatus status) {
        StatusText current = text.filter(written ->
                        shown.filter(before -> readAlike(before, status)).isPresent())
                .orElseGet(() -> writer.apply(status));
        text = Optional.of(current);
        shown = Optional.of(status);
        return current.numbered(++sequence, status.storageFreeBytes());
    }

    /** But for the room left, which each push puts in. */
    private static boolean readAlike(PrintStatus one, PrintStatus other) {
        return one.phase() == other.phase()
                && one.request().equals(other.request())
                && one.progress().equals(other.progress())
                && one.failure().equals(other.failure())
                && one.machine().equals(other.machine())
                && one.storageTotalBytes() == other.storageTotalBytes();
    }
}
