package org.printfarm.host.job;

import java.io.IOException;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.printfarm.api.Printer;
import org.printfarm.api.driver.MachineSetting;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.PrinterCard;
import org.printfarm.api.job.Upload;
import org.printfarm.host.job.store.IncomingUpload;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.JobStore;
import org.printfarm.host.job.store.StorageTrouble;
import org.printfarm.host.job.store.StoreException;
import org.printfarm.host.job.threemf.ArchiveCheck;
import org.printfarm.host.job.threemf.SlicedContents;
import org.printfarm.host.job.threemf.UploadName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inbox as one printer sees it. */
final class PrinterInbox implements JobIntake {

    private static final Logger LOG = LoggerFactory.getLogger(PrinterInbox.class);

    private final String printer;
    private final JobRouting routing;
    private final JobRepository repository;
    private final PrintRequestMatcher matcher;
    private final PrinterDisplay display;
    private final Semaphore uploads;
    private final PrinterCard card;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean closed;

    /**
     * Opens it.
     *
     * @param routing where its jobs go
     * @param uploads how many files of all printers may come in at once
     */
    PrinterInbox(
            String printer,
            JobRouting routing,
            JobRepository repository,
            PrintRequestMatcher matcher,
            PrinterDisplay display,
            Semaphore uploads) {
        this.printer = printer;
        this.routing = routing;
        this.repository = repository;
        this.matcher = matcher;
        this.display = display;
        this.uploads = uploads;
        this.card = new StoredCard(printer, repository);
    }

    /** The printer is another model from now on, or goes by another name. */
    void become(Printer changed) {
        matcher.become(changed);
    }

    /** Its jobs go elsewhere from now on. */
    void rerouted() {
        display.rerouted();
    }

    /** What the printer shows. */
    PrintStatusPublisher publisher() {
        return display.publisher();
    }

    @Override
    public Upload open(String folder, String path, long maxBytes, InetAddress from) throws IntakeException {
        UploadName name = name(path);
        UploadName onCard = name(folder + "/" + path);
        if (closed) {
            throw new IntakeException(Reason.STORAGE, "the farm is stopping");
        }
        if (!uploads.tryAcquire()) {
            throw new IntakeException(Reason.BUSY, "too many files are being received");
        }
        boolean opened = false;
        try {
            Upload upload = new IncomingUpload(
                    repository,
                    new IncomingUpload.Sender(printer, name, onCard, maxBytes, from),
                    job -> {
                        matcher.stored(job);
                        forward(job);
                    },
                    () -> {
                        matcher.arrived(name);
                        open.decrementAndGet();
                        uploads.release();
                    });
            matcher.arriving(name);
            open.incrementAndGet();
            opened = true;
            return upload;
        } catch (IOException e) {
            throw StorageTrouble.refusal(e, repository.folder().files());
        } finally {
            if (!opened) {
                uploads.release();
            }
        }
    }

    /** Sends an upload on to a machine that takes them all. */
    private void forward(Job job) {
        Optional<JobRouting.Route> route = routing.of(printer).filter(JobRouting.Route::uploads);
        if (route.isEmpty()) {
            return;
        }
        try {
            Set<Job.State> from = EnumSet.of(Job.State.RECEIVED, Job.State.DONE);
            if (repository
                    .dispatch()
                    .queue(
                            job.id(),
                            from,
                            route.get().goal(),
                            Optional.empty(),
                            repository.clock().instant())) {
                repository.find(job.id()).ifPresent(routing.queued());
            }
        } catch (StoreException e) {
            LOG.error(
                    "printer={} job={} machine={} queued=no reason=STORAGE",
                    printer,
                    job.id(),
                    route.get().goal(),
                    e);
        }
    }

    @Override
    public void rename(String jobId, String folder, String path) throws IntakeException {
        UploadName name = name(path);
        UploadName onCard = name(folder + "/" + path);
        try {
            Job job = repository
                    .find(jobId)
                    .filter(one -> one.printer().equals(printer))
                    .orElseThrow(PrinterInbox::notFound);
            boolean inspected = new UploadName(job.file()).isArchive();
            SlicedContents contents = inspected ? SlicedContents.NONE : ArchiveCheck.of(repository.file(job), name);
            JobStore.Naming naming = new JobStore.Naming(name.text(), onCard.text());
            Job renamed = repository.store().rename(jobId, naming, contents).orElseThrow(PrinterInbox::notFound);
            if (renamed.state() == Job.State.RECEIVED) {
                matcher.stored(renamed);
            }
        } catch (IOException e) {
            throw StorageTrouble.refusal(e, repository.folder().files());
        }
    }

    @Override
    public PrinterCard card() {
        return card;
    }

    @Override
    public PrintDecision request(PrintRequest request) {
        return closed ? PrintDecision.PRINT_REFUSED : matcher.request(request);
    }

    @Override
    public boolean control(PrintControl control) {
        return !closed && matcher.control(control, Optional.empty());
    }

    @Override
    public boolean control(PrintControl control, InetAddress from) {
        return !closed && matcher.control(control, Optional.of(from));
    }

    /** The machines of its pool may have something else loaded. */
    void showLoaded() {
        display.showLoaded();
    }

    @Override
    public void set(List<MachineSetting> settings, Consumer<Boolean> answer) {
        if (closed) {
            answer.accept(false);
        } else {
            display.set(settings, answer);
        }
    }

    @Override
    public void runningSeen(PrintRequest request) {
        display.runningSeen(request);
    }

    /** The machine that a printer's prints go to said how it is. */
    void saw(String machine, MachineMirror.Seen seen) {
        if (!closed) {
            display.saw(machine, seen);
        }
    }

    /** Whether no file comes in. */
    boolean isIdle() {
        return open.get() == 0;
    }

    /** The printer is not in the farm any more. */
    void leave() {
        closed = true;
        matcher.leave();
    }

    /** Takes nothing more. */
    void close() {
        closed = true;
        matcher.close();
    }

    private static UploadName name(String path) throws IntakeException {
        Optional<UploadName> name = UploadName.of(path);
        return name.orElseThrow(() -> new IntakeException(Reason.BAD_NAME, "the name cannot be used"));
    }

    private static IntakeException notFound() {
        return new IntakeException(Reason.NOT_FOUND, "there is no such job");
    }
}
