package org.printfarm.host.job.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One connection to the inbox's SQLite file, used by one thread at a time. Write-ahead log, so that another process may read
 * meanwhile; synced at every commit ({@code synchronous=FULL}), so that a commit survives a power cut.
 */
final class SqliteDatabase implements Database {

    private static final Duration LONGEST_CLOSE = Duration.ofMillis(400);

    private final ReentrantLock lock = new ReentrantLock();
    private final SQLiteDataSource source;
    private final JobChanges changes = new JobChanges();
    private final SqliteJobRows written = new SqliteJobRows();
    private Connection connection;
    private boolean closed;

    private SqliteDatabase(SQLiteDataSource source, Connection connection) throws SQLException {
        this.source = source;
        this.connection = written.watched(connection);
    }

    @Override
    public <T> T writeOf(String machine, Work<T> work) throws StoreException {
        return write(work);
    }

    /** One writes at a time. */
    @Override
    public String claimed() {
        return "";
    }

    @Override
    public void writeUnder(HostEpoch own, BooleanSupplier lasts) {
        // The data folder's lock is all that is needed.
    }

    @Override
    public void onChange(JobListener listener) {
        changes.to(listener);
    }

    /**
     * Opens the file, makes it when it is not there, and brings its tables to this version. To be called while the
     * inbox is {@linkplain InboxFolder#hold() held}.
     */
    static SqliteDatabase open(InboxFolder folder) throws IOException {
        SqliteDriver.unpackInto(folder);
        Path file = folder.database();
        // SQLite makes its other files with the permissions of this one.
        folder.createOwnerOnly(file);
        return openFile(file);
    }

    /** The same, of a file that is there; it may be empty. */
    static SqliteDatabase openFile(Path file) throws IOException {
        SQLiteDataSource source = new SQLiteDataSource(SqliteDriver.config());
        source.setUrl("jdbc:sqlite:" + file);
        try {
            return new SqliteDatabase(source, connect(source));
        } catch (NewerSchemaException e) {
            throw new StoreException(
                    file + " was written by a newer version of the farm: run that one",
                    StoreException.Trouble.OTHER,
                    e);
        } catch (FlywayException | SQLException e) {
            throw new StoreException(
                    file + " cannot be opened: restore it from a backup, or move it away to begin with an empty inbox",
                    trouble(e),
                    e);
        }
    }

    private static Connection connect(SQLiteDataSource source) throws SQLException, IOException {
        Connection connection = source.getConnection();
        try {
            if (Migrations.SQLITE.areDone(connection)) {
                return connection;
            }
        } catch (SQLException | IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
        connection.close();
        Migrations.SQLITE.run(source);
        return source.getConnection();
    }

    /** The connection, or a new one after one that had to be closed. */
    private Connection usable() throws SQLException {
        if (connection.isClosed() && !closed) {
            connection = written.watched(source.getConnection());
        }
        return connection;
    }

    @Override
    public <T> T read(Work<T> work) throws StoreException {
        lock.lock();
        try {
            return work.with(usable());
        } catch (SQLException e) {
            throw failed("read", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <T> T write(Work<T> work) throws StoreException {
        lock.lock();
        try {
            Connection open = usable();
            open.setAutoCommit(false);
            T result;
            try {
                result = work.with(open);
                open.commit();
            } catch (Throwable e) {
                written.forget();
                rollBack(open, e);
                throw e;
            }
            open.setAutoCommit(true);
            changes.tell(open, written.taken());
            return result;
        } catch (SQLException e) {
            throw failed("written", e);
        } finally {
            lock.unlock();
        }
    }

    /** There is one writer at a time. */
    @Override
    public String settled(String table) {
        return "";
    }

    @Override
    public void copyTo(Path target) throws StoreException {
        read(connection -> Sql.update(connection, "VACUUM INTO ?", target.toString()));
    }

    @Override
    public void replaceBy(Path other) throws StoreException {
        read(connection -> Sql.update(connection, "ATTACH DATABASE ? AS other", other.toString()));
        try {
            write(connection -> {
                for (String table : List.of("print_request", "job", "content")) {
                    Sql.update(connection, "DELETE FROM main." + table);
                }
                for (String table : List.of("content", "job", "print_request", "job_step", "attempt")) {
                    Sql.update(connection, "INSERT INTO main." + table + " SELECT * FROM other." + table);
                }
                SqlJobSteps.holdRestored(connection, Instant.now());
                keepOwn(connection);
                return true;
            });
        } finally {
            read(connection -> Sql.update(connection, "DETACH DATABASE other"));
        }
    }

    /** What is known stays so beside what comes; numbers go on from the larger of both; who is known stays so, if anybody is. */
    private static void keepOwn(Connection connection) throws SQLException {
        Sql.update(connection, "UPDATE main.task_number SET last = max(last, (SELECT last FROM other.task_number))");
        for (String table : List.of("machine", "machine_memory", "print_past")) {
            Sql.update(connection, "INSERT OR IGNORE INTO main." + table + " SELECT * FROM other." + table);
        }
        for (String table : List.of("account", "api_key")) {
            Sql.update(
                    connection,
                    "INSERT INTO main." + table + " SELECT * FROM other." + table
                            + " WHERE NOT EXISTS (SELECT 1 FROM main." + table + ")");
        }
    }

    /** A connection that cannot be rolled back is closed: the next commit on it would keep what was left behind. */
    private static void rollBack(Connection open, Throwable cause) {
        try {
            open.rollback();
            open.setAutoCommit(true);
        } catch (SQLException | RuntimeException e) {
            cause.addSuppressed(e);
            try {
                open.close();
            } catch (SQLException closing) {
                cause.addSuppressed(closing);
            }
        }
    }

    private static StoreException failed(String what, SQLException e) {
        return new StoreException("the record of jobs could not be " + what, trouble(e), e);
    }

    private static StoreException.Trouble trouble(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL) {
                return StoreException.Trouble.FULL;
            }
        }
        return StoreException.Trouble.OTHER;
    }

    @Override
    public void close() {
        boolean mine = false;
        try {
            mine = lock.tryLock(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
            if (mine) {
                closed = true;
                connection.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            // Whatever was committed is on the disk.
            return;
        } finally {
            if (mine) {
                lock.unlock();
            }
        }
    }
}
