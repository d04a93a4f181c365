package org.printfarm.host.job.store;

import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.config.StoreUrl;

/**
 * Who owns what of a farm: rows in PostgreSQL that end by the server's clock. Many in one round trip. On a connection of its own, so
 * that it waits for no other work of the host; any thread, one at a time. Whatever fails may have been done.
 */
public final class LeaseStore implements AutoCloseable {

    /** Less than a lease: whoever waits longer has lost it. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

    private static final String LENGTH = "clock_timestamp() + ? * interval '1 millisecond'";

    private final StoreUrl url;
    private final DataSource source;
    private @Nullable Connection connection;

    private LeaseStore(StoreUrl url) {
        this.url = url;
        this.source = PostgresConnections.source(url, LONGEST_ANSWER);
    }

    /** Opens a database, which must be there, and brings its tables to this version. */
    public static LeaseStore open(StoreUrl url) throws IOException {
        PostgresDatabase.prepare(url);
        return new LeaseStore(url);
    }

    /** Takes what nobody owns, whose lease has ended, or what this owner had before; those that were taken, under a new epoch. */
    public synchronized List<Lease> take(Collection<String> what, String owner, Duration length) throws StoreException {
        return asked(connection -> {
            Array names = connection.createArrayOf("text", what.toArray());
            // Not with ON CONFLICT DO UPDATE, which watches one key alone: of two hosts at once, one would fail at the
            // other key.
            int unused = Sql.update(
                    connection,
                    "INSERT INTO lease (what, owner, epoch, until) SELECT name, '', 0, '-infinity' FROM unnest(?) AS name"
                            + " ORDER BY name ON CONFLICT DO NOTHING",
                    names);
            return Sql.query(
                    connection,
                    "UPDATE lease SET owner = ?, epoch = lease.epoch + 1, until = " + LENGTH
                            + " FROM (SELECT what FROM lease WHERE what = ANY (?) AND (until < clock_timestamp() OR owner = ?)"
                            + " ORDER BY what FOR UPDATE) AS free WHERE lease.what = free.what RETURNING lease.what, lease.epoch",
                    LeaseStore::read,
                    owner,
                    length.toMillis(),
                    names,
                    owner);
        });
    }

    /** Prolongs leases from now on; those that are still this host's. One that ended is prolonged if nobody took it since. */
    public synchronized List<Lease> renew(Collection<Lease> leases, Duration length) throws StoreException {
        return asked(connection -> {
            Array names = connection.createArrayOf(
                    "text", leases.stream().map(Lease::what).toArray());
            Array epochs = connection.createArrayOf(
                    "int8", leases.stream().map(Lease::epoch).toArray());
            return Sql.query(
                    connection,
                    "UPDATE lease SET until = " + LENGTH + " FROM unnest(?, ?) AS mine (what, epoch)"
                            + " WHERE lease.what = mine.what AND lease.epoch = mine.epoch RETURNING lease.what, lease.epoch",
                    LeaseStore::read,
                    length.toMillis(),
                    names,
                    epochs);
        });
    }

    /** Lets go of what is still this host's. */
    public void release(Collection<Lease> leases) throws StoreException {
        List<Lease> unused = renew(leases, Duration.ofSeconds(-1));
    }

    /** Who owns something now; empty for nobody. */
    public synchronized Optional<String> owner(String what) throws StoreException {
        return asked(connection -> Sql.query(
                        connection,
                        "SELECT owner FROM lease WHERE what = ? AND until >= clock_timestamp()",
                        row -> row.getString("owner"),
                        what)
                .stream()
                .findFirst());
    }

    /** The condition of a write: a row while a lease's epoch is the newest, which stays so until the write has ended. */
    static final String FENCE = " FROM lease WHERE what = ? AND epoch = ? FOR KEY SHARE";

    private static Lease read(ResultSet row) throws SQLException {
        return new Lease(row.getString("what"), row.getLong("epoch"));
    }

    private <T> T asked(Database.Work<T> work) throws StoreException {
        try {
            Connection open = connection;
            if (open == null || open.isClosed()) {
                open = source.getConnection();
                connection = open;
            }
            return work.with(open);
        } catch (SQLException e) {
            close();
            throw new StoreException("the leases in " + url + " cannot be told", PostgresErrors.trouble(e), e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // The server ends it when it hears nothing.
            return;
        } finally {
            connection = null;
        }
    }
}
