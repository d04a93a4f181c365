package org.printfarm.host.job;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.printfarm.api.Printer;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.JobStore.Order;
import org.printfarm.host.job.store.StoreException;
import org.printfarm.host.job.threemf.LayerCount;
import org.printfarm.host.job.threemf.SlicedContents;
import org.printfarm.host.job.threemf.UploadName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a job of a request and its file: of the upload itself while that is fresh and nobody asked for it yet, so that "Send"
 * stays "Send"; else a further job with the same content. The same request of the same client within {@link #REPEATED} names
 * the job before, and is held when that client was not shown the print yet. Any thread.
 */
final class PrintOrders {

    /** How long after its upload a job is still waiting for its request. After that it was "Send". */
    static final Duration FRESH = Duration.ofSeconds(30);

    /** How long after a request the same one is a repetition. Clients that see no print send it again after 3 minutes. */
    static final Duration REPEATED = Duration.ofMinutes(10);

    /** Numbers that a client gives each of its requests anew. */
    private static final Set<String> NUMBERS = Set.of("task_id", "subtask_id", "project_id", "profile_id");

    private static final Logger LOG = LoggerFactory.getLogger(PrintOrders.class);

    /** Why a repetition is held. */
    private static final String NOT_SHOWN =
            "it repeats a request whose client had not been shown the print yet; release it to print it once more";

    private static final String BY_POOL = "its pool holds each job until somebody releases it";

    private volatile Printer printer;
    private final JobRouting routing;
    private final JobRepository repository;
    private final InboxEvents events;
    private final Consumer<PrintOutcome> shows;

    /**
     * Orders of a printer.
     *
     * @param routing where its jobs go
     * @param events told of repeated prints
     * @param shows shows the prints
     */
    PrintOrders(
            Printer printer,
            JobRouting routing,
            JobRepository repository,
            InboxEvents events,
            Consumer<PrintOutcome> shows) {
        this.printer = printer;
        this.routing = routing;
        this.repository = repository;
        this.events = events;
        this.shows = shows;
    }

    /** The printer is another model from now on, or goes by another name. */
    void become(Printer changed) {
        printer = changed;
    }

    /** Whether a job came shortly before a moment, or after it. */
    static boolean isFresh(Job job, Instant moment) {
        return Duration.between(job.received(), moment).compareTo(FRESH) <= 0;
    }

    /** Whether a job was asked for in the same words. */
    static boolean isSame(Job job, PrintRequest request) {
        int plate = PlateCheck.plate(request, job.content().contents());
        return job.plate().equals(Optional.of(plate))
                && withoutNumbers(job.options()).equals(withoutNumbers(request.options()));
    }

    /** Options but for those that differ each time. */
    static Map<String, String> withoutNumbers(Map<String, String> options) {
        Map<String, String> rest = new HashMap<>(options);
        rest.keySet().removeAll(NUMBERS);
        return rest;
    }

    /** The request and its file are both here: the job is recorded and its print shown, or the note of why not. */
    PrintDecision serve(WaitingRequest entry, Job job) throws StoreException {
        SlicedContents contents = job.content().contents();
        Optional<PrintFailure> failure = PlateCheck.failure(entry.request(), contents);
        if (failure.isPresent()) {
            repository.store().refuse(job.id(), failure.get().name());
            LOG.info("printer={} job={} request=refused reason={}", printer.id(), job.id(), failure.get());
            return PrintDecision.valueOf(failure.get().name());
        }
        Placing placing = placing(job, entry.request());
        Optional<Job> placed = place(job, entry.request(), placing, entry.received(), entry.kept());
        placed.ifPresent(one -> shows.accept(
                placing.never.isPresent()
                        ? new PrintOutcome.Failed(entry.request(), PrintFailure.NO_MACHINE)
                        : served(entry.request(), one)));
        return placed.map(one -> one.notes().repeatOf().isPresent() ? PrintDecision.REPEATED : PrintDecision.ACCEPTED)
                .orElse(PrintDecision.PRINT_REFUSED);
    }

    /**
     * What the pool of a printer says of a job; all of it empty for one without.
     *
     * @param pool the pool's id
     * @param wishes what is to feed the channels, JSON
     * @param never why none of its machines can ever print it
     * @param held why it is not to begin
     */
    private record Placing(
            Optional<String> pool, Optional<String> wishes, Optional<String> never, Optional<String> held) {}

    private Placing placing(Job job, PrintRequest request) {
        Optional<JobRouting.Route> route = routing.of(printer.id());
        Optional<JobRouting.Pooled> pool = route.flatMap(JobRouting.Route::pool);
        if (pool.isEmpty()) {
            return new Placing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        int plate = PlateCheck.plate(request, job.content().contents());
        Optional<String> wishes = pool.get().wishes(request);
        Optional<String> never = pool.get().impossible(job, plate, wishes);
        Optional<String> held = pool.get().holds() ? Optional.of(BY_POOL) : Optional.empty();
        return new Placing(route.map(JobRouting.Route::goal), wishes, never, never.or(() -> held));
    }

    /**
     * Records the job.
     *
     * @param asked when the request came
     * @param kept the number under which it waited
     * @return empty when the file is not there any more
     */
    private Optional<Job> place(Job job, PrintRequest request, Placing placing, Instant asked, OptionalLong kept)
            throws StoreException {
        Instant now = repository.clock().instant();
        String from = request.from().getHostAddress();
        Optional<Job> before = before(job, request, now.minus(REPEATED));
        Optional<String> held = before.filter(one -> !one.notes().runningSeen())
                .map(one -> NOT_SHOWN)
                .or(placing::held);
        Job.Notes notes = new Job.Notes(
                before.map(Job::id),
                false,
                placing.pool.isPresent()
                        ? Optional.empty()
                        : PlateCheck.warning(
                                printer.identity().model(), job.content().contents()),
                Optional.empty(),
                false,
                routing.of(printer.id()).map(JobRouting.Route::goal),
                held.or(() -> routing.of(printer.id()).flatMap(route -> firstOf(job, request))));
        Order order = new Order(
                PlateCheck.plate(request, job.content().contents()),
                request,
                state(held.isPresent()),
                notes,
                placing.pool,
                placing.wishes,
                kept);
        boolean joins = job.state() == Job.State.RECEIVED && isFresh(job, asked);
        Optional<Job> placed = joins
                ? repository.store().request(job.id(), order, now)
                : repository.store().requestAgain(job.id(), order, now, from);
        placed.ifPresent(this::log);
        placed.ifPresent(one -> before.ifPresent(earlier -> events.repeated(one, earlier.id(), request)));
        placed.filter(one -> one.state() == Job.State.QUEUED).ifPresent(routing.queued());
        return placed;
    }

    /** Said where a file has several plates and nobody named one. */
    private static Optional<String> firstOf(Job job, PrintRequest request) {
        int plates = job.content().contents().plates().size();
        return request.plate().isPresent() || plates < 2
                ? Optional.empty()
                : Optional.of("the first of " + plates
                        + " plates, for the slicer named none; ./farm queue plates prints" + " the others");
    }

    private Job.State state(boolean held) {
        if (held) {
            return Job.State.HELD;
        }
        return routing.of(printer.id()).filter(route -> !route.uploads()).isPresent()
                ? Job.State.QUEUED
                : Job.State.DONE;
    }

    private PrintOutcome.Served served(PrintRequest request, Job job) {
        int plate = job.plate().orElseThrow();
        boolean isArchive = new UploadName(job.file()).isArchive();
        return new PrintOutcome.Served(
                request,
                job.id(),
                Duration.ofSeconds(PlateCheck.seconds(plate, job.content().contents())),
                LayerCount.of(repository.file(job), isArchive, plate));
    }

    private Optional<Job> before(Job job, PrintRequest request, Instant since) throws StoreException {
        List<Job> requested = repository
                .queries()
                .requested(printer.id(), job.content().sha256(), request.from().getHostAddress(), since);
        return requested.stream().filter(one -> isSame(one, request)).findFirst();
    }

    private void log(Job job) {
        LOG.info(
                "printer={} job={} request=stored plate={} state={}{}",
                printer.id(),
                job.id(),
                job.plate().orElseThrow(),
                job.state().word(),
                job.notes().repeatOf().map(id -> " repeat-of=" + id).orElse(""));
        job.notes()
                .warning()
                .ifPresent(text -> LOG.warn("printer={} job={} warning=\"{}\"", printer.id(), job.id(), text));
    }
}
