package org.printfarm.api.contract;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.printfarm.api.Registration;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.job.PrinterState;

/** A printer's state that the test drives. */
public final class DrivenState implements PrinterState {

    private static final long FREE_BYTES = 20L << 30;
    private static final long TOTAL_BYTES = 32L << 30;

    private final List<Consumer<PrintStatus>> listeners = new CopyOnWriteArrayList<>();
    private volatile PrintStatus current = new PrintStatus(PrintPhase.IDLE, Optional.empty(), FREE_BYTES, TOTAL_BYTES);

    /** Moves the printer on and tells the listeners. */
    public void become(PrintStatus next) {
        current = next;
        listeners.forEach(listener -> listener.accept(next));
    }

    /** How many listeners there are: none may be left after the close of a service. */
    public int listeners() {
        return listeners.size();
    }

    @Override
    public PrintStatus current() {
        return current;
    }

    @Override
    public Registration onChange(Consumer<PrintStatus> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
