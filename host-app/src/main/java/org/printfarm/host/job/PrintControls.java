package org.printfarm.host.job;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.JobRouting.Route;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people at slicers do to the print that one printer shows. Any thread. */
final class PrintControls {

    private static final String REASON = "somebody stopped its print at a slicer";
    private static final Logger LOG = LoggerFactory.getLogger(PrintControls.class);

    private final String printer;
    private final JobRouting routing;
    private final JobRepository repository;
    private final WaitingRequests waiting;
    private final PrinterDisplay display;
    private final PrintWalk walk;
    private final Object lock;

    /**
     * Of one printer.
     *
     * @param lock guards {@code waiting}
     */
    PrintControls(
            String printer,
            JobRouting routing,
            JobRepository repository,
            WaitingRequests waiting,
            PrinterDisplay display,
            Object lock) {
        this.printer = printer;
        this.routing = routing;
        this.repository = repository;
        this.waiting = waiting;
        this.display = display;
        this.walk = display.walk();
        this.lock = lock;
    }

    /** Does it, at a pool's printer to the client's own newest job; false when no print is shown. */
    boolean carryOut(PrintControl control, Optional<InetAddress> from) {
        Optional<String> machine = display.machine();
        if (machine.isPresent()) {
            return display.control(machine.get(), control);
        }
        Optional<InetAddress> owner =
                from.filter(client -> routing.of(printer).flatMap(Route::pool).isPresent());
        boolean done;
        synchronized (lock) {
            done = ownPrint(control, owner.isPresent());
        }
        if (done) {
            owner.flatMap(this::newest).ifPresent(job -> routing.steer().accept(job, control));
        }
        display.publisher().deliver();
        return done;
    }

    /** On the own print; what becomes of its job may be decided elsewhere. */
    private boolean ownPrint(PrintControl control, boolean showOnly) {
        return switch (control) {
            case PAUSE -> walk.pause();
            case RESUME -> walk.resume();
            case STOP -> stop(showOnly);
        };
    }

    /** A request that still waits for its file waits no more; a job stays, and is cancelled. */
    private boolean stop(boolean showOnly) {
        Optional<PrintWalk.Stopped> stopped = walk.stop();
        stopped.ifPresent(print -> {
            LOG.info("printer={} job={} print=stopped", printer, print.jobId().orElse("none"));
            print.jobId()
                    .ifPresentOrElse(
                            job -> {
                                if (!showOnly) {
                                    cancel(job);
                                }
                            },
                            () -> forget(print.request()));
        });
        return stopped.isPresent();
    }

    /** The newest print that a client asked this printer for. */
    private Optional<String> newest(InetAddress client) {
        try {
            return repository.queues().newest(printer, client.getHostAddress());
        } catch (StoreException e) {
            LOG.error("printer={} control=lost reason=STORAGE", printer, e);
            return Optional.empty();
        }
    }

    private void forget(PrintRequest request) {
        waiting.of(request).ifPresent(waiting::drop);
        walk.waits(waiting.newest());
    }

    /** Whatever a machine has begun to do with it is not ended from here. */
    private void cancel(String job) {
        try {
            repository
                    .dispatch()
                    .change(
                            job,
                            EnumSet.of(Job.State.HELD, Job.State.QUEUED, Job.State.DONE),
                            new Change(Job.State.CANCELLED, OptionalInt.empty(), Optional.of(REASON)),
                            repository.clock().instant());
        } catch (StoreException e) {
            LOG.error("printer={} job={} print=stopped reason=STORAGE", printer, job, e);
        }
    }
}
