package org.printfarm.host.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.TestRequests;
import org.printfarm.host.access.Account;
import org.printfarm.host.access.Role;
import org.printfarm.host.access.Scope;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.threemf.Archives;
import org.printfarm.host.job.threemf.UploadName;
import org.printfarm.host.postgres.RecordKind;

/** A record that goes to PostgreSQL and back is what it was, in every row. */
final class RecordCopyIT {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    private Path data;

    @TempDir
    private Path back;

    private InboxFolder sqlite;
    private InboxFolder postgres;

    @BeforeEach
    void fill() throws Exception {
        sqlite = InboxFolder.of(data);
        postgres = RecordKind.POSTGRESQL.in(data);
        try (JobRepository repository = JobRepository.open(sqlite, Clock.systemUTC())) {
            String first = upload(repository, "cube.gcode.3mf");
            String second = upload(repository, "\u4e2d\u6587 \ud83d\udda8.gcode.3mf");
            String gone = upload(repository, "gone.gcode.3mf");
            DispatchStore store = repository.dispatch();
            store.queue(first, State.AT_REST, "left", Optional.of("by hand"), NOW);
            Attempt attempt =
                    store.assign(first, "left", store.takeNumbers(1, NOW), NOW).orElseThrow();
            Change done = new Change(State.DONE, OptionalInt.of(attempt.task()), Optional.empty());
            store.end(attempt, State.ON_MACHINE, done, NOW);
            store.queue(second, State.AT_REST, "left", Optional.empty(), NOW);
            repository.queues().move(second, first, true);
            repository.delete(Set.of(gone));
            store.remember("left", "pin", "abc");
            repository
                    .requests()
                    .keep(
                            "bay-1",
                            TestRequests.of(
                                    "c.3mf", "c", 1, Optional.empty(), Map.of(), InetAddress.getLoopbackAddress()),
                            NOW);
            repository.accounts().add(new Account("anna", Role.ADMIN, Scope.WHOLE, "hash", NOW));
        }
    }

    private static String upload(JobRepository repository, String file) throws Exception {
        UploadName name = new UploadName(file);
        IncomingUpload.Sender sender =
                new IncomingUpload.Sender("bay-1", name, name, 100_000, InetAddress.getByName("127.0.0.9"));
        try (IncomingUpload upload = new IncomingUpload(repository, sender, stored -> {}, () -> {})) {
            upload.write(ByteBuffer.wrap(Archives.sliced(file)));
            return upload.commit().jobId().orElseThrow();
        }
    }

    private static RecordCopy.Copied copy(InboxFolder from, InboxFolder to) throws IOException {
        to.create();
        return RecordCopy.run(from, to, (table, rows) -> {});
    }

    @Test
    void everyRowComesBackAndNumbersGoOn() throws Exception {
        List<List<RecordTable.Row>> before = rows(sqlite);
        RecordCopy.Copied there = copy(sqlite, postgres);
        assertThat(there.added()).isEqualTo(there.rows()).isPositive();
        assertThat(rows(postgres)).isEqualTo(before);

        InboxFolder again = InboxFolder.of(back);
        assertThat(copy(postgres, again)).isEqualTo(there);
        assertThat(rows(again)).isEqualTo(before);

        try (JobRepository one = JobRepository.open(postgres, Clock.systemUTC());
                JobRepository other = JobRepository.open(again, Clock.systemUTC())) {
            assertThat(one.queries().totals()).isEqualTo(other.queries().totals());
            assertThat(upload(one, "next.gcode.3mf"))
                    .as("the number of a job that was deleted is not given again")
                    .isEqualTo("4")
                    .isEqualTo(upload(other, "next.gcode.3mf"));
            assertThat(one.dispatch().takeNumbers(1, NOW))
                    .isEqualTo(other.dispatch().takeNumbers(1, NOW));
        }
    }

    @Test
    void aCopyThatBrokeOffIsGoneOnWith() throws Exception {
        copy(sqlite, postgres);
        try (Database database = Database.open(postgres)) {
            database.write(connection -> Sql.update(connection, "DELETE FROM job_step WHERE id > 3"));
            database.write(connection -> Sql.update(connection, "DELETE FROM account"));
        }
        RecordCopy.Copied rest = copy(sqlite, postgres);
        assertThat(rest.added()).isPositive().isLessThan(rest.rows());
        assertThat(rows(postgres)).isEqualTo(rows(sqlite));
    }

    @Test
    void anotherFarmsRowsAreNotTouched() throws Exception {
        try (JobRepository other = JobRepository.open(postgres, Clock.systemUTC())) {
            upload(other, "theirs.gcode.3mf");
        }
        List<List<RecordTable.Row>> theirs = rows(postgres);
        assertThatThrownBy(() -> copy(sqlite, postgres))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not this farm's");
        assertThat(rows(postgres)).isEqualTo(theirs);
    }

    private static List<List<RecordTable.Row>> rows(InboxFolder folder) throws IOException {
        try (Database database = Database.open(folder)) {
            List<List<RecordTable.Row>> tables = new ArrayList<>();
            for (RecordTable table : RecordTable.ALL) {
                tables.add(database.read((Connection connection) -> table.page(connection, List.of())));
            }
            return tables;
        }
    }
}
