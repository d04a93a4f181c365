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

/** The record of queues in a {@link Database}. */
final class SqlQueueStore implements QueueStore {

    private static final String ENTRY =
            "SELECT id, printer, state, machine, pool, named, anyway, priority, wishes, copy_of FROM job ";

    /** The nearest place on one side of another job's that is taken; far away when none is. */
    private static final String NEIGHBOUR = "SELECT %s(coalesce(other.place, other.id)) AS place FROM job AS other"
            + " WHERE other.machine = ? AND other.state IN ('queued', 'held') AND other.priority = ?"
            + " AND coalesce(other.place, other.id) %s ? AND other.id <> ?";

    private final Database database;

    SqlQueueStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Entry> waiting(String goal, Set<Job.State> states) throws StoreException {
        return database.query(
                ENTRY + "WHERE machine = ? AND state IN " + SqlJobSteps.in(states) + SqlDispatchStore.IN_TURN
                        + MAX_ENTRIES,
                SqlQueueStore::entry,
                goal);
    }

    @Override
    public Optional<Entry> entry(String job) throws StoreException {
        return database.first(ENTRY + "WHERE id = ?", SqlQueueStore::entry, SqlJobStore.number(job));
    }

    @Override
    public Optional<String> newest(String printer, String from) throws StoreException {
        return database.first(
                "SELECT id FROM job WHERE printer = ? AND origin = ? AND state <> 'received'"
                        + " ORDER BY id DESC LIMIT 1",
                row -> Long.toString(row.getLong("id")),
                printer,
                from);
    }

    @Override
    public void enter(String job, String pool) throws StoreException {
        database.update("UPDATE job SET pool = ?, named = 0, anyway = 0 WHERE id = ?", pool, SqlJobStore.number(job));
    }

    @Override
    public void anyway(String job, boolean anyway) throws StoreException {
        database.update("UPDATE job SET anyway = ? WHERE id = ?", anyway, SqlJobStore.number(job));
    }

    @Override
    public boolean prioritise(String job, int priority) throws StoreException {
        return database.update("UPDATE job SET priority = ? WHERE id = ?", priority, SqlJobStore.number(job)) > 0;
    }

    @Override
    public void move(String job, String next, boolean before) throws StoreException {
        database.write(connection -> {
            double there = Sql.query(
                            connection,
                            "SELECT coalesce(place, id) AS place FROM job WHERE id = ?",
                            row -> row.getDouble("place"),
                            SqlJobStore.number(next))
                    .get(0);
            Entry other = Sql.query(connection, ENTRY + "WHERE id = ?", SqlQueueStore::entry, SqlJobStore.number(next))
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
                            SqlJobStore.number(job))
                    .get(0);
            return Sql.update(
                    connection,
                    "UPDATE job SET place = ?, priority = ? WHERE id = ?",
                    (there + beyond) / 2,
                    other.priority(),
                    SqlJobStore.number(job));
        });
    }

    @Override
    public Optional<Job> again(String job, Again what, Instant now) throws StoreException {
        return database.write(connection -> {
            long first = SqlJobStore.number(job);
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

    @Override
    public int owed(String first) throws StoreException {
        return database.query(
                        "SELECT count(*) AS owed FROM job WHERE copy_of = ? AND state NOT IN ('done', 'cancelled')",
                        row -> row.getInt("owed"),
                        SqlJobStore.number(first))
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
