package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.store.JobFilter;
import org.printfarm.host.view.JobQuery;
import org.printfarm.host.view.JobView;

/** The verbs about jobs, which are the same whether the farm runs or not. */
abstract class ArchiveFarm implements Farm {

    /** The jobs. */
    abstract JobArchive archive() throws FarmException, IOException;

    /** Something that reads or writes files. */
    interface Work<R> {
        R run() throws FarmException, IOException;
    }

    static <R> R guarded(Work<R> work) throws FarmException {
        try {
            return work.run();
        } catch (IOException e) {
            throw FarmException.storage(e);
        }
    }

    @Override
    public final List<JobView> jobs(JobQuery query) throws FarmException {
        JobFilter filter = filter(query);
        return guarded(
                () -> archive().list(filter).stream().map(JobDocuments::view).toList());
    }

    private static JobFilter filter(JobQuery query) throws FarmException {
        try {
            return new JobFilter(
                    Optional.ofNullable(query.printer()),
                    Optional.ofNullable(query.state()).map(JobDocuments::state),
                    Optional.ofNullable(query.since()).map(Instant::parse),
                    Optional.ofNullable(query.before()),
                    query.limit());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new FarmException(
                    FarmException.BAD_REQUEST, "the query names a state, a time or a limit that is none", "");
        }
    }

    @Override
    public final JobView.Details job(String id) throws FarmException {
        return guarded(() -> JobDocuments.details(
                found(id), archive().message(id).orElse(null), archive().steps(id)));
    }

    @Override
    public final JobView.Deleted deleteJob(String id) throws FarmException {
        return guarded(() -> {
            Job job = found(id);
            if (!archive().delete(id)) {
                throw new FarmException(
                        FarmException.NOT_POSSIBLE,
                        "a machine is at job " + id + ", or may be: it is "
                                + job.state().word(),
                        "./farm jobs cancel " + id + " ends that");
            }
            return new JobView.Deleted(id, true);
        });
    }

    @Override
    public final String content(String id) throws FarmException {
        return guarded(
                () -> archive().content(id).orElseThrow(() -> notFound(id)).toString());
    }

    @Override
    public final String copyRecord() throws FarmException {
        return guarded(() -> archive().copyRecord().map(Path::toString).orElse(""));
    }

    private Job found(String id) throws FarmException, IOException {
        return archive().find(id).orElseThrow(() -> notFound(id));
    }

    static FarmException notFound(String id) {
        return new FarmException(FarmException.NOT_FOUND, "there is no job " + id, "./farm jobs lists them");
    }
}
