package org.printfarm.host.job;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people at slicers do to the print that one printer shows. Confined to the lock of {@link PrintRequestMatcher}. */
final class PrintControls {

    private static final String REASON = "somebody stopped its print at a slicer";
    private static final Logger LOG = LoggerFactory.getLogger(PrintControls.class);

    private final String printer;
    private final JobRepository repository;
    private final WaitingRequests waiting;
    private final PrintWalk walk;

    PrintControls(String printer, JobRepository repository, WaitingRequests waiting, PrintWalk walk) {
        this.printer = printer;
        this.repository = repository;
        this.waiting = waiting;
        this.walk = walk;
    }

    /**
     * Does it; false when no print is shown.
     *
     * @param showOnly whether what becomes of the job is decided elsewhere
     */
    boolean carryOut(PrintControl control, boolean showOnly) {
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
    Optional<String> newest(InetAddress client) {
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
