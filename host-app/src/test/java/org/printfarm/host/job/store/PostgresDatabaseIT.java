package org.printfarm.host.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.job.threemf.SlicedContents;
import org.printfarm.host.postgres.PostgresServer;
import org.printfarm.host.postgres.RecordKind;

/** Several writers at once, and a server that comes and goes. */
final class PostgresDatabaseIT {

    private static final int WRITERS = 8;
    private static final int EACH = 25;
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void writersSideBySideTakeNoNumberTwiceAndLoseNoRow() throws Exception {
        Set<Integer> numbers = new ConcurrentSkipListSet<>();
        StoreUrl url = RecordKind.fresh();
        try (Database one = PostgresDatabase.open(url);
                Database other = PostgresDatabase.open(url)) {
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                Database database = writer % 2 == 0 ? one : other;
                writers.add(() -> {
                    for (int i = 0; i < EACH; i++) {
                        numbers.add(new SqlDispatchStore(database).takeNumbers(1, NOW));
                        assertThat(insert(database, "bay")).isPositive();
                    }
                    return true;
                });
            }
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
            try {
                for (Future<Boolean> done : threads.invokeAll(writers)) {
                    assertThat(done.get()).isTrue();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(numbers).hasSize(WRITERS * EACH);
            assertThat(new JobQueries(one).totals()).isEqualTo(new JobQueries.Totals(WRITERS * EACH, 7));
        }
    }

    @Test
    void aStepIsNotPassedOverBecauseALaterOneWasCommittedFirst() throws Exception {
        try (Database database = PostgresDatabase.open(RecordKind.fresh())) {
            StepFeed feed = new StepFeed(database);
            long job = insert(database, "bay");
            CountDownLatch isWritten = new CountDownLatch(1);
            CountDownLatch mayCommit = new CountDownLatch(1);
            ExecutorService slow = Executors.newSingleThreadExecutor();
            try {
                Future<Boolean> first = slow.submit(() -> database.write(connection -> {
                    step(connection, job, "first");
                    isWritten.countDown();
                    return waited(mayCommit);
                }));
                isWritten.await();
                database.write(connection -> step(connection, job, "second"));
                assertThat(feed.after(0)).isEmpty();
                mayCommit.countDown();
                assertThat(first.get()).isTrue();
                assertThat(feed.after(0))
                        .extracting(StepFeed.Step::reason)
                        .containsExactly(Optional.of("first"), Optional.of("second"));
            } finally {
                slow.shutdownNow();
            }
        }
    }

    @Test
    void aJobThatChangesIsToldOfWhenItIsCommittedWhateverStatementDidIt() throws Exception {
        List<String> told = new ArrayList<>();
        try (Database database = PostgresDatabase.open(RecordKind.fresh())) {
            database.onChange((printer, job, state) -> told.add(printer + " " + job + " " + state));
            long job = insert(database, "bay-1");
            database.write(connection -> Sql.update(connection, "UPDATE job SET state = 'held'"));
            assertThatThrownBy(() -> database.write(connection -> {
                        Sql.update(connection, "UPDATE job SET state = 'done'");
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");
            database.write(connection -> Sql.update(connection, "DELETE FROM job"));
            assertThat(told)
                    .containsExactly("bay-1 " + job + " received", "bay-1 " + job + " held", " " + job + " DELETED");
        }
    }

    /** Told by its tables and columns: whoever adds a migration to one adds it to the other. */
    @Test
    void bothKindsHaveTheSameTables() throws Exception {
        InboxFolder inbox = InboxFolder.of(folder);
        inbox.create();
        try (Database sqlite = SqliteDatabase.open(inbox);
                Database postgres = PostgresDatabase.open(RecordKind.fresh())) {
            for (RecordTable table : RecordTable.ALL) {
                assertThat(postgres.read(table::columns)).as(table.name()).isEqualTo(sqlite.read(table::columns));
            }
            List<String> tables = sqlite.read(connection -> Sql.query(
                    connection,
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                            + " AND name NOT IN ('stored', 'task_number', 'flyway_schema_history')",
                    row -> row.getString("name")));
            assertThat(RecordTable.ALL)
                    .extracting(RecordTable::name)
                    .as("all are copied")
                    .hasSameElementsAs(tables);
        }
    }

    @Test
    void aServerThatGoesIsToldOfAndComesBackByItself() throws Exception {
        try (PostgresServer server = PostgresServer.make("-c", "fsync=off")) {
            try (Database database = PostgresDatabase.open(server.create("farm"))) {
                long before = insert(database, "bay");
                server.stop();
                assertThatThrownBy(() -> insert(database, "bay"))
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                e -> assertThat(e.trouble()).isEqualTo(StoreException.Trouble.AWAY));
                long began = System.nanoTime();
                assertThatThrownBy(() -> insert(database, "bay")).isInstanceOf(StoreException.class);
                assertThat(System.nanoTime() - began)
                        .as("whoever comes later does not wait")
                        .isLessThan(PostgresConnections.LONGEST_WAIT.toNanos() / 2);
                server.start();
                await().ignoreExceptionsInstanceOf(StoreException.class).until(() -> insert(database, "bay") > before);
            }
        }
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() {
        StoreUrl url = RecordKind.fresh().withPassword(Optional.of(Secret.of("guessed-4711")));
        assertThatThrownBy(() -> PostgresDatabase.open(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("password authentication failed")
                .hasStackTraceContaining("StoreException")
                .satisfies(e -> assertThat(org.assertj.core.util.Throwables.getStackTrace(e))
                        .doesNotContain("guessed-4711"));
        assertThat(url.toString()).doesNotContain("guessed-4711");
    }

    private static boolean waited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean step(Connection connection, long job, String reason) throws java.sql.SQLException {
        return Sql.update(
                        connection,
                        "INSERT INTO job_step (job, at, state, machine, reason) VALUES (?, 1, 'held', 'left', ?)",
                        job,
                        reason)
                > 0;
    }

    private static long insert(Database database, String printer) throws IOException {
        return database.write(connection -> {
            Sql.update(
                    connection,
                    "INSERT INTO content (sha256, md5, bytes, contents) VALUES ('a', 'b', 7, ?) ON CONFLICT DO NOTHING",
                    JobRows.json(SlicedContents.NONE));
            return Sql.made(
                            connection,
                            "INSERT INTO job (printer, file, sha256, state, options, received, origin)"
                                    + " VALUES (?, 'f', 'a', 'received', '{}', 1, 'x')",
                            printer)
                    .get(0);
        });
    }
}
