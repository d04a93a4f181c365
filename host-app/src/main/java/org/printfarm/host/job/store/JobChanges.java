package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteUpdateListener;

/**
 * Notices which rows of the table of jobs a transaction writes, whatever statement does it, and tells of them when it is
 * committed. Under the lock of the database, but for {@link #to}.
 */
final class JobChanges implements SQLiteUpdateListener {

    /** Told one by one; more of them are told as many. */
    static final int MOST = 100;

    private static final String TABLE = "job";
    private static final String MANY = "MANY";

    private final Set<Long> rows = new LinkedHashSet<>();
    private volatile JobListener listener = (printer, job, state) -> {};

    /** Tells this one from now on. */
    void to(JobListener next) {
        listener = next;
    }

    /** Looks at a connection from now on. */
    Connection watched(Connection connection) throws SQLException {
        connection.unwrap(SQLiteConnection.class).addUpdateListener(this);
        return connection;
    }

    @Override
    public void onUpdate(Type type, String database, String table, long row) {
        if (table.equals(TABLE) && rows.size() <= MOST) {
            rows.add(row);
        }
    }

    /** What was written was rolled back. */
    void forget() {
        rows.clear();
    }

    /** What was written is on the disk, also when its rows cannot be read again: then many are told. */
    void tell(Connection connection) {
        if (rows.isEmpty()) {
            return;
        }
        List<Long> written = List.copyOf(rows);
        rows.clear();
        try {
            if (written.size() > MOST) {
                listener.changed("", "", MANY);
                return;
            }
            for (long row : written) {
                tell(connection, row);
            }
        } catch (SQLException e) {
            listener.changed("", "", MANY);
        }
    }

    private void tell(Connection connection, long row) throws SQLException {
        List<String[]> found = Sql.query(
                connection,
                "SELECT printer, state FROM job WHERE id = ?",
                job -> new String[] {job.getString("printer"), job.getString("state")},
                row);
        if (found.isEmpty()) {
            listener.changed("", Long.toString(row), "DELETED");
        } else {
            listener.changed(found.get(0)[0], Long.toString(row), found.get(0)[1]);
        }
    }
}
