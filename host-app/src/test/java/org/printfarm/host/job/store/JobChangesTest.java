package org.printfarm.host.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of rows that were written. */
final class JobChangesTest {

    private final List<String> told = new ArrayList<>();

    @Test
    void whatWasCommittedIsToldAlsoWhenItCannotBeReadAgain() throws Exception {
        JobChanges changes = new JobChanges();
        changes.to((printer, job, state) -> told.add(printer + "/" + job + "/" + state));
        SqliteJobRows rows = new SqliteJobRows();
        Connection connection = rows.watched(DriverManager.getConnection("jdbc:sqlite::memory:"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE job (id INTEGER PRIMARY KEY, printer TEXT, state TEXT)");
            statement.execute("INSERT INTO job VALUES (7, 'bay-1', 'queued')");
            changes.tell(connection, rows.taken());
            statement.execute("UPDATE job SET state = 'held' WHERE id = 7");
        }
        connection.close();

        changes.tell(connection, rows.taken());

        assertThat(told).containsExactly("bay-1/7/queued", "//MANY");
    }
}
