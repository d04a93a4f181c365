package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** The statements on the numbers of tasks, none of which is ever handed out twice. */
final class SqlTaskNumbers {

    private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");

    private SqlTaskNumbers() {}

    /** Takes so many that follow each other, see {@link DispatchStore#takeNumbers}; returns the first. Within a write. */
    static int take(Connection connection, int count, Instant now) throws SQLException {
        long floor = now.getEpochSecond() - BEGIN.getEpochSecond();
        long first = Math.max(last(connection) + 1, floor);
        Sql.update(connection, "UPDATE task_number SET last = ?", first + count - 1);
        return Math.toIntExact(first);
    }

    /** The last number that was handed out. */
    static long last(Connection connection) throws SQLException {
        return Sql.query(connection, "SELECT last FROM task_number", row -> row.getLong("last"))
                .get(0);
    }

    /** Numbers go on behind one, or from where they are when that is further. Within a write. */
    static int goOnFrom(Connection connection, long last) throws SQLException {
        return Sql.update(connection, "UPDATE task_number SET last = ? WHERE last < ?", last, last);
    }
}
