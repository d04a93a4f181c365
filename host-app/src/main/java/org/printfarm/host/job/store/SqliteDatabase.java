package org.printfarm.host.job.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One connection to the inbox's SQLite file, used by one thread at a time. Write-ahead log, so that another process may read
 * meanwhile; synced at every commit ({@code synchronous=FULL}), so that a commit survives a power cut.
 */
public final class SqliteDatabase implements AutoCloseable {

    private static final Duration LONGEST_CLOSE = Duration.ofMillis(400);

    private final ReentrantLock lock = new ReentrantLock();
    private final SQLiteDataSource source;
    private final JobChanges changes = new JobChanges();
    private Connection connection;
    private boolean closed;

    private SqliteDatabase(SQLiteDataSource source, Connection connection) throws SQLException {
        this.source = source;
        this.connection = changes.watched(connection);
    }

    /** Tells of jobs that change from now on. */
    void onChange(JobListener listener) {
        changes.to(listener);
    }

    /** What is done with the connection; it may be called twice when the first try met another process. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
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
        SQLiteDataSource source = new SQLiteDataSource(SqliteDriver.config());
        source.setUrl("jdbc:sqlite:" + file);
        try {
            return new SqliteDatabase(source, connect(source));
        } catch (NewerSchemaException e) {
            throw new StoreException(file + " was written by a newer version of the farm: run that one", false, e);
        } catch (FlywayException | SQLException e) {
            throw new StoreException(
                    file + " cannot be opened: restore it from a backup, or move it away to begin with an empty inbox",
                    isFull(e),
                    e);
        }
    }

    private static Connection connect(SQLiteDataSource source) throws SQLException, IOException {
        Connection connection = source.getConnection();
        try {
            if (Migrations.areDone(connection)) {
                return connection;
            }
        } catch (SQLException | IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
        connection.close();
        Migrations.run(source);
        return source.getConnection();
    }

    /** The connection, or a new one after one that had to be closed. */
    private Connection usable() throws SQLException {
        if (connection.isClosed() && !closed) {
            connection = changes.watched(source.getConnection());
        }
        return connection;
    }

    /** Reads. */
    <T> T read(Work<T> work) throws StoreException {
        lock.lock();
        try {
            return work.with(usable());
        } catch (SQLException e) {
            throw failed("read", e);
        } finally {
            lock.unlock();
        }
    }

    /** Writes, all of it or nothing, whatever ends the work. */
    <T> T write(Work<T> work) throws StoreException {
        lock.lock();
        try {
            Connection open = usable();
            open.setAutoCommit(false);
            T result;
            try {
                result = work.with(open);
                open.commit();
            } catch (Throwable e) {
                changes.forget();
                rollBack(open, e);
                throw e;
            }
            open.setAutoCommit(true);
            changes.tell(open);
            return result;
        } catch (SQLException e) {
            throw failed("written", e);
        } finally {
            lock.unlock();
        }
    }

    /** Writes a copy of all of it as it is now; others read and write meanwhile. */
    void copyTo(Path target) throws StoreException {
        read(connection -> Sql.update(connection, "VACUUM INTO ?", target.toString()));
    }

    /** Takes the rows of another database of the same version in place of its own, all or none. Nobody has that one open. */
    void replaceBy(Path other) throws StoreException {
        read(connection -> Sql.update(connection, "ATTACH DATABASE ? AS other", other.toString()));
        try {
            write(connection -> {
                for (String table : List.of("print_request", "job", "content")) {
                    Sql.update(connection, "DELETE FROM main." + table);
                }
                for (String table : List.of("content", "job", "print_request", "job_step", "attempt")) {
                    Sql.update(connection, "INSERT INTO main." + table + " SELECT * FROM other." + table);
                }
                SqliteDispatchStore.holdRestored(connection);
                SqliteAccountStore.restored(connection);
                return true;
            });
        } finally {
            read(connection -> Sql.update(connection, "DETACH DATABASE other"));
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
        return new StoreException("the record of jobs could not be " + what, isFull(e), e);
    }

    private static boolean isFull(Throwable e) {
        Throwable cause = e;
        while (cause != null) {
            if (cause instanceof SQLiteException sqlite && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
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
