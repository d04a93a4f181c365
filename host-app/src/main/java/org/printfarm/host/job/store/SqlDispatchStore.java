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
import org.printfarm.host.job.store.Job.State;

/** The record of what goes on to machines in a {@link Database}. */
final class SqlDispatchStore implements DispatchStore {

    private static final Instant NUMBERS_BEGIN = Instant.parse("2020-01-01T00:00:00Z");
    private static final int MAX_STEPS = 1_000;
    private static final int MAX_UNFINISHED = 1_000;

    /** Whose turn it is. */
    static final String IN_TURN = " ORDER BY priority DESC, coalesce(place, job.id), job.id LIMIT ";

    private static final String ATTEMPT = "SELECT task, job, machine, number, tries, by_hand, published FROM attempt ";

    private final Database database;

    SqlDispatchStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Job> next(String machine) throws StoreException {
        return database.read(connection -> Sql.query(
                        connection,
                        JobRows.SELECT + "WHERE machine = ? AND state = 'queued'" + IN_TURN + "1",
                        JobRows::read,
                        machine)
                .stream()
                .findFirst());
    }

    @Override
    public int queued(String machine) throws StoreException {
        return database.read(connection -> Sql.query(
                        connection,
                        "SELECT count(*) AS jobs FROM job WHERE machine = ? AND state = 'queued'",
                        row -> row.getInt("jobs"),
                        machine)
                .get(0));
    }

    @Override
    public List<String> waiting(String machine) throws StoreException {
        return database.read(connection -> Sql.query(
                connection,
                "SELECT id FROM job WHERE machine = ? AND state = 'queued'" + IN_TURN + MAX_UNFINISHED,
                row -> Long.toString(row.getLong("id")),
                machine));
    }

    @Override
    public List<Job> unfinished() throws StoreException {
        Set<State> states = EnumSet.of(State.QUEUED);
        states.addAll(State.ON_MACHINE);
        return database.read(connection -> Sql.query(
                connection,
                JobRows.SELECT + "WHERE state IN " + in(states) + " ORDER BY job.id LIMIT " + MAX_UNFINISHED,
                JobRows::read));
    }

    @Override
    public List<Attempt> open(String machine) throws StoreException {
        return database.read(connection -> Sql.query(
                connection,
                ATTEMPT + "WHERE machine = ? AND ended = 0 ORDER BY task DESC",
                SqlDispatchStore::attempt,
                machine));
    }

    @Override
    public Optional<Attempt> assign(String job, String machine, int task, Instant now) throws StoreException {
        return database.write(connection -> {
            Change change = new Change(State.ASSIGNED, OptionalInt.of(task), Optional.empty());
            int queued = Sql.update(
                    connection,
                    "UPDATE job SET tries = tries + 1, machine = ? WHERE id = ? AND state = 'queued'",
                    machine,
                    SqlJobStore.number(job));
            if (queued == 0 || !change(connection, job, Set.of(State.QUEUED), change, now)) {
                return Optional.empty();
            }
            Sql.update(
                    connection,
                    "INSERT INTO attempt (task, job, machine, number, tries)"
                            + " SELECT ?, ?, ?, count(*) + 1, (SELECT tries FROM job WHERE id = ?) FROM attempt WHERE job = ?",
                    task,
                    SqlJobStore.number(job),
                    machine,
                    SqlJobStore.number(job),
                    SqlJobStore.number(job));
            return Sql.query(connection, ATTEMPT + "WHERE task = ?", SqlDispatchStore::attempt, task).stream()
                    .findFirst();
        });
    }

    @Override
    public boolean change(String job, Set<State> from, Change change, Instant now) throws StoreException {
        return database.write(connection -> change(connection, job, from, change, now));
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
            Sql.update(
                    connection,
                    "UPDATE job SET released = CASE WHEN ? = 1 THEN 1 WHEN machine = ? THEN released ELSE 0 END,"
                            + " tries = 0, machine = ?, named = CASE WHEN coalesce(pool, ?) <> ? THEN 1 ELSE 0 END"
                            + " WHERE id = ? AND state IN " + in(from),
                    release,
                    machine,
                    machine,
                    machine,
                    machine,
                    SqlJobStore.number(job));
            return change(connection, job, from, new Change(State.QUEUED, OptionalInt.empty(), reason), now);
        });
    }

    @Override
    public boolean isReleased(String job) throws StoreException {
        return database.read(connection -> Sql.query(
                        connection,
                        "SELECT released FROM job WHERE id = ? AND released = 1",
                        row -> true,
                        SqlJobStore.number(job)))
                .contains(true);
    }

    @Override
    public boolean publish(Attempt attempt, Optional<String> byHand, Instant now) throws StoreException {
        return database.write(connection -> {
            Change change = new Change(State.STARTING, OptionalInt.of(attempt.task()), byHand);
            return change(connection, attempt.job(), Set.of(State.SENDING), change, now)
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
    public void end(Attempt attempt, Set<State> from, Change change, Instant now) throws StoreException {
        database.write(connection -> {
            Sql.update(connection, "UPDATE attempt SET ended = ? WHERE task = ?", now.toEpochMilli(), attempt.task());
            return change(connection, attempt.job(), from, change, now);
        });
    }

    @Override
    public List<JobStep> steps(String job) throws StoreException {
        return database.read(connection -> Sql.query(
                connection,
                "SELECT at, state, machine, attempt, reason FROM job_step WHERE job = ? ORDER BY id LIMIT " + MAX_STEPS,
                SqlDispatchStore::step,
                SqlJobStore.number(job)));
    }

    @Override
    public MachineNote note(String machine) throws StoreException {
        return database.read(connection -> Sql.query(
                        connection,
                        "SELECT gate, paused, tripped, last_task, last_title FROM machine WHERE id = ?",
                        SqlDispatchStore::note,
                        machine)
                .stream()
                .findFirst()
                .orElse(MachineNote.NONE));
    }

    @Override
    public void note(String machine, MachineNote note) throws StoreException {
        database.write(connection -> Sql.update(
                connection,
                "INSERT INTO machine (id, gate, paused, tripped, last_task, last_title) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET gate = excluded.gate, paused = excluded.paused,"
                        + " tripped = excluded.tripped, last_task = excluded.last_task,"
                        + " last_title = excluded.last_title",
                machine,
                note.gate(),
                note.paused(),
                note.tripped(),
                note.last().task().orElse(0),
                note.last().title()));
    }

    @Override
    public Optional<String> recall(String machine, String key) throws StoreException {
        return database.read(connection -> Sql.query(
                        connection,
                        "SELECT value FROM machine_memory WHERE machine = ? AND key = ?",
                        row -> row.getString("value"),
                        machine,
                        key)
                .stream()
                .findFirst());
    }

    @Override
    public void remember(String machine, String key, String value) throws StoreException {
        database.write(connection -> value.isEmpty()
                ? Sql.update(connection, "DELETE FROM machine_memory WHERE machine = ? AND key = ?", machine, key)
                : Sql.update(
                        connection,
                        "INSERT INTO machine_memory (machine, key, value) VALUES (?, ?, ?)"
                                + " ON CONFLICT (machine, key) DO UPDATE SET value = excluded.value",
                        machine,
                        key,
                        value));
    }

    @Override
    public int takeNumbers(int count, Instant now) throws StoreException {
        long floor = now.getEpochSecond() - NUMBERS_BEGIN.getEpochSecond();
        return database.write(connection -> {
            long first = Math.max(lastTask(connection) + 1, floor);
            Sql.update(connection, "UPDATE task_number SET last = ?", first + count - 1);
            return Math.toIntExact(first);
        });
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

    /** The last number that was handed out. */
    static long lastTask(Connection connection) throws SQLException {
        return Sql.query(connection, "SELECT last FROM task_number", row -> row.getLong("last"))
                .get(0);
    }

    /** Numbers go on behind one, or from where they are when that is further. */
    static int taskFrom(Connection connection, long last) throws SQLException {
        return Sql.update(connection, "UPDATE task_number SET last = ? WHERE last < ?", last, last);
    }

    /** Changes a job and writes the row that tells of it. */
    static boolean change(Connection connection, String job, Set<State> from, Change change, Instant now)
            throws SQLException {
        int changed = Sql.update(
                connection,
                "UPDATE job SET state = ?, reason = ?, machine = CASE WHEN ? = 'queued' AND named = 0"
                        + " THEN coalesce(pool, machine) ELSE machine END WHERE id = ? AND state IN " + in(from),
                change.to().word(),
                change.reason(),
                change.to().word(),
                SqlJobStore.number(job));
        if (changed > 0) {
            note(connection, SqlJobStore.number(job), change, now);
        }
        return changed > 0;
    }

    /** Writes the row that tells of a job's state. */
    static void note(Connection connection, long job, Change change, Instant now) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO job_step (job, at, state, machine, attempt, reason)"
                        + " SELECT id, ?, ?, machine, ?, ? FROM job WHERE id = ?",
                now.toEpochMilli(),
                change.to().word(),
                change.attempt().isPresent() ? Optional.of(change.attempt().getAsInt()) : Optional.empty(),
                change.reason(),
                job);
    }

    /** The words are ours, and so may stand in a statement. */
    static String in(Set<State> states) {
        return states.stream().map(state -> "'" + state.word() + "'").collect(Collectors.joining(", ", "(", ")"));
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

    private static MachineNote note(ResultSet row) throws SQLException {
        int task = row.getInt("last_task");
        return new MachineNote(
                row.getBoolean("gate"),
                Optional.ofNullable(row.getString("paused")),
                Optional.ofNullable(row.getString("tripped")),
                new LastPrint(
                        task == 0 ? OptionalInt.empty() : OptionalInt.of(task),
                        Optional.ofNullable(row.getString("last_title"))));
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
