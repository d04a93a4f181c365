package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** All rows of a record at once, out of PostgreSQL into an SQLite file and back: what a backup is. In one transaction. */
final class PostgresTransfer {

    private static final String KEEP_OWN = " ON CONFLICT DO NOTHING";

    private PostgresTransfer() {}

    /** Every row into an empty record. */
    static boolean all(Connection from, Connection to) throws SQLException {
        for (RecordTable table : RecordTable.ALL) {
            table.addAll(from, to, "");
            if (table.isNumbered()) {
                table.numberFrom(to, table.lastNumber(from));
            }
        }
        return SqlTaskNumbers.goOnFrom(to, SqlTaskNumbers.last(from)) >= 0;
    }

    /** Another record's jobs in place of those that are there, as {@link SqliteDatabase#replaceBy} does within SQLite. */
    static boolean restored(Connection from, Connection to) throws SQLException {
        for (String table : List.of("print_request", "job", "content")) {
            Sql.update(to, "DELETE FROM " + table);
        }
        for (String name : List.of("content", "job", "print_request", "job_step", "attempt")) {
            RecordTable table = RecordTable.of(name);
            table.addAll(from, to, "");
            if (table.isNumbered()) {
                table.numberFrom(to, table.lastNumber(from));
            }
        }
        SqlJobSteps.holdRestored(to, Instant.now());
        for (String table : List.of("machine", "machine_memory", "print_past")) {
            RecordTable.of(table).addAll(from, to, KEEP_OWN);
        }
        for (String table : List.of("account", "api_key")) {
            if (RecordTable.of(table).page(to, List.of()).isEmpty()) {
                RecordTable.of(table).addAll(from, to, "");
            }
        }
        return SqlTaskNumbers.goOnFrom(to, SqlTaskNumbers.last(from)) >= 0;
    }
}
