package org.printfarm.host.job;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.printfarm.api.driver.MachineSetting;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.JobRouting.Pooled;
import org.printfarm.host.job.JobRouting.Route;
import org.printfarm.host.job.store.JobStore;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one printer shows of its prints: its own walk through them, or what the machine does that its jobs go to. Any thread. */
final class PrinterDisplay {

    private static final Logger LOG = LoggerFactory.getLogger(PrinterDisplay.class);

    private final String printer;
    private final JobRouting routing;
    private final JobStore store;
    private final PrintStatusPublisher publisher;
    private final InboxThread thread;
    private final PrintWalk walk;

    /** Shows the prints in place of the walk, while a machine does them. */
    private final MachineMirror mirror;

    PrinterDisplay(
            String printer, JobRouting routing, JobStore store, PrintStatusPublisher publisher, InboxThread thread) {
        this.printer = printer;
        this.routing = routing;
        this.store = store;
        this.publisher = publisher;
        this.thread = thread;
        this.walk = new PrintWalk(publisher, thread);
        this.mirror = new MachineMirror(publisher);
    }

    /** What is shown of its own. */
    PrintWalk walk() {
        return walk;
    }

    /** Where it is told to those who look. */
    PrintStatusPublisher publisher() {
        return publisher;
    }

    /** Tells what is shown by now, soon. */
    void deliverSoon() {
        thread.run(publisher::deliver);
    }

    /** The machine that it shows, by its id; empty when it shows itself. */
    Optional<String> machine() {
        return routing.of(printer).flatMap(Route::mirrored);
    }

    /** Shows what became of a request. */
    void show(PrintOutcome outcome) {
        if (outcome instanceof PrintOutcome.Served served && machine().isPresent()) {
            mirror.served(served);
        } else {
            walk.add(outcome);
        }
    }

    /** Its jobs go elsewhere from now on: what it shows of a machine is over. */
    void rerouted() {
        mirror.forget();
        showLoaded();
    }

    /** What the machines of its pool have loaded may be something else. */
    void showLoaded() {
        routing.of(printer)
                .flatMap(Route::pool)
                .flatMap(Pooled::shown)
                .ifPresent(shown -> publisher.showMachine(Optional.of(shown)));
        deliverSoon();
    }

    /** A machine said how it is. */
    void saw(String which, MachineMirror.Seen seen) {
        if (machine().filter(which::equals).isPresent()) {
            mirror.saw(seen);
            deliverSoon();
        }
    }

    /** What somebody at a slicer does goes on to a machine, or to the job that waits for it; false when no print is shown. */
    boolean control(String which, PrintControl control) {
        Optional<String> waits = control == PrintControl.STOP ? mirror.waitingJob() : Optional.empty();
        waits.ifPresentOrElse(
                job -> routing.steer().accept(job, PrintControl.STOP),
                () -> routing.control().accept(which, control));
        return publisher.shown().phase() != PrintPhase.IDLE;
    }

    /** See {@link org.printfarm.api.job.JobIntake#set}. */
    void set(List<MachineSetting> settings, Consumer<Boolean> answer) {
        machine().ifPresentOrElse(which -> routing.panel().set(which, settings, answer), () -> answer.accept(false));
    }

    /** See {@link org.printfarm.api.job.JobIntake#runningSeen}. */
    void runningSeen(PrintRequest request) {
        Optional<String> seen = machine().isPresent() ? mirror.takeSeen(request) : walk.takeSeen(request);
        seen.ifPresent(id -> thread.run(() -> {
            try {
                store.runningSeen(id);
            } catch (StoreException e) {
                LOG.error("printer={} job={} running-seen=lost reason=STORAGE", printer, id, e);
            }
        }));
    }
}
