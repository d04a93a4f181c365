package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteUpdateListener;

/**
 * Notices which rows of the table of jobs a transaction writes, whatever statement does it; at most one more than
 * {@link JobChanges#MOST}. Under the lock of the database.
 */
final class SqliteJobRows implements SQLiteUpdateListener {

    private static final String TABLE = "job";

    private final Set<Long> rows = new LinkedHashSet<>();

    /** Looks at a connection from now on. */
    Connection watched(Connection connection) throws SQLException {
        connection.unwrap(SQLiteConnection.class).addUpdateListener(this);
        return connection;
    }

    @Override
    public void onUpdate(Type type, String database, String table, long row) {
        if (table.equals(TABLE) && rows.size() <= JobChanges.MOST) {
            rows.add(row);
        }
    }

    /** What was written was rolled back. */
    void forget() {
        rows.clear();
    }

    /** The rows that were written since the last call. */
    List<Long> taken() {
        List<Long> written = List.copyOf(rows);
        rows.clear();
        return written;
    }
}
