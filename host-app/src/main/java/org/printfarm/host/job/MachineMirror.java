package org.printfarm.host.job;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.printfarm.api.job.MachineReadings;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.PrintOutcome.Served;
import org.printfarm.host.job.PrintStatusPublisher.Shown;

/**
 * What a printer shows whose prints go on to a machine: what the machine prints, whoever began it; at rest the newest request
 * whose job waits for the machine, and else how the last print ended. Any thread.
 */
public final class MachineMirror {

    /** Requests that are remembered for when their jobs are printed. */
    static final int MAX_KNOWN = 64;

    private final PrintStatusPublisher publisher;
    private final Map<String, PrintRequest> waiting = new LinkedHashMap<>();

    /** The jobs that the machine had, or that waited for it, when it said how it is last. */
    private Set<String> known = Set.of();

    private Print print = Print.NONE;

    /**
     * What the machine prints.
     *
     * @param isOn whether it prints at all
     * @param job the one that is shown while the machine prints it
     * @param unseen the same while its client was not told that it runs
     */
    private record Print(boolean isOn, Optional<String> job, Optional<String> unseen) {
        static final Print NONE = new Print(false, Optional.empty(), Optional.empty());
    }

    MachineMirror(PrintStatusPublisher publisher) {
        this.publisher = publisher;
    }

    /**
     * What a machine does, as printers tell it.
     *
     * @param phase in the words of printers; {@link PrintPhase#IDLE} when nothing is known
     * @param title what it calls its print
     * @param progress how far it is
     * @param readings what else it tells
     * @param job the id of the job of ours that it has
     * @param queued the ids of the jobs that wait for it
     */
    public record Seen(
            PrintPhase phase,
            String title,
            PrintProgress progress,
            MachineReadings readings,
            Optional<String> job,
            List<String> queued) {

        /** Whether the machine has this job, or it waits for it. */
        private boolean has(String id) {
            return job.filter(id::equals).isPresent() || queued.contains(id);
        }

        private boolean isPrinting() {
            return phase == PrintPhase.PREPARE || phase == PrintPhase.RUNNING || phase == PrintPhase.PAUSE;
        }
    }

    /** A job was made of a request. */
    synchronized void served(Served served) {
        if (waiting.size() == MAX_KNOWN) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        waiting.put(served.jobId(), served.request());
        if (!isPrinting(publisher.shown().phase())) {
            show(PrintPhase.PREPARE, served.request(), PrintProgress.NONE, Optional.empty());
        }
    }

    /** The machine said how it is. */
    synchronized void saw(Seen seen) {
        print = new Print(seen.isPrinting(), print.job, print.unseen);
        publisher.showMachine(Optional.of(seen.readings()));
        // What was there and is not any more was held or cancelled, or went to another machine.
        waiting.keySet().removeIf(id -> known.contains(id) && !seen.has(id) && !print.job.equals(Optional.of(id)));
        known = waiting.keySet().stream().filter(seen::has).collect(Collectors.toUnmodifiableSet());
        if (seen.isPrinting()) {
            PrintRequest request = seen.job().map(waiting::get).orElseGet(() -> shownOr(seen));
            if (seen.phase() == PrintPhase.RUNNING && !seen.job().equals(print.job)) {
                print = new Print(true, seen.job(), seen.job());
            }
            show(seen.phase(), request, seen.progress(), Optional.empty());
        } else {
            ended(seen);
        }
    }

    private void ended(Seen seen) {
        Shown now = publisher.shown();
        boolean failed = seen.phase() == PrintPhase.FAILED;
        if (now.phase() == PrintPhase.RUNNING || now.phase() == PrintPhase.PAUSE) {
            print.job.ifPresent(waiting::remove);
            print = new Print(print.isOn, Optional.empty(), print.unseen);
            show(
                    failed ? PrintPhase.FAILED : PrintPhase.FINISH,
                    now.request().orElseGet(() -> foreign(seen.title())),
                    failed ? PrintProgress.NONE : seen.progress(),
                    failed ? Optional.of(PrintFailure.MACHINE) : Optional.empty());
        }
        if (seen.queued().isEmpty() && seen.job().isEmpty()) {
            waiting.clear();
        }
        Optional<PrintRequest> next = newest();
        if (next.isPresent()) {
            show(PrintPhase.PREPARE, next.get(), PrintProgress.NONE, Optional.empty());
        } else if (now.phase() == PrintPhase.PREPARE) {
            publisher.show(Shown.IDLE);
        }
    }

    /** What is known of the machine is over, and shown no more. */
    synchronized void forget() {
        boolean isShown = print.isOn || !waiting.isEmpty();
        waiting.clear();
        print = Print.NONE;
        publisher.showMachine(Optional.empty());
        if (isShown) {
            publisher.show(Shown.IDLE);
        }
    }

    private Optional<PrintRequest> newest() {
        return waiting.values().stream().reduce((first, second) -> second);
    }

    /** The job that is shown as PREPARE while it waits for the machine; empty when the machine prints. */
    synchronized Optional<String> waitingJob() {
        boolean waits = publisher.shown().phase() == PrintPhase.PREPARE && !print.isOn;
        return waits ? waiting.keySet().stream().reduce((first, second) -> second) : Optional.empty();
    }

    /** The job whose print is shown as running, the first time that this is asked for its request. */
    synchronized Optional<String> takeSeen(PrintRequest request) {
        Optional<String> seen = print.unseen.filter(job -> request.equals(waiting.get(job)));
        if (seen.isPresent()) {
            print = new Print(print.isOn, print.job, Optional.empty());
        }
        return seen;
    }

    private PrintRequest shownOr(Seen seen) {
        Shown now = publisher.shown();
        return now.request()
                .filter(request -> request.subtask().equals(seen.title()))
                .orElseGet(() -> foreign(seen.title()));
    }

    /** A print that did not come through this printer, or of which nothing is known since a restart. */
    private static PrintRequest foreign(String title) {
        return new PrintRequest(
                List.of(title),
                true,
                title,
                title,
                OptionalInt.empty(),
                Optional.empty(),
                Map.of(),
                "{}",
                InetAddress.getLoopbackAddress());
    }

    private static boolean isPrinting(PrintPhase phase) {
        return phase == PrintPhase.RUNNING || phase == PrintPhase.PAUSE;
    }

    private void show(PrintPhase phase, PrintRequest request, PrintProgress progress, Optional<PrintFailure> failure) {
        Shown next = new Shown(phase, Optional.of(request), progress, failure);
        if (!next.equals(publisher.shown())) {
            publisher.show(next);
        }
    }
}
