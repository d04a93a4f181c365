package org.printfarm.host.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.printfarm.api.Registration;
import org.printfarm.api.job.MachineReadings;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.job.PrinterState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one printer shows. Changes are noted by {@link #show}, under whatever lock the caller has, and told by {@link #deliver},
 * which must be called without one. Whoever delivers first tells all that is noted, in order; the others go on at once. So no
 * listener is ever waited for by a thread that holds a lock.
 */
final class PrintStatusPublisher implements PrinterState {

    private static final Logger LOG = LoggerFactory.getLogger(PrintStatusPublisher.class);

    private final String printer;
    private final FreeSpace room;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Room for one: a printer that shows nothing new needs none, and there are many of them. */
    private final Deque<Change> untold = new ArrayDeque<>(1);

    private boolean telling;
    private volatile Shown shown = Shown.IDLE;
    private volatile Optional<MachineReadings> machine = Optional.empty();

    PrintStatusPublisher(String printer, FreeSpace room) {
        this.printer = printer;
        this.room = room;
    }

    /** What is shown. */
    record Shown(
            PrintPhase phase, Optional<PrintRequest> request, PrintProgress progress, Optional<PrintFailure> failure) {

        /** Nothing. */
        static final Shown IDLE = new Shown(PrintPhase.IDLE, Optional.empty(), PrintProgress.NONE, Optional.empty());

        /** Whether this is that phase of that request. */
        boolean is(PrintPhase other, PrintRequest about) {
            return phase == other && request.filter(about::equals).isPresent();
        }
    }

    private record Change(PrintStatus status, List<Listener> listeners) {}

    /** By identity: one consumer may be registered twice. */
    private static final class Listener {
        private final Consumer<PrintStatus> consumer;

        Listener(Consumer<PrintStatus> consumer) {
            this.consumer = consumer;
        }
    }

    @Override
    public PrintStatus current() {
        return status(shown);
    }

    @Override
    public Registration onChange(Consumer<PrintStatus> consumer) {
        Listener listener = new Listener(consumer);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** What is shown now. */
    Shown shown() {
        return shown;
    }

    /** Shows something else from now on. */
    synchronized void show(Shown next) {
        shown = next;
        untold.add(new Change(status(next), List.copyOf(listeners)));
    }

    /** Shows something else of the machine from now on; empty for none. */
    synchronized void showMachine(Optional<MachineReadings> readings) {
        if (!readings.equals(machine)) {
            machine = readings;
            untold.add(new Change(status(shown), List.copyOf(listeners)));
        }
    }

    /** Tells the listeners. Without a lock. */
    void deliver() {
        for (Optional<Change> change = begin(); change.isPresent(); change = next()) {
            for (Listener listener : change.get().listeners()) {
                if (listeners.contains(listener)) {
                    tell(listener, change.get().status());
                }
            }
        }
    }

    private void tell(Listener listener, PrintStatus status) {
        try {
            listener.consumer.accept(status);
        } catch (RuntimeException | Error e) {
            // Its text may hold the request; the kind of trouble must do.
            LOG.error(
                    "printer={} listener=failed reason={}",
                    printer,
                    e.getClass().getName());
        }
    }

    private synchronized Optional<Change> begin() {
        return telling ? Optional.empty() : next();
    }

    private synchronized Optional<Change> next() {
        Optional<Change> change = Optional.ofNullable(untold.poll());
        telling = change.isPresent();
        return change;
    }

    private PrintStatus status(Shown what) {
        FreeSpace.Room now = room.now();
        return new PrintStatus(what.phase, what.request, what.progress, what.failure, machine, now.free(), now.total());
    }
}
