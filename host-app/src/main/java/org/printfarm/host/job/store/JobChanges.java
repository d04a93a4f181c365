package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Tells of jobs whose rows were written and committed. Any thread. */
final class JobChanges {

    /** Told one by one; more of them are told as many. */
    static final int MOST = 100;

    private static final String MANY = "MANY";

    private volatile JobListener listener = (printer, job, state) -> {};

    /** Tells this one from now on. */
    void to(JobListener next) {
        listener = next;
    }

    /** What was written is on the disk, also when its rows cannot be read again: then many are told. */
    void tell(Connection connection, Collection<Long> rows) {
        try {
            if (rows.size() > MOST) {
                listener.changed("", "", MANY);
                return;
            }
            for (long row : rows) {
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
