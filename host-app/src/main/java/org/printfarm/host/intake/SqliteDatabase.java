package org.printfarm.host.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One connection to the inbox's SQLite file, used by one thread at a time. Write-ahead log, so that another process may read
 * meanwhile; synced at every commit ({@code synchronous=FULL}), so that a commit survives a power cut.
 */
final class SqliteDatabase implements AutoCloseable {

    /** How long a call waits while another process writes. */
    static final Duration BUSY = Duration.ofSeconds(10);

    private static final Duration LONGEST_CLOSE = Duration.ofMillis(400);
    private static final String MIGRATIONS = "classpath:org/printfarm/host/intake/migrations";

    /** Where the driver unpacks its native library; by default the machine's temporary folder. */
    private static final String UNPACKING = "org.sqlite.tmpdir";

    private final ReentrantLock lock = new ReentrantLock();
    private final Connection connection;

    private SqliteDatabase(Connection connection) {
        this.connection = connection;
    }

    /** What is done with the connection; it may be called twice when the first try met another process. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Opens the file, makes it when it is not there, and brings its tables to this version. To be called under the {@link
     * InboxLock}.
     */
    static SqliteDatabase open(InboxFolder folder) throws IOException {
        unpackInto(folder);
        Path file = folder.database();
        // SQLite makes its other files with the permissions of this one.
        folder.openOwnerOnly(file).close();
        SQLiteDataSource source = new SQLiteDataSource(config());
        source.setUrl("jdbc:sqlite:" + file);
        try {
            Flyway.configure(SqliteDatabase.class.getClassLoader())
                    .dataSource(source)
                    .locations(MIGRATIONS)
                    .load()
                    .migrate();
            return new SqliteDatabase(source.getConnection());
        } catch (FlywayException | SQLException e) {
            throw new StoreException(
                    file + " cannot be opened: restore it from a backup, or move it away to begin with an empty inbox",
                    isFull(e),
                    e);
        }
    }

    /** Where other users can neither look nor write, and where the next start of the host sweeps what a killed process left. */
    private static void unpackInto(InboxFolder folder) {
        if (System.getProperty(UNPACKING) == null) {
            System.setProperty(UNPACKING, folder.incoming().toString());
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) BUSY.toMillis());
        config.enforceForeignKeys(true);
        // A transaction that begins as a reader could not become a writer while another process writes.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return config;
    }

    /** Reads. */
    <T> T read(Work<T> work) throws StoreException {
        lock.lock();
        try {
            return work.with(connection);
        } catch (SQLException e) {
            throw failed("read", e);
        } finally {
            lock.unlock();
        }
    }

    /** Writes, all of it or nothing. */
    <T> T write(Work<T> work) throws StoreException {
        lock.lock();
        try {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(e);
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw failed("written", e);
        } finally {
            lock.unlock();
        }
    }

    private void rollBack(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
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
