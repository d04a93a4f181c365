package org.printfarm.host.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
import org.printfarm.host.job.store.DispatchStore.LastPrint;
import org.printfarm.host.job.store.DispatchStore.MachineNote;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.threemf.UploadName;
import org.printfarm.host.postgres.RecordKind;

/** The record of what goes on to machines. */
@ParameterizedClass
@EnumSource(RecordKind.class)
final class DispatchStoreIT {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Parameter
    private RecordKind kind = RecordKind.SQLITE;

    @TempDir
    private Path folder;

    private JobRepository repository;
    private DispatchStore store;

    @BeforeEach
    void open() throws IOException {
        repository = JobRepository.open(kind.in(folder), Clock.fixed(NOW, ZoneOffset.UTC));
        store = repository.dispatch();
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private String received(String text) throws Exception {
        UploadName name = new UploadName(text + ".gcode");
        IncomingUpload.Sender sender =
                new IncomingUpload.Sender("bay-1", name, name, 1_000, InetAddress.getByName("127.0.0.9"));
        try (IncomingUpload upload = new IncomingUpload(repository, sender, job -> {}, () -> {})) {
            upload.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            return upload.commit().jobId().orElseThrow();
        }
    }

    @Test
    void jobsOfAMachineComeInTheirOrderAndEveryStepIsARow() throws Exception {
        String first = received("a");
        String second = received("b");
        assertThat(store.next("left")).isEmpty();
        assertThat(store.queue(second, State.AT_REST, "left", Optional.empty(), NOW))
                .isTrue();
        assertThat(store.queue(first, State.AT_REST, "left", Optional.of("sent by hand"), NOW))
                .isTrue();
        assertThat(store.queue(first, State.AT_REST, "right", Optional.empty(), NOW))
                .as("it is queued already")
                .isFalse();
        assertThat(store.queued("left")).isEqualTo(2);
        assertThat(store.next("left").orElseThrow().id()).isEqualTo(first);
        assertThat(store.next("left").orElseThrow().notes().machine()).contains("left");

        Attempt attempt = store.assign(first, "left", 7, NOW).orElseThrow();
        assertThat(store.assign(first, "left", 8, NOW))
                .as("not queued any more")
                .isEmpty();
        assertThat(attempt).isEqualTo(new Attempt(7, first, "left", 1, 1, false, Optional.empty()));
        assertThat(store.publish(attempt, Optional.empty(), NOW))
                .as("it is not being sent")
                .isFalse();
        Change sending = new Change(State.SENDING, OptionalInt.of(7), Optional.empty());
        assertThat(store.change(first, Set.of(State.ASSIGNED), sending, NOW)).isTrue();
        assertThat(store.publish(attempt, Optional.of("press Print"), NOW)).isTrue();
        assertThat(store.open("left")).containsExactly(new Attempt(7, first, "left", 1, 1, true, Optional.of(NOW)));
        store.end(attempt, State.ON_MACHINE, new Change(State.DONE, OptionalInt.of(7), Optional.empty()), NOW);
        assertThat(store.open("left")).isEmpty();
        assertThat(store.steps(first))
                .extracting(JobStep::state)
                .containsExactly(
                        State.RECEIVED, State.QUEUED, State.ASSIGNED, State.SENDING, State.STARTING, State.DONE);
        assertThat(store.steps(first).get(1).reason()).contains("sent by hand");
        assertThat(store.steps(first).get(2).attempt()).hasValue(7);
        assertThat(store.steps(first).get(2).machine()).contains("left");
    }

    @Test
    void aFurtherTryIsCountedAndADeletedJobLeavesNothing() throws Exception {
        String job = received("a");
        store.queue(job, State.AT_REST, "left", Optional.empty(), NOW);
        Attempt first = store.assign(job, "left", 7, NOW).orElseThrow();
        store.end(first, State.ON_MACHINE, new Change(State.QUEUED, OptionalInt.of(7), Optional.of("again")), NOW);
        Attempt second = store.assign(job, "left", 8, NOW).orElseThrow();
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.tries()).isEqualTo(2);
        assertThat(repository.queries().before(NOW.plusSeconds(60), 10))
                .as("retention leaves what a machine has to do with")
                .isEmpty();
        assertThat(repository.delete(Set.of(job))).as("a machine is at it").isZero();
        store.end(second, State.ON_MACHINE, new Change(State.DONE, OptionalInt.of(8), Optional.empty()), NOW);
        assertThat(repository.delete(Set.of(job))).isEqualTo(1);
        assertThat(store.steps(job)).isEmpty();
        assertThat(store.open("left")).isEmpty();
    }

    @Test
    void whatAPersonAsksForAnewHasAllItsTriesAndStaysReleasedForThatMachine() throws Exception {
        String job = received("a");
        store.release(job, State.AT_REST, "left", Optional.empty(), NOW);
        Attempt first = store.assign(job, "left", 7, NOW).orElseThrow();
        store.end(first, State.ON_MACHINE, new Change(State.HELD, OptionalInt.of(7), Optional.of("broke")), NOW);
        store.queue(job, State.AT_REST, "left", Optional.empty(), NOW);
        assertThat(store.isReleased(job)).isTrue();
        Attempt second = store.assign(job, "left", 8, NOW).orElseThrow();
        assertThat(second).isEqualTo(new Attempt(8, job, "left", 2, 1, false, Optional.empty()));
        store.end(second, State.ON_MACHINE, new Change(State.HELD, OptionalInt.of(8), Optional.of("broke")), NOW);
        store.queue(job, State.AT_REST, "right", Optional.empty(), NOW);
        assertThat(store.isReleased(job)).isFalse();
    }

    @Test
    void whatIsSaidOfAMachineStays() throws Exception {
        assertThat(store.note("left")).isEqualTo(MachineNote.NONE);
        MachineNote said = new MachineNote(
                true,
                Optional.of("nozzle"),
                Optional.of("0300-0100"),
                new LastPrint(OptionalInt.of(7), Optional.of("cube")));
        store.note("left", said);
        store.remember("left", "pin", "abc");
        store.remember("left", "old", "x");
        store.remember("left", "old", "");
        close();
        open();
        assertThat(store.note("left")).isEqualTo(said);
        assertThat(store.recall("left", "pin")).contains("abc");
        assertThat(store.recall("left", "old")).isEmpty();
        assertThat(store.recall("right", "pin")).isEmpty();
    }

    @Test
    void numbersGrowWithTheTimeAndNeverComeTwice() throws Exception {
        int first = store.takeNumbers(10, NOW);
        assertThat(first).isEqualTo((int) (NOW.getEpochSecond() - 1_577_836_800L));
        assertThat(store.takeNumbers(1, NOW)).isEqualTo(first + 10);
        assertThat(store.takeNumbers(1, NOW.minusSeconds(86_400)))
                .as("a clock that jumped")
                .isEqualTo(first + 11);
        assertThat(store.takeNumbers(1, NOW.plusSeconds(86_400))).isEqualTo(first + 86_400);
    }
}
