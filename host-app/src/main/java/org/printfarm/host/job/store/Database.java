package org.printfarm.host.job.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The database that keeps a farm's record: its tables are the same whatever it is, and so is all SQL but what it has methods for
 * here. Any thread.
 */
interface Database extends AutoCloseable {

    /** What is done with a connection; it may be called again when a try met another writer. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Opens the record of an inbox that is there, wherever it is kept. */
    static Database open(InboxFolder folder) throws IOException {
        return folder.store().isPresent() ? PostgresDatabase.open(folder.store().get()) : SqliteDatabase.open(folder);
    }

    /** Reads. */
    <T> T read(Work<T> work) throws StoreException;

    /** Writes, all of it or nothing, whatever ends the work. It is on the disk when this returns. */
    <T> T write(Work<T> work) throws StoreException;

    /** {@link Sql#query} by itself. */
    default <T> List<T> query(String sql, Sql.RowReader<T> reader, @Nullable Object... values) throws StoreException {
        return read(connection -> Sql.query(connection, sql, reader, values));
    }

    /** {@link Sql#first} by itself. */
    default <T> Optional<T> first(String sql, Sql.RowReader<T> reader, @Nullable Object... values)
            throws StoreException {
        return read(connection -> Sql.first(connection, sql, reader, values));
    }

    /** {@link Sql#update} by itself. */
    default int update(String sql, Object... values) throws StoreException {
        return write(connection -> Sql.update(connection, sql, values));
    }

    /** Writes what only the host may write that has a machine; refused when another one has it. */
    <T> T writeOf(String machine, Work<T> work) throws StoreException;

    /**
     * Refuses from now on what is written when the host has a newer epoch, or its lease has ended; does nothing where one host alone
     * has the database.
     *
     * @param lasts whether it does not by the host's own clock, asked before each write and again when it is done
     */
    void writeUnder(HostEpoch own, BooleanSupplier lasts);

    /** What stands behind a query for a job that is to be given to a machine: nobody else gives it to another one meanwhile. */
    String claimed();

    /** Tells of jobs that change from now on. */
    void onChange(JobListener listener);

    /**
     * A condition, beginning with {@code AND}, under which no row of a table that gets numbers can appear any more below the ones
     * that are seen; empty where that never happens.
     */
    String settled(String table);

    /** Writes a copy of all of it as it is now, an SQLite file; others read and write meanwhile. */
    void copyTo(Path target) throws IOException;

    /** Takes the rows of an SQLite file of the same version in place of its own, all or none. Nobody has that one open. */
    void replaceBy(Path other) throws IOException;

    /** Ends it; waits for a running call, at most 0.4 s. May be called twice. */
    @Override
    void close();
}
