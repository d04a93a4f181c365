package org.printfarm.host.job.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.printfarm.host.config.StoreUrl;

/**
 * A farm's record in PostgreSQL 15 or newer. Writers work side by side, each on the database as it was when it began; of two that
 * change the same rows one begins again. Synced at every commit, as the server does by itself.
 */
final class PostgresDatabase implements Database {

    /** Each further try is of a writer that others were faster than. */
    private static final int MOST_TRIES = 30;

    private static final int OLDEST_SERVER = 15;

    /** Before the next try of a writer, the longest pause. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final StoreUrl url;
    private final PostgresConnections connections;
    private final JobChanges changes = new JobChanges();
    private volatile PostgresFence fence;

    private PostgresDatabase(StoreUrl url) {
        this.url = url;
        this.connections = new PostgresConnections(url);
        this.fence = PostgresFence.none(url);
    }

    /** Opens the database, which must be there, and brings its tables to this version. */
    static PostgresDatabase open(StoreUrl url) throws IOException {
        prepare(url);
        return new PostgresDatabase(url);
    }

    /** Brings its tables to this version. */
    static void prepare(StoreUrl url) throws IOException {
        DataSource source = PostgresConnections.source(url, Duration.ZERO);
        try {
            if (!isReady(source)) {
                Migrations.POSTGRESQL.run(source);
            }
        } catch (NewerSchemaException e) {
            throw new StoreException(
                    url + " was written by a newer version of the farm: run that one", StoreException.Trouble.OTHER, e);
        } catch (FlywayException | SQLException e) {
            throw PostgresErrors.unusable(url, e);
        }
    }

    static boolean isReady(DataSource source) throws SQLException, IOException {
        try (Connection connection = source.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_SERVER) {
                throw new SQLException("PostgreSQL " + version + " is too old, " + OLDEST_SERVER + " is the oldest");
            }
            String encoding = Sql.query(connection, "SHOW server_encoding", row -> row.getString("server_encoding"))
                    .get(0);
            if (!encoding.equals("UTF8")) {
                throw new SQLException("its encoding is " + encoding + ", and names of files need UTF8");
            }
            return Migrations.POSTGRESQL.areDone(connection);
        }
    }

    @Override
    public <T> T read(Work<T> work) throws StoreException {
        return tried("read", work);
    }

    @Override
    public <T> T write(Work<T> work) throws StoreException {
        return write(work, fence);
    }

    @Override
    public <T> T writeOf(String machine, Work<T> work) throws StoreException {
        return write(work, fence.of(machine));
    }

    private <T> T write(Work<T> work, PostgresFence under) throws StoreException {
        under.requireLease();
        T result = tried("written", connection -> committed(connection, work, under));
        under.requireLease();
        return result;
    }

    @Override
    public String claimed() {
        return " FOR UPDATE SKIP LOCKED";
    }

    private <T> T tried(String what, Work<T> work) throws StoreException {
        for (int tries = 1; ; tries++) {
            try {
                return once(work);
            } catch (SQLException e) {
                if (tries == MOST_TRIES || !PostgresErrors.isWorthAnotherTry(e)) {
                    throw failed(what, e);
                }
                long pause = Math.min(TimeUnit.MILLISECONDS.toNanos(tries), LONGEST_PAUSE.toNanos());
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause));
            }
        }
    }

    private <T> T once(Work<T> work) throws SQLException {
        Connection connection = connections.take();
        try {
            return work.with(connection);
        } finally {
            giveBack(connection);
        }
    }

    /** The pool commits each statement by itself again. What was done is done, however the connection fares. */
    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The pool has thrown it away.
            return;
        }
    }

    private <T> T committed(Connection connection, Work<T> work, PostgresFence under) throws SQLException {
        connection.setAutoCommit(false);
        T result;
        List<JobChanges.Left> written;
        try {
            result = work.with(connection);
            written = under.written(connection);
        } catch (Throwable e) {
            rollBack(connection, e);
            throw e;
        }
        try {
            connection.commit();
        } catch (SQLException e) {
            throw PostgresErrors.atCommit(e);
        }
        changes.tell(written);
        return result;
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void writeUnder(HostEpoch own, BooleanSupplier lasts) {
        fence = PostgresFence.of(url, own, lasts);
    }

    @Override
    public void onChange(JobListener listener) {
        changes.to(listener);
    }

    /** A row's writer has ended when every transaction that is going on began later. */
    @Override
    public String settled(String table) {
        return " AND " + table + ".tx < pg_snapshot_xmin(pg_current_snapshot())";
    }

    @Override
    public void copyTo(Path target) throws IOException {
        try (SqliteDatabase copy = SqliteDatabase.openFile(target)) {
            atLength("read", from -> copy.write(to -> PostgresTransfer.all(from, to)));
        }
    }

    @Override
    public void replaceBy(Path other) throws IOException {
        try (SqliteDatabase source = SqliteDatabase.openFile(other)) {
            atLength("replaced", to -> source.read(from -> PostgresTransfer.restored(from, to)));
        }
    }

    /** Work on a connection of its own and one snapshot, with no limit to how long one answer may take. */
    private void atLength(String what, LongWork work) throws IOException {
        try (Connection connection =
                PostgresConnections.source(url, Duration.ZERO).getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            work.with(connection);
            connection.commit();
        } catch (SQLException e) {
            throw failed(what, e);
        }
    }

    /** What is done on it; what is not committed is rolled back when the connection is closed. */
    @FunctionalInterface
    private interface LongWork {
        void with(Connection connection) throws SQLException, IOException;
    }

    private StoreException failed(String what, SQLException e) {
        return new StoreException(
                "the record of jobs in " + url + " could not be " + what, PostgresErrors.trouble(e), e);
    }

    @Override
    public void close() {
        connections.close();
    }
}
