package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.printfarm.host.job.store.DispatchStore.Change;

/**
 * The record of the order in which jobs wait, and of what people said about it. Every change is on the disk when its method
 * returns. Any thread.
 */
public final class QueueStore {

    /** Jobs of one queue that are looked at; those beyond come up when these have gone. */
    public static final int MAX_ENTRIES = 10_000;

    /** Priorities are from minus this to this. */
    public static final int MAX_PRIORITY = 100;

    /**
     * A job in a queue.
     *
     * @param job its id
     * @param printer the printer's id
     * @param state queued or held while it waits
     * @param goal the pool or machine that it waits for, or the machine that has it
     * @param pool whose rules it goes by; empty for none
     * @param named whether a person named its machine
     * @param anyway whether that person said: whatever speaks against it
     * @param priority the higher the sooner
     * @param wishes filament by channel, JSON; empty for what the file says
     * @param copyOf of several prints that are owed, the first's id; empty for a single one
     */
    public record Entry(
            String job,
            String printer,
            Job.State state,
            Optional<String> goal,
            Optional<String> pool,
            boolean named,
            boolean anyway,
            int priority,
            Optional<String> wishes,
            Optional<String> copyOf) {

        /** Where it is to wait again: its pool, unless a person named its machine. */
        public Optional<String> home() {
            return named ? goal : pool.or(() -> goal);
        }
    }

    /**
     * A further job of the same file.
     *
     * @param plate 1 or more; empty for the same
     * @param wishes in place of its wishes; empty for the same
     * @param copy whether both are prints that are owed together
     * @param reason why it is there
     */
    public record Again(Optional<Integer> plate, Optional<String> wishes, boolean copy, String reason) {}

    private static final String ENTRY =
            "SELECT id, printer, state, machine, pool, named, anyway, priority, wishes, copy_of FROM job ";

    /** The nearest place on one side of another job's that is taken; far away when none is. */
    private static final String NEIGHBOUR = "SELECT %s(coalesce(other.place, other.id)) AS place FROM job AS other"
            + " WHERE other.machine = ? AND other.state IN ('queued', 'held') AND other.priority = ?"
            + " AND coalesce(other.place, other.id) %s ? AND other.id <> ?";

    private final Database database;

    QueueStore(Database database) {
        this.database = database;
    }

    /** The jobs that wait for a pool or machine in these states, whose turn it is first; at most {@link #MAX_ENTRIES}. */
    public List<Entry> waiting(String goal, Set<Job.State> states) throws StoreException {
        return database.query(
                ENTRY + "WHERE machine = ? AND state IN " + SqlJobSteps.in(states) + SqlDispatchStore.IN_TURN
                        + MAX_ENTRIES,
                QueueStore::entry,
                goal);
    }

    /** One job. */
    public Optional<Entry> entry(String job) throws StoreException {
        return database.first(ENTRY + "WHERE id = ?", QueueStore::entry, JobStore.number(job));
    }

    /** The newest print that a client asked a printer for, by its id. */
    public Optional<String> newest(String printer, String from) throws StoreException {
        return database.first(
                "SELECT id FROM job WHERE printer = ? AND origin = ? AND state <> 'received'"
                        + " ORDER BY id DESC LIMIT 1",
                row -> Long.toString(row.getLong("id")),
                printer,
                from);
    }

    /** Gives a job to a pool: it goes by its rules, and nobody named a machine. */
    public void enter(String job, String pool) throws StoreException {
        database.update("UPDATE job SET pool = ?, named = 0, anyway = 0 WHERE id = ?", pool, JobStore.number(job));
    }

    /** Notes whether a person wants a job on the machine that it waits for, whatever speaks against it. */
    public void anyway(String job, boolean anyway) throws StoreException {
        database.update("UPDATE job SET anyway = ? WHERE id = ?", anyway, JobStore.number(job));
    }

    /** Gives a job another priority; false when it is not there. */
    public boolean prioritise(String job, int priority) throws StoreException {
        return database.update("UPDATE job SET priority = ? WHERE id = ?", priority, JobStore.number(job)) > 0;
    }

    /** Puts a job before another one, or behind it: it takes over that one's priority. */
    public void move(String job, String next, boolean before) throws StoreException {
        database.write(connection -> {
            double there = Sql.query(
                            connection,
                            "SELECT coalesce(place, id) AS place FROM job WHERE id = ?",
                            row -> row.getDouble("place"),
                            JobStore.number(next))
                    .get(0);
            Entry other = Sql.query(connection, ENTRY + "WHERE id = ?", QueueStore::entry, JobStore.number(next))
                    .get(0);
            String sql = before ? NEIGHBOUR.formatted("max", "<") : NEIGHBOUR.formatted("min", ">");
            double far = before ? there - 2 : there + 2;
            double beyond = Sql.query(
                            connection,
                            sql,
                            row -> {
                                double place = row.getDouble("place");
                                return row.wasNull() ? far : place;
                            },
                            other.goal(),
                            other.priority(),
                            there,
                            JobStore.number(job))
                    .get(0);
            return Sql.update(
                    connection,
                    "UPDATE job SET place = ?, priority = ? WHERE id = ?",
                    (there + beyond) / 2,
                    other.priority(),
                    JobStore.number(job));
        });
    }

    /** Adds a queued job with the content, request and pool of another one; empty when that is not there, or goes nowhere. */
    public Optional<Job> again(String job, Again what, Instant now) throws StoreException {
        return database.write(connection -> {
            long first = JobStore.number(job);
            if (what.copy()) {
                Sql.update(connection, "UPDATE job SET copy_of = coalesce(copy_of, id) WHERE id = ?", first);
            }
            List<Long> made = Sql.made(
                    connection,
                    "INSERT INTO job (printer, file, card_path, sha256, state, plate, options, request, warning, machine,"
                            + " reason, received, origin, pool, named, priority, place, wishes, copy_of)"
                            + " SELECT printer, file, card_path, sha256, 'queued', coalesce(?, plate), options, request,"
                            + " warning, CASE WHEN named = 0 THEN coalesce(pool, machine) ELSE machine END, ?, ?, origin,"
                            + " pool, named, priority, CASE WHEN ? = 1 THEN coalesce(place, id) END, coalesce(?, wishes),"
                            + " CASE WHEN ? = 1 THEN copy_of END FROM job WHERE id = ? AND machine IS NOT NULL",
                    what.plate(),
                    what.reason(),
                    now.toEpochMilli(),
                    what.copy(),
                    what.wishes(),
                    what.copy(),
                    first);
            return made.isEmpty() ? Optional.empty() : Optional.of(noted(connection, made.get(0), what, now));
        });
    }

    private static Job noted(Connection connection, long made, Again what, Instant now) throws SQLException {
        Change queued = new Change(Job.State.QUEUED, OptionalInt.empty(), Optional.of(what.reason()));
        SqlJobSteps.note(connection, made, queued, now);
        return JobRows.just(connection, made);
    }

    /** How many jobs of a copy's group are not printed yet. */
    public int owed(String first) throws StoreException {
        return database.query(
                        "SELECT count(*) AS owed FROM job WHERE copy_of = ? AND state NOT IN ('done', 'cancelled')",
                        row -> row.getInt("owed"),
                        JobStore.number(first))
                .get(0);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                Long.toString(row.getLong("id")),
                row.getString("printer"),
                Job.State.of(row.getString("state")),
                Optional.ofNullable(row.getString("machine")),
                Optional.ofNullable(row.getString("pool")),
                row.getBoolean("named"),
                row.getBoolean("anyway"),
                row.getInt("priority"),
                Optional.ofNullable(row.getString("wishes")),
                Optional.ofNullable(row.getString("copy_of")));
    }
}
