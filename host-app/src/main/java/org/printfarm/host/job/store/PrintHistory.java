package org.printfarm.host.job.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The prints that are over. Any thread. */
public final class PrintHistory {

    private static final String COLUMNS =
            "task, job, printer, machine, origin, file, plate, started, ended, result, grams";

    private final Database database;

    PrintHistory(Database database) {
        this.database = database;
    }

    /**
     * A page.
     *
     * @param from only those that ended then or later
     * @param to only those that ended before
     * @param after only those with a larger number than this; 0 for the first page
     * @param limit how many at most
     * @return by their number
     */
    public List<PastPrint> page(Instant from, Instant to, long after, int limit) throws StoreException {
        return database.query(
                part("print_history", "") + " UNION ALL "
                        + part("print_past", " AND task NOT IN (SELECT task FROM attempt)") + " ORDER BY task LIMIT ?",
                PrintHistory::read,
                after,
                millis(from),
                millis(to),
                limit,
                after,
                millis(from),
                millis(to),
                limit,
                limit);
    }

    private static String part(String table, String condition) {
        return "SELECT * FROM (SELECT " + COLUMNS + " FROM " + table
                + " WHERE task > ? AND ended >= ? AND ended < ?" + condition + " ORDER BY task LIMIT ?) AS " + table
                + "_page";
    }

    private static long millis(Instant time) {
        return time.equals(Instant.MIN)
                ? Long.MIN_VALUE
                : time.equals(Instant.MAX) ? Long.MAX_VALUE : time.toEpochMilli();
    }

    private static PastPrint read(ResultSet row) throws SQLException {
        int plate = row.getInt("plate");
        long started = row.getLong("started");
        return new PastPrint(
                row.getLong("task"),
                Long.toString(row.getLong("job")),
                row.getString("printer"),
                row.getString("machine"),
                row.getString("origin"),
                row.getString("file"),
                plate == 0 ? Optional.empty() : Optional.of(plate),
                started == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(started)),
                Instant.ofEpochMilli(row.getLong("ended")),
                Optional.ofNullable(row.getString("result")),
                row.getDouble("grams"));
    }
}
