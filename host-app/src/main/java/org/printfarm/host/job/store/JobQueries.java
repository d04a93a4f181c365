package org.printfarm.host.job.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.printfarm.host.job.threemf.UploadName;

/**
 * What is asked of the record as a whole. Every answer is bounded and found through an index, however many jobs there are. Any
 * thread.
 */
public final class JobQueries {

    /** Jobs that no machine is at, nor may be. */
    static final String NOT_ON_MACHINE = "NOT EXISTS (SELECT 1 FROM attempt WHERE attempt.job = job.id AND ended = 0)";

    /** Jobs that no machine has to do with, nor waits for: only those may go by themselves. */
    private static final String OVER =
            "state NOT IN ('queued', 'assigned', 'sending', 'starting', 'printing', 'paused') AND " + NOT_ON_MACHINE;

    /** Through the index {@code job_by_name}, whose expression is the name without its folders. */
    static final String NAMED =
            "WHERE printer = ? AND substr(file, length(rtrim(file, replace(file, '/', ''))) + 1) = ?"
                    + " AND +received >= ? AND (file = ? OR substr(file, length(file) - length(?)) = '/' || ?"
                    + " OR substr(?, length(?) - length(file)) = '/' || file) ORDER BY job.id DESC LIMIT 1";

    private final Database database;

    JobQueries(Database database) {
        this.database = database;
    }

    /**
     * How much is stored.
     *
     * @param jobs how many
     * @param bytes of all contents, each once
     */
    public record Totals(long jobs, long bytes) {}

    public Totals totals() throws StoreException {
        return database.query(
                        "SELECT jobs, bytes FROM stored", row -> new Totals(row.getLong("jobs"), row.getLong("bytes")))
                .get(0);
    }

    /** One page, oldest first. A page before a job that is not there is empty. */
    List<Job> page(JobFilter filter) throws StoreException {
        StringBuilder sql = new StringBuilder(JobRows.SELECT).append("WHERE TRUE");
        List<Object> values = new ArrayList<>();
        filter.printer().ifPresent(printer -> and(sql, " AND printer = ?", values, printer));
        filter.state().ifPresent(state -> and(sql, " AND state = ?", values, state.word()));
        filter.since().ifPresent(since -> and(sql, " AND received >= ?", values, since.toEpochMilli()));
        filter.before()
                .ifPresent(id -> and(
                        sql,
                        " AND (received, job.id) < (SELECT received, id FROM job WHERE id = ?)",
                        values,
                        JobStore.number(id)));
        values.add(filter.limit());
        List<Job> jobs =
                database.query(sql + " ORDER BY received DESC, job.id DESC LIMIT ?", JobRows::read, values.toArray());
        Collections.reverse(jobs);
        return jobs;
    }

    private static void and(StringBuilder sql, String condition, List<Object> values, Object value) {
        sql.append(condition);
        values.add(value);
    }

    /** One job. */
    public Optional<Job> find(String id) throws StoreException {
        return database.read(connection -> JobRows.first(connection, "WHERE job.id = ?", JobStore.number(id)));
    }

    /** A printer's newest job since then that the first of the names means that means any, see {@link UploadName#means}. */
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

    /** A printer's newest job with the given MD5, 32 upper case hex digits. */
    public Optional<Job> newestWithMd5(String printer, String md5) throws StoreException {
        return database.read(connection ->
                JobRows.first(connection, "WHERE printer = ? AND md5 = ? ORDER BY job.id DESC LIMIT 1", printer, md5));
    }

    /** What a client asked a printer for since then with this content, newest first. */
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

    /** The ids of the oldest jobs received before an instant. */
    public List<String> before(Instant limit, int count) throws StoreException {
        return database.query(
                "SELECT id FROM job WHERE received < ? AND " + OVER + " ORDER BY received, id LIMIT ?",
                row -> row.getString("id"),
                limit.toEpochMilli(),
                count);
    }

    /** The ids of the oldest jobs, without the newest of all. */
    public List<String> oldest(int count) throws StoreException {
        return database.query(
                "SELECT id FROM job WHERE id < (SELECT max(id) FROM job) AND " + OVER
                        + " ORDER BY received, id LIMIT ?",
                row -> row.getString("id"),
                count);
    }

    /**
     * A content that is to be read again.
     *
     * @param checked when it was known to be whole, milliseconds since 1970; 0 for never
     */
    public record Due(String sha256, long checked) {}

    /** Contents that were not looked at since an instant, the longest first, from the one that follows another. */
    public List<Due> due(Instant since, Due after, int count) throws StoreException {
        return database.query(
                "SELECT sha256, checked FROM content WHERE checked < ? AND (checked > ? OR checked = ? AND sha256 > ?)"
                        + " ORDER BY checked, sha256 LIMIT ?",
                row -> new Due(row.getString("sha256"), row.getLong("checked")),
                since.toEpochMilli(),
                after.checked(),
                after.checked(),
                after.sha256(),
                count);
    }

    /** Whether some job has this content. */
    boolean isStored(String sha256) throws StoreException {
        return !database.query("SELECT 1 FROM content WHERE sha256 = ?", row -> true, sha256)
                .isEmpty();
    }

    /** The SHA-256 of the contents that begin with some hex digits. */
    Set<String> contents(String digits) throws StoreException {
        return new HashSet<>(database.query(
                "SELECT sha256 FROM content WHERE sha256 >= ? AND sha256 < ?",
                row -> row.getString("sha256"),
                digits,
                digits + "g"));
    }

    /** The ids of all jobs with a content. */
    List<String> idsWith(String sha256) throws StoreException {
        return database.query("SELECT id FROM job WHERE sha256 = ?", row -> row.getString("id"), sha256);
    }

    /** The newest job with a content. */
    public Optional<Job> newestWith(String sha256) throws StoreException {
        return database.first(
                JobRows.SELECT + "WHERE job.sha256 = ? ORDER BY job.id DESC LIMIT 1", JobRows::read, sha256);
    }
}
