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
import org.printfarm.host.job.store.Job.State;

/** The record of what goes on to machines in a {@link Database}. */
final class SqlDispatchStore implements DispatchStore {

    private static final int MAX_UNFINISHED = 1_000;

    /** Whose turn it is. */
    static final String IN_TURN = " ORDER BY priority DESC, coalesce(place, job.id), job.id LIMIT ";

    private static final String ATTEMPT = "task, job, machine, number, tries, by_hand, published";

    private final Database database;

    SqlDispatchStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Job> next(String machine) throws StoreException {
        return database.first(
                JobRows.SELECT + "WHERE machine = ? AND state = 'queued'" + IN_TURN + "1", JobRows::read, machine);
    }

    @Override
    public int queued(String machine) throws StoreException {
        return database.query(
                        "SELECT count(*) AS jobs FROM job WHERE machine = ? AND state = 'queued'",
                        row -> row.getInt("jobs"),
                        machine)
                .get(0);
    }

    @Override
    public List<String> waiting(String machine) throws StoreException {
        return database.query(
                "SELECT id FROM job WHERE machine = ? AND state = 'queued'" + IN_TURN + MAX_UNFINISHED,
                row -> Long.toString(row.getLong("id")),
                machine);
    }

    @Override
    public List<Job> unfinished() throws StoreException {
        Set<State> states = EnumSet.of(State.QUEUED);
        states.addAll(State.ON_MACHINE);
        return database.query(
                JobRows.SELECT + "WHERE state IN " + SqlJobSteps.in(states) + " ORDER BY job.id LIMIT "
                        + MAX_UNFINISHED,
                JobRows::read);
    }

    @Override
    public List<Attempt> open(String machine) throws StoreException {
        return database.query(
                "SELECT " + ATTEMPT + " FROM attempt WHERE machine = ? AND ended = 0 ORDER BY task DESC",
                SqlDispatchStore::attempt,
                machine);
    }

    @Override
    public Optional<Attempt> assign(String job, String machine, int task, Instant now) throws StoreException {
        return database.writeOf(machine, connection -> {
            int claimed = Sql.update(
                    connection,
                    "UPDATE job SET state = 'assigned', reason = NULL, machine = ?, tries = tries + 1"
                            + " WHERE id IN (SELECT id FROM job WHERE id = ? AND state = 'queued'" + database.claimed()
                            + ")",
                    machine,
                    JobStore.number(job));
            if (claimed == 0) {
                return Optional.empty();
            }
            Change change = new Change(State.ASSIGNED, OptionalInt.of(task), Optional.empty());
            SqlJobSteps.note(connection, JobStore.number(job), change, now);
            return Sql.first(
                    connection,
                    "INSERT INTO attempt (task, job, machine, number, tries)"
                            + " SELECT ?, ?, ?, count(*) + 1, (SELECT tries FROM job WHERE id = ?) FROM attempt"
                            + " WHERE job = ? RETURNING " + ATTEMPT,
                    SqlDispatchStore::attempt,
                    task,
                    JobStore.number(job),
                    machine,
                    JobStore.number(job),
                    JobStore.number(job));
        });
    }

    @Override
    public boolean change(String job, Set<State> from, Change change, Instant now) throws StoreException {
        return database.write(connection -> SqlJobSteps.change(connection, job, from, change, now));
    }

    @Override
    public boolean queue(String job, Set<State> from, String machine, Optional<String> reason, Instant now)
            throws StoreException {
        return queue(job, from, machine, false, reason, now);
    }

    @Override
    public boolean release(String job, Set<State> from, String machine, Optional<String> reason, Instant now)
            throws StoreException {
        return queue(job, from, machine, true, reason, now);
    }

    private boolean queue(
            String job, Set<State> from, String machine, boolean release, Optional<String> reason, Instant now)
            throws StoreException {
        return database.write(connection -> {
            boolean queued = Sql.update(
                            connection,
                            "UPDATE job SET state = 'queued', reason = nullif(?, ''), tries = 0, machine = ?,"
                                    + " released = CASE WHEN ? = 1 THEN 1 WHEN machine = ? THEN released ELSE 0 END,"
                                    + " named = CASE WHEN coalesce(pool, ?) <> ? THEN 1 ELSE 0 END"
                                    + " WHERE id = ? AND state IN " + SqlJobSteps.in(from),
                            reason.orElse(""),
                            machine,
                            release,
                            machine,
                            machine,
                            machine,
                            JobStore.number(job))
                    > 0;
            if (queued) {
                Change change = new Change(State.QUEUED, OptionalInt.empty(), reason);
                SqlJobSteps.note(connection, JobStore.number(job), change, now);
            }
            return queued;
        });
    }

    @Override
    public boolean isReleased(String job) throws StoreException {
        return database.query(
                        "SELECT released FROM job WHERE id = ? AND released = 1", row -> true, JobStore.number(job))
                .contains(true);
    }

    @Override
    public boolean publish(Attempt attempt, Optional<String> byHand, Instant now) throws StoreException {
        return database.writeOf(attempt.machine(), connection -> {
            Change change = new Change(State.STARTING, OptionalInt.of(attempt.task()), byHand);
            return SqlJobSteps.change(connection, attempt.job(), Set.of(State.SENDING), change, now)
                    && Sql.update(
                                    connection,
                                    "UPDATE attempt SET published = ?, by_hand = ? WHERE task = ?",
                                    now.toEpochMilli(),
                                    byHand.isPresent(),
                                    attempt.task())
                            > 0;
        });
    }

    @Override
    public boolean move(Attempt attempt, Set<State> from, Change change, Instant now) throws StoreException {
        return database.writeOf(
                attempt.machine(), connection -> SqlJobSteps.change(connection, attempt.job(), from, change, now));
    }

    @Override
    public void end(Attempt attempt, Set<State> from, Change change, Instant now) throws StoreException {
        database.writeOf(attempt.machine(), connection -> ended(connection, attempt, from, change, now));
    }

    @Override
    public void abandon(Attempt attempt, Set<State> from, Change change, Instant now) throws StoreException {
        database.write(connection -> ended(connection, attempt, from, change, now));
    }

    private static boolean ended(Connection connection, Attempt attempt, Set<State> from, Change change, Instant now)
            throws SQLException {
        Sql.update(connection, "UPDATE attempt SET ended = ? WHERE task = ?", now.toEpochMilli(), attempt.task());
        return SqlJobSteps.change(connection, attempt.job(), from, change, now);
    }

    @Override
    public List<JobStep> steps(String job) throws StoreException {
        return database.read(connection -> SqlJobSteps.of(connection, job));
    }

    @Override
    public MachineNote note(String machine) throws StoreException {
        return database.read(connection -> SqlMachines.note(connection, machine));
    }

    @Override
    public void note(String machine, MachineNote note) throws StoreException {
        database.writeOf(machine, connection -> SqlMachines.note(connection, machine, note));
    }

    @Override
    public Optional<String> recall(String machine, String key) throws StoreException {
        return database.read(connection -> SqlMachines.recall(connection, machine, key));
    }

    @Override
    public void remember(String machine, String key, String value) throws StoreException {
        database.write(connection -> SqlMachines.remember(connection, machine, key, value));
    }

    @Override
    public int takeNumbers(int count, Instant now) throws StoreException {
        return database.write(connection -> SqlTaskNumbers.take(connection, count, now));
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        long published = row.getLong("published");
        return new Attempt(
                row.getInt("task"),
                Long.toString(row.getLong("job")),
                row.getString("machine"),
                row.getInt("number"),
                row.getInt("tries"),
                row.getBoolean("by_hand"),
                published == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(published)));
    }
}
