package org.printfarm.host.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.threemf.Archives;
import org.printfarm.host.job.threemf.UploadName;
import org.printfarm.host.postgres.RecordKind;

/** What is accounted for, also when the job has gone. */
@ParameterizedClass
@EnumSource(RecordKind.class)
final class PrintHistoryIT {

    private static final Instant BEGAN = Instant.parse("2026-11-27T12:00:00Z");
    private static final Instant ENDED = Instant.parse("2026-11-27T13:30:00Z");

    @Parameter
    private RecordKind kind = RecordKind.SQLITE;

    @TempDir
    private Path folder;

    private JobRepository repository;

    @BeforeEach
    void open() throws IOException {
        repository = JobRepository.open(kind.in(folder), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void aPrintIsToldWithWhatItTookAndStaysWhenItsJobGoes() throws Exception {
        String job = printed(7, State.DONE);
        PastPrint past = only(all());
        assertThat(past)
                .isEqualTo(new PastPrint(
                        7,
                        job,
                        "bay-1",
                        "left",
                        "127.0.0.9",
                        "cube.gcode.3mf",
                        Optional.empty(),
                        Optional.of(BEGAN),
                        ENDED,
                        Optional.of("done"),
                        past.grams()));
        assertThat(past.grams()).isPositive();
        assertThat(repository.history().page(ENDED.plusMillis(1), Instant.MAX, 0, 10))
                .isEmpty();
        assertThat(repository.history().page(Instant.MIN, ENDED, 0, 10)).isEmpty();
        assertThat(repository.history().page(ENDED, ENDED.plusMillis(1), 0, 10)).containsExactly(past);

        assertThat(repository.delete(List.of(job))).isEqualTo(1);
        assertThat(all()).containsExactly(past);
        printed(9, State.FAILED);
        assertThat(repository.history().page(Instant.MIN, Instant.MAX, 7, 10))
                .extracting(PastPrint::result)
                .containsExactly(Optional.of("failed"));
        assertThat(repository.history().page(Instant.MIN, Instant.MAX, 0, 1)).containsExactly(past);
    }

    private List<PastPrint> all() throws StoreException {
        return repository.history().page(Instant.MIN, Instant.MAX, 0, 10);
    }

    private static PastPrint only(List<PastPrint> page) {
        assertThat(page).hasSize(1);
        return page.get(0);
    }

    private String printed(int task, State result) throws Exception {
        UploadName name = new UploadName("cube.gcode.3mf");
        String job;
        IncomingUpload.Sender sender =
                new IncomingUpload.Sender("bay-1", name, name, 100_000, InetAddress.getByName("127.0.0.9"));
        try (IncomingUpload upload = new IncomingUpload(repository, sender, stored -> {}, () -> {})) {
            upload.write(ByteBuffer.wrap(Archives.sliced("cube")));
            job = upload.commit().jobId().orElseThrow();
        }
        DispatchStore store = repository.dispatch();
        store.queue(job, State.AT_REST, "left", Optional.empty(), BEGAN);
        Attempt attempt = store.assign(job, "left", task, BEGAN).orElseThrow();
        store.change(job, Set.of(State.ASSIGNED), change(State.SENDING, task), BEGAN);
        store.publish(attempt, Optional.empty(), BEGAN);
        store.change(job, Set.of(State.STARTING), change(State.PRINTING, task), BEGAN);
        assertThat(all()).noneMatch(past -> past.task() == task);
        store.end(attempt, State.ON_MACHINE, change(result, task), ENDED);
        return job;
    }

    private static Change change(State state, int task) {
        return new Change(state, OptionalInt.of(task), Optional.empty());
    }
}
