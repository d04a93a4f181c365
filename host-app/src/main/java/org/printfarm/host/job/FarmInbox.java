package org.printfarm.host.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.printfarm.api.Printer;
import org.printfarm.api.Scheduler;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.job.PrinterState;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.RequestStore.Kept;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inbox of a running farm: where every printer's uploads and print requests go. Any thread. Only for the process that has
 * the data folder for itself; others use {@link JobArchive}.
 */
public final class FarmInbox implements AutoCloseable {

    /** Files that may come in at once, of all printers. */
    static final int MAX_UPLOADS = 1_000;

    /** Print requests that may wait for their files, of all printers. */
    static final int MAX_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(FarmInbox.class);

    private final JobRepository repository;
    private final JobRouting routing;
    private final InboxThread thread;
    private final FreeSpace room;
    private final Semaphore uploads = new Semaphore(MAX_UPLOADS);
    private final Semaphore requests = new Semaphore(MAX_WAITING);
    private final Map<String, PrinterInbox> printers = new ConcurrentHashMap<>();
    private final LastSeen machines = new LastSeen();
    private final KeptRequests kept;
    private final InboxEvents events = new InboxEvents();
    private final Housekeeping housekeeping;
    private volatile BiConsumer<String, PrintStatus> shown = (printer, status) -> {};

    private FarmInbox(JobRepository repository, JobRouting routing, KeptRequests kept, Scheduler scheduler) {
        this.routing = routing;
        this.repository = repository;
        this.kept = kept;
        this.thread = new InboxThread(scheduler);
        this.room = new FreeSpace(repository.folder().files());
        this.housekeeping = new Housekeeping(repository, thread, events);
    }

    /**
     * Opens the inbox, makes what is missing, and sweeps what an earlier process left unfinished.
     *
     * @param folder in the farm's data folder, which this process must have for itself
     * @param settings how long jobs are kept
     * @param routing where they go
     * @param clock tells when a job came
     * @param scheduler runs what is due later
     * @return open
     * @throws IOException when the folder or the record in it cannot be used; the message names it
     */
    public static FarmInbox open(
            InboxFolder folder, InboxSettings settings, JobRouting routing, Clock clock, Scheduler scheduler)
            throws IOException {
        return open(folder, settings, routing, clock, scheduler, printer -> true);
    }

    /**
     * The same on one of several hosts.
     *
     * @param isOwn whether this host has a printer, by its id
     */
    public static FarmInbox open(
            InboxFolder folder,
            InboxSettings settings,
            JobRouting routing,
            Clock clock,
            Scheduler scheduler,
            Predicate<String> isOwn)
            throws IOException {
        folder.create();
        // Before the record is opened, whose driver unpacks a library here.
        int leftovers = folder.sweepIncoming();
        if (leftovers > 0) {
            LOG.info("inbox={} leftovers={}", folder.root(), leftovers);
        }
        JobRepository repository = JobRepository.open(folder, clock);
        try {
            KeptRequests kept = new KeptRequests(repository);
            kept.read(isOwn);
            FarmInbox inbox = new FarmInbox(repository, routing, kept, scheduler);
            inbox.housekeeping.begin(settings);
            return inbox;
        } catch (IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    /**
     * Tells of files that the disk damaged, and of prints that a client asked for again.
     *
     * @param sink gets the id of the printer and the event, on any thread; must not wait. The events' service is {@code inbox}
     */
    public void onEvent(BiConsumer<String, PrinterEvent> sink) {
        events.to(sink);
    }

    /** Tells what printers show from now on: the id of the printer and what it shows, as a {@link PrinterState} does. */
    public void onShown(BiConsumer<String, PrintStatus> listener) {
        shown = listener;
    }

    /**
     * Where a printer's uploads and requests go. What else is known of the printer is taken from the last call.
     *
     * @param printer known by its id
     * @return the same object at every call
     */
    public JobIntake intakeOf(Printer printer) {
        PrinterInbox inbox = inboxOf(printer);
        inbox.become(printer);
        return inbox;
    }

    /**
     * What a printer shows.
     *
     * @param printer known by its id
     * @return the same object at every call
     */
    public PrinterState stateOf(Printer printer) {
        return inboxOf(printer).publisher();
    }

    /** A printer, by its id, is not in the farm any more: it takes nothing, and what waited for its files waits no longer. */
    public void remove(String printer) {
        var unused = kept.take(printer);
        Optional.ofNullable(printers.remove(printer)).ifPresent(PrinterInbox::leave);
    }

    /** Another host has a printer, by its id: what waits for its files waits there. */
    public void leave(String printer) {
        var unused = kept.take(printer);
        Optional.ofNullable(printers.remove(printer)).ifPresent(PrinterInbox::close);
    }

    /** This host has these printers, by their ids, from now on: what waited for their files goes on here. */
    public void take(Set<String> taken) {
        if (taken.isEmpty()) {
            return;
        }
        taken.forEach(printer -> Optional.ofNullable(printers.remove(printer)).ifPresent(PrinterInbox::close));
        try {
            kept.read(taken::contains);
        } catch (StoreException e) {
            LOG.error("printers={} requests=forgotten until the next start reason=STORAGE", taken, e);
        }
    }

    /** Whether nobody is sending a file to a printer, by its id. */
    public boolean isIdle(String printer) {
        PrinterInbox inbox = printers.get(printer);
        return inbox == null || inbox.isIdle();
    }

    /** A printer's jobs, by its id, go elsewhere from now on, or nowhere. */
    public void rerouted(String printer) {
        Optional.ofNullable(printers.get(printer)).ifPresent(inbox -> {
            inbox.rerouted();
            machines.tell(inbox);
        });
    }

    /** A machine said how it is: the printers that mirror it show it. Must not be waited for. */
    public void saw(String machine, MachineMirror.Seen seen) {
        machines.saw(machine, seen, printers.values());
    }

    /** The machines of a pool have something else loaded: the printers that send to it show it. Must not be waited for. */
    public void loaded(String pool) {
        printers.forEach((id, printer) ->
                routing.of(id).filter(route -> route.goal().equals(pool)).ifPresent(route -> printer.showLoaded()));
    }

    /** The stored jobs. */
    public JobRepository repository() {
        return repository;
    }

    /** The jobs, for whoever looks from outside. */
    public JobArchive archive() {
        return JobArchive.of(repository);
    }

    /**
     * Puts a backup back, see {@link FarmRestore}.
     *
     * @param backup the zip
     * @return what was done
     * @throws IOException as {@link FarmRestore#from(Path, Path, InboxFolder)} does
     */
    public FarmRestore.Restored restore(Path backup) throws IOException {
        return FarmRestore.from(backup, repository.folder().data(), repository);
    }

    private PrinterInbox inboxOf(Printer printer) {
        PrinterInbox known = printers.get(printer.id());
        return known == null ? machines.tell(opened(printer)) : known;
    }

    private PrinterInbox opened(Printer printer) {
        return printers.computeIfAbsent(printer.id(), id -> {
            PrintStatusPublisher publisher = new PrintStatusPublisher(id, room);
            publisher.onChange(status -> shown.accept(id, status));
            PrinterDisplay display = new PrinterDisplay(id, routing, repository.store(), publisher, thread);
            PrintRequestMatcher matcher =
                    new PrintRequestMatcher(printer, routing, repository, events, display, thread, requests);
            List<Kept> before = kept.take(id);
            if (!before.isEmpty()) {
                thread.run(() -> matcher.restore(before));
            }
            display.showLoaded();
            return new PrinterInbox(id, routing, repository, matcher, display, uploads);
        });
    }

    /** Takes nothing more and lets go of the record, within 1 s. Uploads that are still open fail. May be called twice. */
    @Override
    public void close() {
        printers.values().forEach(PrinterInbox::close);
        thread.close();
        housekeeping.close();
        repository.close();
    }
}
