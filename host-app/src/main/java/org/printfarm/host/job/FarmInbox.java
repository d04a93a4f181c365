package org.printfarm.host.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.printfarm.api.Printer;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.job.PrinterState;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.RequestStore.Kept;
import org.printfarm.host.job.store.SqliteDriver;
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

    /** How old a request may be that waited for its file when the farm was stopped. */
    private static final Duration LONGEST_KEPT = Duration.ofHours(1);

    private static final Duration FIRST_RETENTION = Duration.ofSeconds(5);

    private final JobRepository repository;
    private final JobRouting routing;
    private final InboxThread thread;
    private final FreeSpace room;
    private final Semaphore uploads = new Semaphore(MAX_UPLOADS);
    private final Semaphore requests = new Semaphore(MAX_WAITING);
    private final Map<String, PrinterInbox> printers = new ConcurrentHashMap<>();
    private final LastSeen machines = new LastSeen();

    /** What waited for its file when the farm was stopped, by printer. */
    private final Map<String, List<Kept>> kept;

    private final InboxEvents events = new InboxEvents();
    private final ContentCheck check;
    private volatile BiConsumer<String, PrintStatus> shown = (printer, status) -> {};
    private Registration retention = () -> {};
    private volatile boolean closed;

    private FarmInbox(JobRepository repository, JobRouting routing, List<Kept> kept, Scheduler scheduler) {
        this.routing = routing;
        this.repository = repository;
        this.kept = kept.stream().collect(Collectors.groupingByConcurrent(Kept::printer));
        this.thread = new InboxThread(scheduler);
        this.room = new FreeSpace(repository.folder().root());
        this.check = new ContentCheck(repository, events, System::nanoTime);
    }

    /**
     * Lays the database's native library into a folder, so that {@code -Dorg.sqlite.lib.path} can name that and no start
     * unpacks it.
     *
     * @param folder made where it is missing; of this version of the driver alone
     * @throws IOException when it cannot be written; nothing half is left under the library's name
     */
    public static void unpackLibrary(Path folder) throws IOException {
        SqliteDriver.unpackLibrary(folder);
    }

    /** Loads what {@link #open} will need, at whatever moment there is time for it. Touches no file of the farm. */
    public static void prepare() {
        SqliteDriver.prepare();
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
        folder.create();
        // Before the record is opened, whose driver unpacks a library here.
        int leftovers = folder.sweepIncoming();
        if (leftovers > 0) {
            LOG.info("inbox={} leftovers={}", folder.root(), leftovers);
        }
        JobRepository repository = JobRepository.open(folder, clock);
        try {
            List<Kept> kept = repository.requests().since(clock.instant().minus(LONGEST_KEPT));
            FarmInbox inbox = new FarmInbox(repository, routing, kept, scheduler);
            inbox.sweep(0);
            inbox.retain(new Retention(repository, settings));
            inbox.checkAfter(ContentCheck.IDLE);
            return inbox;
        } catch (IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    /** Folder by folder beside whatever else is to do: with a million files it takes longer than a start may. */
    private void sweep(int folder) {
        thread.run(() -> {
            String digits = InboxFolder.digits(folder);
            try {
                repository.sweep(digits);
            } catch (IOException e) {
                LOG.warn("inbox=unswept folder={} reason=STORAGE", digits, e);
            }
            if (folder + 1 < InboxFolder.FOLDERS) {
                sweep(folder + 1);
            }
        });
    }

    private void checkAfter(Duration pause) {
        if (!closed) {
            thread.after(pause, () -> checkAfter(check.run()));
        }
    }

    private void retain(Retention rules) {
        if (rules.isNeeded()) {
            retention = thread.every(FIRST_RETENTION, Retention.PERIOD, rules::run);
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
        kept.remove(printer);
        Optional.ofNullable(printers.remove(printer)).ifPresent(PrinterInbox::leave);
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
        return FarmRestore.from(backup, repository.folder().root().resolveSibling(""), repository);
    }

    private PrinterInbox inboxOf(Printer printer) {
        PrinterInbox known = printers.get(printer.id());
        return known == null ? machines.tell(opened(printer)) : known;
    }

    private PrinterInbox opened(Printer printer) {
        return printers.computeIfAbsent(printer.id(), id -> {
            PrintStatusPublisher publisher = new PrintStatusPublisher(id, room);
            publisher.onChange(status -> shown.accept(id, status));
            PrintRequestMatcher matcher =
                    new PrintRequestMatcher(printer, routing, repository, events, publisher, thread, requests);
            List<Kept> before = kept.remove(id);
            if (before != null) {
                thread.run(() -> matcher.restore(before));
            }
            matcher.showLoaded();
            return new PrinterInbox(id, routing, repository, matcher, publisher, uploads);
        });
    }

    /** Takes nothing more and lets go of the record, within 1 s. Uploads that are still open fail. May be called twice. */
    @Override
    public void close() {
        closed = true;
        retention.close();
        printers.values().forEach(PrinterInbox::close);
        thread.close();
        check.close();
        repository.close();
    }
}
