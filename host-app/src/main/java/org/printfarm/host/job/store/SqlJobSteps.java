package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.Job.State;

/**
 * The statements that change a job's state, each one with the row that tells of it. To be called within a write. What is absent is
 * sent as a value of its type: the driver of PostgreSQL prepares a statement anew whenever a value's type is another one.
 */
final class SqlJobSteps {

    private static final int MAX_STEPS = 1_000;

    private SqlJobSteps() {}

    /** Changes a job and writes the row that tells of it; false when its state is none of those. */
    static boolean change(Connection connection, String job, Set<State> from, Change change, Instant now)
            throws SQLException {
        int changed = Sql.update(
                connection,
                "UPDATE job SET state = ?, reason = nullif(?, ''), machine = CASE WHEN ? = 'queued' AND named = 0"
                        + " THEN coalesce(pool, machine) ELSE machine END WHERE id = ? AND state IN " + in(from),
                change.to().word(),
                change.reason().orElse(""),
                change.to().word(),
                JobStore.number(job));
        if (changed > 0) {
            note(connection, JobStore.number(job), change, now);
        }
        return changed > 0;
    }

    /** Writes the row that tells of a job's state. */
    static void note(Connection connection, long job, Change change, Instant now) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO job_step (job, at, state, machine, attempt, reason)"
                        + " SELECT id, ?, ?, machine, nullif(?, 0), nullif(?, '') FROM job WHERE id = ?",
                now.toEpochMilli(),
                change.to().word(),
                change.attempt().orElse(0),
                change.reason().orElse(""),
                job);
    }

    /**
     * After another record's rows took the place of these: what was on its way when that record was kept may be printed since,
     * so nothing of it goes on by itself.
     */
    static void holdRestored(Connection connection, Instant now) throws SQLException {
        Set<State> onTheirWay = EnumSet.of(State.QUEUED);
        onTheirWay.addAll(State.ON_MACHINE);
        String reason = "it came back with a backup and may be printed since; release it to print it";
        String jobs = " FROM job WHERE state IN " + in(onTheirWay);
        Sql.update(
                connection,
                "INSERT INTO job_step (job, at, state, machine, reason) SELECT id, ?, 'held', machine, ?" + jobs,
                now.toEpochMilli(),
                reason);
        Sql.update(connection, "UPDATE job SET state = 'held', reason = ? WHERE state IN " + in(onTheirWay), reason);
        Sql.update(connection, "UPDATE attempt SET ended = ? WHERE ended = 0", now.toEpochMilli());
    }

    /** All changes of a job, oldest first. */
    static List<JobStep> of(Connection connection, String job) throws SQLException {
        return Sql.query(
                connection,
                "SELECT at, state, machine, attempt, reason FROM job_step WHERE job = ? ORDER BY id LIMIT " + MAX_STEPS,
                SqlJobSteps::step,
                JobStore.number(job));
    }

    /** The words are ours, and so may stand in a statement. */
    static String in(Set<State> states) {
        return states.stream().map(state -> "'" + state.word() + "'").collect(Collectors.joining(", ", "(", ")"));
    }

    private static JobStep step(ResultSet row) throws SQLException {
        int attempt = row.getInt("attempt");
        return new JobStep(
                Instant.ofEpochMilli(row.getLong("at")),
                State.of(row.getString("state")),
                Optional.ofNullable(row.getString("machine")),
                attempt == 0 ? OptionalInt.empty() : OptionalInt.of(attempt),
                Optional.ofNullable(row.getString("reason")));
    }
}
