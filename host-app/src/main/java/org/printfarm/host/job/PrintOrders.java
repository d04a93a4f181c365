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

    private volatile Printer printer;
    private final JobRouting routing;
    private final JobRepository repository;
    private final InboxEvents events;
    private final Consumer<PrintOutcome.Served> shows;

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
            Consumer<PrintOutcome.Served> shows) {
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
        Optional<Job> placed = place(job, entry.request(), entry.received(), entry.kept());
        placed.ifPresent(one -> shows.accept(served(entry.request(), one)));
        return placed.map(one -> one.notes().repeatOf().isPresent() ? PrintDecision.REPEATED : PrintDecision.ACCEPTED)
                .orElse(PrintDecision.PRINT_REFUSED);
    }

    /**
     * Records the job.
     *
     * @param asked when the request came
     * @param kept the number under which it waited
     * @return empty when the file is not there any more
     */
    private Optional<Job> place(Job job, PrintRequest request, Instant asked, OptionalLong kept) throws StoreException {
        Instant now = repository.clock().instant();
        String from = request.from().getHostAddress();
        Optional<Job> before = before(job, request, now.minus(REPEATED));
        boolean held = before.filter(one -> !one.notes().runningSeen()).isPresent();
        Job.Notes notes = new Job.Notes(
                before.map(Job::id),
                false,
                PlateCheck.warning(printer.identity().model(), job.content().contents()),
                Optional.empty(),
                false,
                routing.of(printer.id()).map(JobRouting.Route::machine),
                held ? Optional.of(NOT_SHOWN) : Optional.empty());
        Order order = new Order(PlateCheck.plate(request, job.content().contents()), request, state(held), notes, kept);
        boolean joins = job.state() == Job.State.RECEIVED && isFresh(job, asked);
        Optional<Job> placed = joins
                ? repository.store().request(job.id(), order, now)
                : repository.store().requestAgain(job.id(), order, now, from);
        placed.ifPresent(this::log);
        placed.ifPresent(one -> before.ifPresent(earlier -> events.repeated(one, earlier.id(), request)));
        placed.filter(one -> one.state() == Job.State.QUEUED).ifPresent(routing.queued());
        return placed;
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
                .store()
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
