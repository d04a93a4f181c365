package org.printfarm.host.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobQueries;
import org.printfarm.host.job.store.StoreException;
import org.printfarm.host.job.threemf.UploadName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the file that a request means among one printer's. Confined to the lock of {@link PrintRequestMatcher}. */
final class FileFinder {

    private static final Logger LOG = LoggerFactory.getLogger(FileFinder.class);

    private final String printer;
    private final JobQueries jobs;
    private final List<UploadName> arriving = new ArrayList<>();

    FileFinder(String printer, JobQueries jobs) {
        this.printer = printer;
        this.jobs = jobs;
    }

    void arriving(UploadName name) {
        arriving.add(name);
    }

    void arrived(UploadName name) {
        arriving.remove(name);
    }

    /** Whether a file that may be the request's is coming in. */
    boolean isArriving(WaitingRequest entry) {
        return arriving.stream().anyMatch(entry::means);
    }

    /** The file by its name: one that came with the request before all older ones, unless it lies on the card. */
    Optional<Job> named(WaitingRequest entry) throws StoreException {
        Instant first =
                entry.request().onCard() ? Instant.EPOCH : entry.received().minus(PrintOrders.FRESH);
        Optional<Job> job = jobs.newestNamed(printer, entry.names(), first);
        return job.isPresent() ? job : jobs.newestNamed(printer, entry.names(), Instant.EPOCH);
    }

    /** The file that is surely meant; without an MD5 an older one of the name is not, for a new one may be about to come. */
    Optional<Job> sure(WaitingRequest entry, Optional<Job> named) throws StoreException {
        Optional<String> md5 = entry.request().md5();
        if (md5.isPresent()) {
            Optional<Job> same = named.filter(job -> entry.wants(job.content()));
            return same.isPresent()
                    ? same
                    : jobs.newestWithMd5(printer, md5.get().toUpperCase(Locale.ROOT));
        }
        return named.filter(job -> !isArriving(entry))
                .filter(job -> entry.request().onCard() || came(entry, job));
    }

    /** The file that lies there under the name and cannot be what is asked for, while none is coming in. */
    Optional<Job> unfit(WaitingRequest entry, Optional<Job> named) {
        return named.filter(job -> !entry.hasMd5() && !isArriving(entry))
                .filter(job -> PlateCheck.failure(entry.request(), job.content().contents())
                        .isPresent());
    }

    /** The file that a request gets that waited in vain for a new one. */
    Optional<Job> older(WaitingRequest entry) {
        try {
            Optional<Job> named = named(entry);
            return entry.hasMd5() ? sure(entry, named) : named;
        } catch (StoreException e) {
            LOG.error("printer={} request=failed reason=STORAGE", printer, e);
            return Optional.empty();
        }
    }

    /** Whether the file that came for a request is another one than its MD5 says. */
    boolean isOther(WaitingRequest entry, Optional<Job> named) {
        return entry.request().md5().isPresent()
                && named.filter(job -> PrintOrders.isFresh(job, entry.received()))
                        .isPresent()
                && !isArriving(entry);
    }

    private static boolean came(WaitingRequest entry, Job job) {
        return PrintOrders.isFresh(job, entry.received())
                && (job.state() == Job.State.RECEIVED || PrintOrders.isSame(job, entry.request()));
    }
}
