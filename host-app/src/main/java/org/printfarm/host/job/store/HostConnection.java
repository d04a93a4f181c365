package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.config.StoreUrl;

/** The connection of a {@link HostStore}: opened when it is needed, and again after a failure. Any thread, one at a time. */
final class HostConnection implements AutoCloseable {

    /** Less than a lease: whoever waits longer has lost it. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

    private final StoreUrl url;
    private final DataSource source;
    private @Nullable Connection connection;

    HostConnection(StoreUrl url) {
        this.url = url;
        this.source = PostgresConnections.source(url, LONGEST_ANSWER);
    }

    /** All of it or nothing. */
    <T> T asked(Database.Work<T> work) throws StoreException {
        return read(open -> {
            open.setAutoCommit(false);
            T answer = work.with(open);
            open.commit();
            open.setAutoCommit(true);
            return answer;
        });
    }

    synchronized <T> T read(Database.Work<T> work) throws StoreException {
        try {
            Connection open = connection;
            if (open == null || open.isClosed()) {
                open = source.getConnection();
                connection = open;
                HostHints.listen(open);
            }
            return work.with(open);
        } catch (SQLException e) {
            close();
            throw new StoreException("the hosts in " + url + " cannot be told", PostgresErrors.trouble(e), e);
        }
    }

    /** See {@link HostHints#came}. */
    synchronized boolean isHinted() {
        try {
            return connection != null && HostHints.came(connection);
        } catch (SQLException e) {
            return false;
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
