package org.printfarm.host.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.printfarm.api.Registration;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.intake.JobStore.Order;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one printer's uploads and print requests together, in whichever order they come.
 *
 * <ul>
 *   <li>A request joins the upload that came up to {@link #FRESH} before it. A file that has been there for longer, or was
 *       requested before, is requested once more: as a further job with the same content, so that "Send" stays "Send". The same
 *       request again, while its job is fresh, is a redelivery and makes no further job.
 *   <li>A request whose file is not there waits for it, {@link #LONGEST_WAIT} and as long as the file is coming in. Without an MD5
 *       it may mean an older file of that name, or a new one that is about to come: it waits {@link #CARD_WAIT} for the new one.
 *   <li>An MD5 that differs from the file's is never joined.
 *   <li>Several requests may wait, because several people may use one printer of the farm; a second one for the same file
 *       replaces the first. What is shown is the outcome that came last, and after it the newest request that still waits.
 * </ul>
 *
 * Any thread. Its lock is held while the record is written, never while a listener is told.
 */
final class PrintDesk {

    /** How long after its upload a job is still waiting for its request. After that it was "Send". */
    static final Duration FRESH = Duration.ofSeconds(30);

    /** How long a request waits for its file to begin to come. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** How long a request without MD5 waits for a new file before it takes the older one of that name. */
    static final Duration CARD_WAIT = Duration.ofSeconds(10);

    /** How often a request looks again whose file is coming in. */
    static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** How long a failure is shown before the printer is idle again. */
    static final Duration FAILED_SHOWN = Duration.ofSeconds(5);

    /** Requests of one printer that may wait. */
    static final int MAX_WAITING = 16;

    /** The longest request, UTF-16 characters of its file, texts and options together. */
    static final int MAX_REQUEST_CHARS = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(PrintDesk.class);

    private final String printer;
    private final Depot depot;
    private final PhaseBoard board;
    private final InboxThread thread;
    private final Semaphore room;
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<UploadName> arriving = new ArrayList<>();

    /**
     * Opens the desk.
     *
     * @param room how many requests of all printers may wait
     */
    PrintDesk(String printer, Depot depot, PhaseBoard board, InboxThread thread, Semaphore room) {
        this.printer = printer;
        this.depot = depot;
        this.board = board;
        this.thread = thread;
        this.room = room;
    }

    /** One request that waits; compared by identity. */
    private static final class Waiting {
        private final PrintRequest request;
        private final UploadName name;
        private Registration timer = () -> {};

        Waiting(PrintRequest request, UploadName name) {
            this.request = request;
            this.name = name;
        }
    }

    /** A file begins to come in. */
    synchronized void arriving(UploadName name) {
        arriving.add(name);
    }

    /** A file has come in, or will not. */
    synchronized void arrived(UploadName name) {
        arriving.remove(name);
    }

    /** See {@link org.printfarm.api.job.JobIntake#request}. */
    PrintDecision request(PrintRequest request) {
        Optional<UploadName> name = UploadName.of(request.file());
        if (name.isEmpty() || length(request) > MAX_REQUEST_CHARS) {
            return PrintDecision.REFUSED;
        }
        Waiting entry = new Waiting(request, name.get());
        Optional<Job> present;
        synchronized (this) {
            try {
                Optional<Job> named = depot.store().newestNamed(printer, entry.name);
                present = present(entry, named);
                if (present.isEmpty() && isWrong(entry, named)) {
                    return PrintDecision.CHECKSUM_MISMATCH;
                }
                if (!admit(entry)) {
                    return PrintDecision.REFUSED;
                }
                if (present.isEmpty()) {
                    wait(entry, mayMeanOlder(entry, named) ? CARD_WAIT : LONGEST_WAIT);
                }
            } catch (StoreException e) {
                LOG.error("printer={} request=refused reason=STORAGE", printer, e);
                return PrintDecision.REFUSED;
            }
        }
        // Between the two, so that everybody sees PREPARE before FINISH.
        board.deliver();
        boolean served = present.isEmpty() || serve(entry, present.get());
        board.deliver();
        return served ? PrintDecision.ACCEPTED : PrintDecision.REFUSED;
    }

    /** A file is stored: the request that waits for it gets it. */
    void stored(Job job) {
        UploadName name = new UploadName(job.file());
        boolean changed;
        synchronized (this) {
            Optional<Waiting> entry = waiting.stream()
                    .filter(one -> one.request
                            .md5()
                            .filter(job.content().md5()::equalsIgnoreCase)
                            .isPresent())
                    .findFirst()
                    .or(() -> waiting.stream()
                            .filter(one ->
                                    one.name.means(name) && one.request.md5().isEmpty())
                            .findFirst());
            entry.ifPresent(found -> serve(found, job));
            List<Waiting> wrong =
                    waiting.stream().filter(one -> one.name.means(name)).toList();
            wrong.forEach(one -> fail(one, "OTHER_FILE"));
            changed = entry.isPresent() || !wrong.isEmpty();
        }
        if (changed) {
            thread.run(board::deliver);
        }
    }

    /** Nobody waits any more. */
    synchronized void close() {
        waiting.forEach(entry -> entry.timer.close());
        waiting.clear();
    }

    private Optional<Job> present(Waiting entry, Optional<Job> named) throws StoreException {
        Optional<String> md5 = entry.request.md5();
        if (md5.isPresent()) {
            Optional<Job> same = named.filter(job -> job.content().md5().equalsIgnoreCase(md5.get()));
            return same.isPresent()
                    ? same
                    : depot.store().newestWithMd5(printer, md5.get().toUpperCase(java.util.Locale.ROOT));
        }
        return named.filter(job -> isFresh(job) && !isArriving(entry.name))
                .filter(job -> job.state() == Job.State.RECEIVED || isSame(job, entry.request));
    }

    private boolean isWrong(Waiting entry, Optional<Job> named) {
        return entry.request.md5().isPresent() && named.filter(this::isFresh).isPresent() && !isArriving(entry.name);
    }

    private boolean mayMeanOlder(Waiting entry, Optional<Job> named) {
        return entry.request.md5().isEmpty() && named.isPresent();
    }

    private boolean isArriving(UploadName name) {
        return arriving.stream().anyMatch(name::means);
    }

    private boolean isFresh(Job job) {
        return Duration.between(job.received(), now()).compareTo(FRESH) <= 0;
    }

    private static boolean isSame(Job job, PrintRequest request) {
        return job.plate().equals(Optional.of(request.plate())) && job.options().equals(request.options());
    }

    private Instant now() {
        return depot.clock().instant();
    }

    private boolean admit(Waiting entry) {
        waiting.stream().filter(one -> one.name.equals(entry.name)).toList().forEach(this::leave);
        if (waiting.size() >= MAX_WAITING || !room.tryAcquire()) {
            return false;
        }
        waiting.add(entry);
        board.show(PrintPhase.PREPARE, Optional.of(entry.request));
        return true;
    }

    private boolean leave(Waiting entry) {
        boolean there = waiting.remove(entry);
        if (there) {
            entry.timer.close();
            room.release();
        }
        return there;
    }

    private void wait(Waiting entry, Duration delay) {
        entry.timer = thread.after(delay, () -> due(entry));
    }

    private void due(Waiting entry) {
        synchronized (this) {
            if (!waiting.contains(entry)) {
                return;
            }
            if (isArriving(entry.name)) {
                wait(entry, LOOK_AGAIN);
                return;
            }
            olderOf(entry).ifPresentOrElse(job -> serve(entry, job), () -> fail(entry, "NO_FILE"));
        }
        board.deliver();
    }

    private Optional<Job> olderOf(Waiting entry) {
        try {
            return entry.request.md5().isPresent()
                    ? Optional.empty()
                    : depot.store().newestNamed(printer, entry.name);
        } catch (StoreException e) {
            LOG.error("printer={} request=failed reason=STORAGE", printer, e);
            return Optional.empty();
        }
    }

    /** Joins the two, unless the request is served already. Returns whether it is. */
    private synchronized boolean serve(Waiting entry, Job job) {
        if (!waiting.contains(entry)) {
            return true;
        }
        try {
            Optional<Job> ordered = order(job, entry.request);
            if (ordered.isPresent()) {
                leave(entry);
                LOG.info(
                        "printer={} job={} request=stored plate={}",
                        printer,
                        ordered.get().id(),
                        entry.request.plate());
                board.show(PrintPhase.FINISH, Optional.of(entry.request));
                showWaiting();
                return true;
            }
            fail(entry, "DELETED");
        } catch (StoreException e) {
            LOG.error("printer={} job={} request=failed reason=STORAGE", printer, job.id(), e);
            fail(entry, "STORAGE");
        }
        return false;
    }

    private Optional<Job> order(Job job, PrintRequest request) throws StoreException {
        Order order = new Order(request.plate(), request.options());
        if (isFresh(job) && job.state() == Job.State.RECEIVED) {
            return depot.store().request(job.id(), order);
        }
        if (isFresh(job) && isSame(job, request)) {
            return Optional.of(job);
        }
        return depot.store().requestAgain(job.id(), order, now(), request.from().getHostAddress());
    }

    private void fail(Waiting entry, String reason) {
        leave(entry);
        LOG.info("printer={} request=failed reason={}", printer, reason);
        PhaseBoard.Shown failed = board.show(PrintPhase.FAILED, Optional.of(entry.request));
        if (waiting.isEmpty()) {
            thread.after(FAILED_SHOWN, () -> rest(failed));
        } else {
            showWaiting();
        }
    }

    private void rest(PhaseBoard.Shown failed) {
        synchronized (this) {
            if (board.isShown(failed)) {
                board.show(PrintPhase.IDLE, Optional.empty());
            }
        }
        board.deliver();
    }

    private void showWaiting() {
        if (!waiting.isEmpty()) {
            board.show(PrintPhase.PREPARE, Optional.of(waiting.get(waiting.size() - 1).request));
        }
    }

    private static int length(PrintRequest request) {
        return request.sentFile().length()
                + request.subtask().length()
                + request.options().entrySet().stream()
                        .mapToInt(option ->
                                option.getKey().length() + option.getValue().length())
                        .sum();
    }
}
