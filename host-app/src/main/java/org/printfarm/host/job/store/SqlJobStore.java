package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.threemf.SlicedContents;
import org.printfarm.host.job.threemf.UploadName;

/** The record of jobs in a {@link Database}. */
final class SqlJobStore implements JobStore {

    /** Through the index {@code job_by_name}, whose expression is the name without its folders. */
    static final String NAMED =
            "WHERE printer = ? AND substr(file, length(rtrim(file, replace(file, '/', ''))) + 1) = ?"
                    + " AND +received >= ? AND (file = ? OR substr(file, length(file) - length(?)) = '/' || ?"
                    + " OR substr(?, length(?) - length(file)) = '/' || file) ORDER BY job.id DESC LIMIT 1";

    /** What a job begins with. */
    private static final String INSERT =
            "INSERT INTO job (printer, file, card_path, sha256, state, options, received, origin)";

    private final Database database;

    SqlJobStore(Database database) {
        this.database = database;
    }

    @Override
    public Job add(Received upload) throws StoreException {
        return database.write(connection -> {
            SqlContents.add(connection, upload.content(), upload.received());
            SqlCardStore.clear(connection, upload.printer(), upload.naming().onCard());
            List<Long> made = Sql.made(
                    connection,
                    INSERT + " VALUES (?, ?, ?, ?, ?, '{}', ?, ?)",
                    upload.printer(),
                    upload.naming().file(),
                    upload.naming().onCard(),
                    upload.content().sha256(),
                    Job.State.RECEIVED.word(),
                    upload.received().toEpochMilli(),
                    upload.from());
            SqlJobSteps.note(
                    connection,
                    made.get(0),
                    new Change(Job.State.RECEIVED, OptionalInt.empty(), Optional.empty()),
                    upload.received());
            return JobRows.just(connection, made.get(0));
        });
    }

    @Override
    public Optional<Job> request(String id, Order order, Instant now) throws StoreException {
        return database.write(connection -> order(connection, number(id), order, now));
    }

    @Override
    public Optional<Job> requestAgain(String id, Order order, Instant received, String from) throws StoreException {
        return database.write(connection -> {
            List<Long> made = Sql.made(
                    connection,
                    INSERT + " SELECT printer, file, card_path, sha256, ?, '{}', ?, ? FROM job WHERE id = ?",
                    Job.State.RECEIVED.word(),
                    received.toEpochMilli(),
                    from,
                    number(id));
            return made.isEmpty() ? Optional.empty() : order(connection, made.get(0), order, received);
        });
    }

    /** Makes a received job what was ordered; empty when it is none. Its request waits no more. */
    private static Optional<Job> order(Connection connection, long job, Order order, Instant now) throws SQLException {
        int changed = Sql.update(
                connection,
                "UPDATE job SET state = ?, plate = ?, options = ?, request = ?, repeat_of = ?, warning = ?,"
                        + " machine = ?, reason = ?, pool = ?, wishes = ?, refusal = NULL WHERE id = ? AND state = ?",
                order.state().word(),
                order.plate(),
                JobRows.json(order.request().options()),
                order.request().document(),
                order.notes().repeatOf().map(Long::valueOf),
                order.notes().warning(),
                order.notes().machine(),
                order.notes().reason(),
                order.pool(),
                order.wishes(),
                job,
                Job.State.RECEIVED.word());
        if (changed == 0) {
            return Optional.empty();
        }
        Change told =
                new Change(order.state(), OptionalInt.empty(), order.notes().reason());
        SqlJobSteps.note(connection, job, told, now);
        if (order.kept().isPresent()) {
            SqlRequestStore.forget(connection, order.kept().getAsLong());
        }
        return JobRows.first(connection, "WHERE job.id = ?", job);
    }

    @Override
    public void refuse(String id, String reason) throws StoreException {
        set("refusal", reason, id);
    }

    @Override
    public void runningSeen(String id) throws StoreException {
        set("running_seen", true, id);
    }

    @Override
    public void sentBy(String id, String sender) throws StoreException {
        set("sender", sender, id);
    }

    private void set(String column, Object value, String id) throws StoreException {
        String sql = "UPDATE job SET " + column + " = ? WHERE id = ?";
        database.update(sql, value, number(id));
    }

    @Override
    public Optional<String> sender(String id) throws StoreException {
        return text("sender", id);
    }

    @Override
    public Optional<String> message(String id) throws StoreException {
        return text("request", id);
    }

    /** What one column says of a job; empty for NULL too. */
    private Optional<String> text(String column, String id) throws StoreException {
        return database.first(
                "SELECT " + column + " AS text FROM job WHERE id = ? AND " + column + " IS NOT NULL",
                row -> row.getString("text"),
                number(id));
    }

    @Override
    public List<Job> requested(String printer, String sha256, String from, Instant since) throws StoreException {
        return database.query(
                JobRows.SELECT + "WHERE job.sha256 = ? AND printer = ? AND origin = ? AND received >= ? AND state <> ?"
                        + " ORDER BY job.id DESC",
                JobRows::read,
                sha256,
                printer,
                from,
                since.toEpochMilli(),
                Job.State.RECEIVED.word());
    }

    @Override
    public Optional<Job> rename(String id, Naming naming, SlicedContents contents) throws StoreException {
        return database.write(connection -> {
            int changed = Sql.update(connection, "UPDATE job SET file = ? WHERE id = ?", naming.file(), number(id));
            if (!contents.equals(SlicedContents.NONE)) {
                SqlContents.describe(connection, number(id), contents);
            }
            Optional<Job> renamed =
                    changed == 0 ? Optional.empty() : JobRows.first(connection, "WHERE job.id = ?", number(id));
            if (renamed.isPresent()) {
                SqlCardStore.move(connection, renamed.get(), naming.onCard());
            }
            return renamed;
        });
    }

    @Override
    public Optional<Job> find(String id) throws StoreException {
        return database.read(connection -> JobRows.first(connection, "WHERE job.id = ?", number(id)));
    }

    @Override
    public Optional<Job> newestNamed(String printer, List<UploadName> names, Instant since) throws StoreException {
        List<String> spellings = names.stream().flatMap(UploadName::spellings).toList();
        return database.read(connection -> {
            for (String spelling : spellings) {
                Optional<Job> job = JobRows.first(
                        connection,
                        NAMED,
                        printer,
                        spelling.substring(spelling.lastIndexOf('/') + 1),
                        since.toEpochMilli(),
                        spelling,
                        spelling,
                        spelling,
                        spelling,
                        spelling);
                if (job.isPresent()) {
                    return job;
                }
            }
            return Optional.empty();
        });
    }

    @Override
    public Optional<Job> newestWithMd5(String printer, String md5) throws StoreException {
        return database.read(connection ->
                JobRows.first(connection, "WHERE printer = ? AND md5 = ? ORDER BY job.id DESC LIMIT 1", printer, md5));
    }

    @Override
    public List<String> delete(Collection<String> ids) throws StoreException {
        return database.write(connection -> {
            List<String> gone = new ArrayList<>();
            for (String id : ids) {
                long job = number(id);
                Optional<String> content = SqlContents.of(connection, job);
                Sql.update(connection, "DELETE FROM job WHERE id = ? AND " + JobQueries.NOT_ON_MACHINE, job);
                if (content.isPresent() && SqlContents.deleteUnused(connection, content.get())) {
                    gone.add(content.get());
                }
            }
            return gone;
        });
    }

    @Override
    public boolean checked(JobQueries.Due content, Instant now, boolean damaged) throws StoreException {
        return database.write(connection -> SqlContents.checked(connection, content, now, damaged));
    }

    @Override
    public void close() {
        database.close();
    }

    /** Numbers begin with 1: a text that is none finds nothing. */
    static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
