package org.printfarm.host.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.job.threemf.SlicedContents;

/** What a transaction leaves behind, and what a page costs. */
final class SqliteDatabaseIT {

    private static final int MANY = 5_000;

    @TempDir
    private Path data;

    private InboxFolder folder;

    @BeforeEach
    void create() throws IOException {
        folder = InboxFolder.of(data);
        folder.create();
    }

    @Test
    void whatAnErrorLeftIsRolledBack() throws IOException {
        try (SqliteDatabase database = SqliteDatabase.open(folder)) {
            assertThatThrownBy(() -> database.write(connection -> {
                        insert(connection, "half");
                        throw new AssertionError("on purpose");
                    }))
                    .hasMessage("on purpose");
            database.write(connection -> Sql.update(connection, "UPDATE job SET plate = 1"));
            assertThat(printers(database)).isEmpty();
        }
    }

    @Test
    void aConnectionThatCannotBeRolledBackIsReplaced() throws IOException {
        try (SqliteDatabase database = SqliteDatabase.open(folder)) {
            assertThatThrownBy(() -> database.write(connection -> {
                        insert(connection, "half");
                        connection.close();
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");
            assertThat(printers(database)).isEmpty();
            database.write(connection -> insert(connection, "whole"));
            assertThat(printers(database)).containsExactly("whole");
        }
    }

    @Test
    void aJobThatChangesIsToldOfWhenItIsOnTheDiskWhateverStatementDidIt() throws IOException {
        List<String> told = new ArrayList<>();
        try (SqliteDatabase database = SqliteDatabase.open(folder)) {
            database.onChange((printer, job, state) -> told.add(printer + " " + job + " " + state));
            database.write(connection -> insert(connection, "bay-1"));
            database.write(connection -> Sql.update(connection, "UPDATE job SET state = 'held'"));
            assertThatThrownBy(() -> database.write(connection -> {
                        insert(connection, "bay-2");
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");
            database.write(connection -> Sql.update(connection, "DELETE FROM job WHERE id = 1"));
            assertThat(told).containsExactly("bay-1 1 received", "bay-1 1 held", " 1 DELETED");
        }
    }

    /** Closing any channel on the file would drop the lock that this process's first connection has on it. */
    @Test
    void anotherOpeningInTheSameProcessTakesNoLockAway() throws Exception {
        try (SqliteDatabase database = SqliteDatabase.open(folder)) {
            database.write(connection -> {
                insert(connection, "mine");
                openAgain();
                Process other = python("import sqlite3; sqlite3.connect(r'" + folder.database()
                        + "', timeout=0.1).execute('BEGIN IMMEDIATE')");
                assertThat(other.exitValue()).isNotZero();
                return true;
            });
        }
    }

    @Test
    void pagesGoBackFromTheNewestWhateverIsFiltered() throws IOException {
        try (SqliteDatabase database = SqliteDatabase.open(folder)) {
            database.write(connection -> {
                for (int i = 1; i <= MANY; i++) {
                    insert(connection, "bay-" + i % 40, i % 2 == 0 ? "received" : "done", i);
                }
                return true;
            });
            JobQueries queries = new JobQueries(database);
            assertThat(queries.totals()).isEqualTo(new JobQueries.Totals(MANY, 7));
            assertThat(ids(queries, page(2))).containsExactly("4999", "5000");
            JobFilter back = new JobFilter(
                    Optional.of("bay-3"),
                    Optional.of(Job.State.DONE),
                    Optional.of(Instant.ofEpochMilli(4900)),
                    Optional.of("4963"),
                    10);
            assertThat(ids(queries, back)).containsExactly("4923");
            for (String filter : List.of("", "printer = 'bay-3' AND ", "state = 'done' AND ")) {
                List<String> plan = plan(
                        database, "WHERE " + filter + "received >= 7 ORDER BY received DESC, job.id DESC LIMIT 10");
                assertThat(plan).noneMatch(step -> step.contains("TEMP B-TREE") || step.equals("SCAN job"));
            }
            assertThat(plan(database, JobQueries.NAMED, "bay-3", "f", 7, "f", "f", "f", "f", "f"))
                    .noneMatch(step -> step.contains("TEMP B-TREE"))
                    .anyMatch(step -> step.contains("job_by_name (printer=? AND <expr>=?)"));
        }
    }

    private static List<String> plan(SqliteDatabase database, String where, Object... values) throws IOException {
        return database.read(connection -> Sql.query(
                connection, "EXPLAIN QUERY PLAN " + JobRows.SELECT + where, row -> row.getString("detail"), values));
    }

    private void openAgain() throws SQLException {
        try {
            folder.createOwnerOnly(folder.database());
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private static Process python(String program) throws SQLException {
        try {
            Process process = new ProcessBuilder("python3", "-c", program)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process;
        } catch (IOException | InterruptedException e) {
            throw new SQLException(e);
        }
    }

    private static JobFilter page(int limit) {
        return new JobFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }

    private static List<String> ids(JobQueries queries, JobFilter filter) throws IOException {
        return queries.page(filter).stream().map(Job::id).toList();
    }

    private static boolean insert(Connection connection, String printer) throws SQLException {
        return insert(connection, printer, "received", 1);
    }

    private static boolean insert(Connection connection, String printer, String state, int received)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT OR IGNORE INTO content (sha256, md5, bytes, contents) VALUES ('a', 'b', 7, ?)",
                JobRows.json(SlicedContents.NONE));
        return Sql.update(
                        connection,
                        "INSERT INTO job (printer, file, sha256, state, options, received, origin)"
                                + " VALUES (?, 'f', 'a', ?, '{}', ?, 'x')",
                        printer,
                        state,
                        received)
                > 0;
    }

    private static List<String> printers(SqliteDatabase database) throws IOException {
        return database.read(
                connection -> Sql.query(connection, "SELECT printer FROM job", row -> row.getString("printer")));
    }
}
