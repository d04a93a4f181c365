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

/** The record of queues in a {@link SqliteDatabase}. */
final class SqliteQueueStore implements QueueStore {

    private static final String ENTRY =
            "SELECT id, printer, state, machine, pool, named, anyway, priority, wishes, copy_of FROM job ";

    /** The nearest place on one side of another job's that is taken; far away when none is. */
    private static final String NEIGHBOUR = "SELECT %s(coalesce(other.place, other.id)) AS place FROM job AS other"
            + " WHERE other.machine = ?1 AND other.state IN ('queued', 'held') AND other.priority = ?2"
            + " AND coalesce(other.place, other.id) %s ?3 AND other.id <> ?4";

    private final SqliteDatabase database;

    SqliteQueueStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public List<Entry> waiting(String goal, Set<Job.State> states) throws StoreException {
        return database.read(connection -> Sql.query(
                connection,
                ENTRY + "WHERE machine = ? AND state IN " + SqliteDispatchStore.in(states) + SqliteDispatchStore.IN_TURN
                        + MAX_ENTRIES,
                SqliteQueueStore::entry,
                goal));
    }

    @Override
    public Optional<Entry> entry(String job) throws StoreException {
        return database
                .read(connection -> Sql.query(
                        connection, ENTRY + "WHERE id = ?", SqliteQueueStore::entry, SqliteJobStore.number(job)))
                .stream()
                .findFirst();
    }

    @Override
    public Optional<String> newest(String printer, String from) throws StoreException {
        return database
                .read(connection -> Sql.query(
                        connection,
                        "SELECT id FROM job WHERE printer = ? AND origin = ? AND state <> 'received'"
                                + " ORDER BY id DESC LIMIT 1",
                        row -> Long.toString(row.getLong("id")),
                        printer,
                        from))
                .stream()
                .findFirst();
    }

    @Override
    public void enter(String job, String pool) throws StoreException {
        update("UPDATE job SET pool = ?, named = 0, anyway = 0 WHERE id = ?", pool, SqliteJobStore.number(job));
    }

    @Override
    public void anyway(String job, boolean anyway) throws StoreException {
        update("UPDATE job SET anyway = ? WHERE id = ?", anyway, SqliteJobStore.number(job));
    }

    @Override
    public boolean prioritise(String job, int priority) throws StoreException {
        return update("UPDATE job SET priority = ? WHERE id = ?", priority, SqliteJobStore.number(job)) > 0;
    }

    private int update(String sql, Object... values) throws StoreException {
        return database.write(connection -> Sql.update(connection, sql, values));
    }

    @Override
    public void move(String job, String next, boolean before) throws StoreException {
        database.write(connection -> {
            double there = Sql.query(
                            connection,
                            "SELECT coalesce(place, id) AS place FROM job WHERE id = ?",
                            row -> row.getDouble("place"),
                            SqliteJobStore.number(next))
                    .get(0);
            Entry other = Sql.query(
                            connection, ENTRY + "WHERE id = ?", SqliteQueueStore::entry, SqliteJobStore.number(next))
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
                            SqliteJobStore.number(job))
                    .get(0);
            return Sql.update(
                    connection,
                    "UPDATE job SET place = ?, priority = ? WHERE id = ?",
                    (there + beyond) / 2,
                    other.priority(),
                    SqliteJobStore.number(job));
        });
    }

    @Override
    public Optional<Job> again(String job, Again what, Instant now) throws StoreException {
        return database.write(connection -> {
            long first = SqliteJobStore.number(job);
            if (what.copy()) {
                Sql.update(connection, "UPDATE job SET copy_of = coalesce(copy_of, id) WHERE id = ?", first);
            }
            int added = Sql.update(
                    connection,
                    "INSERT INTO job (printer, file, card_path, sha256, state, plate, options, request, warning, machine,"
                            + " reason, received, origin, pool, named, priority, place, wishes, copy_of)"
                            + " SELECT printer, file, card_path, sha256, 'queued', coalesce(?1, plate), options, request,"
                            + " warning, CASE WHEN named = 0 THEN coalesce(pool, machine) ELSE machine END, ?2, ?3, origin,"
                            + " pool, named, priority, CASE WHEN ?4 THEN coalesce(place, id) END, coalesce(?5, wishes),"
                            + " CASE WHEN ?4 THEN copy_of END FROM job WHERE id = ?6 AND machine IS NOT NULL",
                    what.plate(),
                    what.reason(),
                    now.toEpochMilli(),
                    what.copy(),
                    what.wishes(),
                    first);
            return added == 0 ? Optional.empty() : Optional.of(noted(connection, what, now));
        });
    }

    private static Job noted(Connection connection, Again what, Instant now) throws SQLException {
        Job job = SqliteJobStore.newest(connection);
        Change queued = new Change(Job.State.QUEUED, OptionalInt.empty(), Optional.of(what.reason()));
        SqliteDispatchStore.note(connection, SqliteJobStore.number(job.id()), queued, now);
        return job;
    }

    @Override
    public int owed(String first) throws StoreException {
        return database.read(connection -> Sql.query(
                        connection,
                        "SELECT count(*) AS owed FROM job WHERE copy_of = ? AND state NOT IN ('done', 'cancelled')",
                        row -> row.getInt("owed"),
                        SqliteJobStore.number(first))
                .get(0));
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
