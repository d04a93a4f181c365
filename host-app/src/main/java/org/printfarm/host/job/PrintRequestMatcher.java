package org.printfarm.host.job;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import org.printfarm.api.Printer;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.RequestStore;
import org.printfarm.host.job.store.StoreException;
import org.printfarm.host.job.threemf.UploadName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one printer's uploads and print requests together, in whichever order they come.
 *
 * <ul>
 *   <li>A request joins the upload that came up to {@link PrintOrders#FRESH} before it, or one that lies on the card when it
 *       says so. Any other is kept on the disk and waits for its file, {@link #LONGEST_WAIT} and as long as the file is coming
 *       in. Without an MD5 it may mean an older file of that name, or a new one that is about to come: it waits {@link
 *       #CARD_WAIT} for the new one.
 *   <li>An MD5 that differs from the file's is never joined, and a file without the plate's G-code is not either. A request
 *       for a plate that the file lying there does not have is turned down at once, unless a file of that name is coming in:
 *       whoever asks before sending, for a plate that only the new file has, is told so instead of waiting in vain.
 *   <li>Several requests may wait, because several people may use one printer of the farm. What a client says again in the same
 *       words is one wait; any other request stands on its own, another client's and one for another plate too. A file goes to
 *       a request of the client that sent it; others of that name then wait {@link #CARD_WAIT} for one of their own.
 * </ul>
 *
 * Any thread. Its lock is held while the record is written, never while a listener is told.
 */
final class PrintRequestMatcher {

    /** How long a request waits for its file to begin to come. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** How long a request without MD5 waits for a new file before it takes the older one of that name. */
    static final Duration CARD_WAIT = Duration.ofSeconds(10);

    /** How often a request looks again whose file is coming in. */
    static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** The longest request as it was sent, UTF-16 characters. */
    static final int MAX_REQUEST_CHARS = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(PrintRequestMatcher.class);

    private final String printer;
    private final JobRepository repository;
    private final PrintOrders orders;
    private final InboxEvents events;
    private final FileFinder files;
    private final WaitingRequests waiting;
    private final PrinterDisplay display;
    private final PrintStatusPublisher publisher;
    private final PrintWalk walk;
    private final PrintControls controls;
    private final InboxThread thread;

    /**
     * Opens it.
     *
     * @param routing where its jobs go
     * @param display shows what becomes of its requests
     * @param events told of prints that are repeated, or dropped with their printer
     * @param room how many requests of all printers may wait
     */
    PrintRequestMatcher(
            Printer printer,
            JobRouting routing,
            JobRepository repository,
            InboxEvents events,
            PrinterDisplay display,
            InboxThread thread,
            Semaphore room) {
        this.printer = printer.id();
        this.repository = repository;
        this.files = new FileFinder(printer.id(), repository.queries());
        this.waiting = new WaitingRequests(printer.id(), repository.requests(), room);
        this.display = display;
        this.publisher = display.publisher();
        this.walk = display.walk();
        this.events = events;
        this.orders = new PrintOrders(printer, routing, repository, events, display::show);
        this.controls = new PrintControls(printer.id(), routing, repository, waiting, display, this);
        this.thread = thread;
    }

    /** The printer is another model from now on, or goes by another name. */
    void become(Printer changed) {
        orders.become(changed);
    }

    /** A file begins to come in. */
    synchronized void arriving(UploadName name) {
        files.arriving(name);
    }

    /** A file has come in, or will not. */
    synchronized void arrived(UploadName name) {
        files.arrived(name);
    }

    /** See {@link org.printfarm.api.job.JobIntake#request}. */
    PrintDecision request(PrintRequest request) {
        WaitingRequest entry = new WaitingRequest(request, repository.clock().instant(), OptionalLong.empty());
        if (entry.names().isEmpty() || request.document().length() > MAX_REQUEST_CHARS) {
            return PrintDecision.PRINT_REFUSED;
        }
        PrintDecision decision;
        try {
            decision = decide(entry);
        } catch (StoreException e) {
            LOG.error("printer={} request=refused reason=STORAGE", printer, e);
            decision = PrintDecision.PRINT_REFUSED;
        }
        publisher.deliver();
        return decision;
    }

    private synchronized PrintDecision decide(WaitingRequest entry) throws StoreException {
        Optional<Job> named = files.named(entry);
        Optional<Job> present = files.sure(entry, named).or(() -> files.unfit(entry, named));
        if (present.isPresent()) {
            return orders.serve(entry, present.get());
        }
        if (files.isOther(entry, named)) {
            return PrintDecision.CHECKSUM_MISMATCH;
        }
        boolean kept = waiting.keep(entry);
        if (kept) {
            boolean mayMeanOlder = entry.request().md5().isEmpty() && named.isPresent();
            wait(entry, mayMeanOlder ? CARD_WAIT : LONGEST_WAIT);
        }
        walk.waits(waiting.newest());
        return kept ? PrintDecision.ACCEPTED : PrintDecision.PRINT_REFUSED;
    }

    /** Goes on with what was acknowledged before the farm was started. */
    void restore(List<RequestStore.Kept> before) {
        for (RequestStore.Kept one : before) {
            restore(new WaitingRequest(one.request(), one.received(), OptionalLong.of(one.number())));
        }
        publisher.deliver();
    }

    private synchronized void restore(WaitingRequest entry) {
        if (!waiting.enter(entry)) {
            return;
        }
        wait(entry, LONGEST_WAIT);
        try {
            files.sure(entry, files.named(entry)).ifPresent(job -> joined(entry, job));
        } catch (StoreException e) {
            LOG.error("printer={} request=waits reason=STORAGE", printer, e);
        }
        walk.waits(waiting.newest());
    }

    /** A file is stored: a request that waits for it gets it, and others wait no longer than for one that lies there. */
    synchronized void stored(Job job) {
        UploadName name = new UploadName(job.file());
        waiting.wanting(name, job).ifPresent(entry -> joined(entry, job));
        for (WaitingRequest entry : waiting.meaning(name)) {
            if (!entry.hasMd5() || entry.wants(job.content())) {
                entry.stop();
                wait(entry, CARD_WAIT);
            } else if (entry.isFrom(job.from())) {
                fail(entry, PrintFailure.OTHER_FILE);
            }
        }
        walk.waits(waiting.newest());
        display.deliverSoon();
    }

    /** See {@link org.printfarm.api.job.JobIntake#control}. */
    boolean control(PrintControl control, Optional<InetAddress> from) {
        return controls.carryOut(control, from);
    }

    /** Nobody waits any more; what waited is on the disk. */
    synchronized void close() {
        waiting.close();
        walk.close();
    }

    /** The printer is gone for good, and no file comes any more: what waited gets the one that lies there, or nothing. */
    synchronized void leave() {
        for (WaitingRequest entry : waiting.all()) {
            files.older(entry).ifPresentOrElse(job -> joined(entry, job), () -> {
                waiting.drop(entry);
                events.dropped(printer, entry.request());
            });
        }
        walk.close();
    }

    /** Its file came: whoever asked was told that it is accepted, and sees what became of it. */
    private void joined(WaitingRequest entry, Job job) {
        try {
            switch (orders.serve(entry, job)) {
                case ACCEPTED, REPEATED -> waiting.leave(entry);
                case NO_SUCH_PLATE -> fail(entry, PrintFailure.NO_SUCH_PLATE);
                case NOT_SLICED -> fail(entry, PrintFailure.NOT_SLICED);
                case PRINT_REFUSED, CHECKSUM_MISMATCH -> fail(entry, PrintFailure.DELETED);
            }
        } catch (StoreException e) {
            LOG.error("printer={} job={} request=failed reason=STORAGE", printer, job.id(), e);
            fail(entry, PrintFailure.STORAGE);
        }
    }

    private void fail(WaitingRequest entry, PrintFailure why) {
        waiting.drop(entry);
        LOG.info("printer={} request=failed reason={}", printer, why);
        walk.add(new PrintOutcome.Failed(entry.request(), why));
    }

    private void wait(WaitingRequest entry, Duration delay) {
        entry.timer(thread.after(delay, () -> due(entry)));
    }

    private void due(WaitingRequest entry) {
        synchronized (this) {
            if (!waiting.contains(entry)) {
                return;
            }
            if (files.isArriving(entry)) {
                wait(entry, LOOK_AGAIN);
                return;
            }
            files.older(entry).ifPresentOrElse(job -> joined(entry, job), () -> fail(entry, PrintFailure.NO_FILE));
            walk.waits(waiting.newest());
        }
        publisher.deliver();
    }
}
