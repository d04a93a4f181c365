package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.access.AuditStore;
import org.printfarm.host.job.FarmRestore.Restored;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.store.JobFilter;
import org.printfarm.host.view.AuditView;
import org.printfarm.host.view.BackupView;
import org.printfarm.host.view.ConfigurationView;
import org.printfarm.host.view.HistoryView;
import org.printfarm.host.view.JobQuery;
import org.printfarm.host.view.JobView;
import org.printfarm.host.view.KeyView;
import org.printfarm.host.view.NewPassword;
import org.printfarm.host.view.UserView;

/** The verbs about jobs and about who may what, which are the same whether the farm runs or not. */
abstract class ArchiveFarm implements Farm {

    /** The jobs. */
    abstract JobArchive archive() throws FarmException, IOException;

    /** The jobs, with whatever was missing of their record made. */
    abstract JobArchive madeArchive() throws FarmException, IOException;

    /** Where the configuration is. */
    abstract FarmSource source();

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
    public final ConfigurationView configuration() throws FarmException {
        return source().shown();
    }

    static BackupView.Restored view(Restored restored) {
        return new BackupView.Restored(restored.jobs(), restored.lost(), restored.kept());
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
                found(id),
                archive().message(id).orElse(null),
                archive().steps(id),
                archive().sender(id).orElse(null)));
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
    public final byte[] thumbnail(String id, int plate) throws FarmException {
        return guarded(() -> {
            int wanted = plate > 0 ? plate : JobDocuments.firstPictured(found(id));
            return archive()
                    .thumbnail(id, wanted)
                    .orElseThrow(
                            () -> new FarmException(FarmException.NOT_FOUND, "there is no picture of that plate", ""));
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

    @Override
    public final List<HistoryView> history(HistoryView.Query query) throws FarmException {
        limited(query.limit());
        Instant from = AccountVerbs.time(query.from()).orElse(Instant.MIN);
        Instant to = AccountVerbs.time(query.to()).orElse(Instant.MAX);
        return guarded(() -> archive().history(from, to, query.after(), query.limit()).stream()
                .map(HistoryDocuments::view)
                .toList());
    }

    @Override
    public final List<UserView> users() throws FarmException {
        Optional<AccountVerbs> verbs = known();
        return verbs.isEmpty() ? List.of() : verbs.get().users();
    }

    @Override
    public final UserView addUser(String name, String role, List<String> scope, NewPassword password)
            throws FarmException {
        return made().add(name, role, scope, password);
    }

    @Override
    public final UserView changeUser(String name, String role, List<String> scope) throws FarmException {
        return made().change(name, role, scope);
    }

    @Override
    public final UserView changePassword(String name, NewPassword password) throws FarmException {
        return made().changePassword(name, password);
    }

    @Override
    public final UserView.Removed removeUser(String name) throws FarmException {
        return made().remove(name);
    }

    @Override
    public final List<KeyView> keys() throws FarmException {
        Optional<AccountVerbs> verbs = known();
        return verbs.isEmpty() ? List.of() : verbs.get().keys();
    }

    @Override
    public final KeyView.Made makeKey(String name, String role, List<String> scope, String expires)
            throws FarmException {
        return made().makeKey(name, role, scope, expires);
    }

    @Override
    public final UserView.Removed revokeKey(String id) throws FarmException {
        return made().revoke(id);
    }

    @Override
    public final List<AuditView> audit(AuditView.Query query) throws FarmException {
        limited(query.limit());
        return guarded(() -> {
            Optional<AuditStore> record = archive().audit();
            return record.isEmpty() ? List.of() : AuditDocuments.page(record.get(), query);
        });
    }

    /** Empty where there is no record yet. */
    private Optional<AccountVerbs> known() throws FarmException {
        return guarded(() -> archive().accounts().map(AccountVerbs::new));
    }

    private AccountVerbs made() throws FarmException {
        return guarded(() -> new AccountVerbs(madeArchive().accounts().orElseThrow()));
    }

    private static void limited(int limit) throws FarmException {
        if (limit < 1 || limit > JobQuery.MAX_LIMIT) {
            throw new FarmException(FarmException.BAD_REQUEST, "the query names a limit that is none", "");
        }
    }

    private Job found(String id) throws FarmException, IOException {
        return archive().find(id).orElseThrow(() -> notFound(id));
    }

    static FarmException notFound(String id) {
        return new FarmException(FarmException.NOT_FOUND, "there is no job " + id, "./farm jobs lists them");
    }
}
