package org.printfarm.host.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.RequestStore.Kept;
import org.printfarm.host.job.store.StoreException;

/** What waited for its file when the farm was stopped, or another host let go of its printer. Any thread. */
final class KeptRequests {

    /** How old a request may be that waited for its file when the farm was stopped. */
    private static final Duration LONGEST_KEPT = Duration.ofHours(1);

    private final JobRepository repository;
    private final Map<String, List<Kept>> byPrinter = new ConcurrentHashMap<>();

    KeptRequests(JobRepository repository) {
        this.repository = repository;
    }

    /** Reads those of some printers, by their ids. */
    void read(Predicate<String> printers) throws StoreException {
        repository.requests().since(repository.clock().instant().minus(LONGEST_KEPT)).stream()
                .filter(one -> printers.test(one.printer()))
                .collect(Collectors.groupingBy(Kept::printer))
                .forEach(byPrinter::put);
    }

    /** Those of a printer, which are not given again. */
    List<Kept> take(String printer) {
        List<Kept> kept = byPrinter.remove(printer);
        return kept == null ? List.of() : kept;
    }
}
