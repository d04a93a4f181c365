package org.printfarm.bench.claim;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.printfarm.host.job.store.Attempt;
import org.printfarm.host.job.store.DispatchStore;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.JobStore;
import org.printfarm.host.job.store.StoredContent;
import org.printfarm.host.job.threemf.SlicedContents;

/** One machine's jobs, over and over from queued to done, each step a transaction of the record. One thread at a time. */
final class ClaimingMachine {

    /** Of a print beside its claim: queued, sending, starting, printing, done. */
    static final int CHANGES = 5;

    private static final int JOBS = 100;
    private static final StoredContent CONTENT =
            new StoredContent("0".repeat(64), "0".repeat(32), 1, SlicedContents.NONE);

    private final DispatchStore store;
    private final String id;
    private final List<String> jobs = new ArrayList<>();
    private final Clock clock = Clock.systemUTC();
    private int task;
    private int lastTask = -1;
    private int turn;

    private ClaimingMachine(DispatchStore store, String id) {
        this.store = store;
        this.id = id;
    }

    static ClaimingMachine make(JobRepository record, String id) throws IOException {
        ClaimingMachine machine = new ClaimingMachine(record.dispatch(), id);
        for (int i = 0; i < JOBS; i++) {
            String file = id + "-" + i + ".gcode";
            Job job = record.store()
                    .add(new JobStore.Received(
                            "bay-" + id, new JobStore.Naming(file, "/" + file), CONTENT, Instant.now(), "127.0.0.1"));
            machine.jobs.add(job.id());
        }
        return machine;
    }

    /** Until then, on the clock of {@link System#nanoTime}; how many prints. */
    long work(long end) throws IOException {
        long prints = 0;
        while (System.nanoTime() < end) {
            print(jobs.get(turn));
            turn = (turn + 1) % jobs.size();
            prints++;
        }
        return prints;
    }

    private void print(String job) throws IOException {
        Set<State> idle = Set.of(State.RECEIVED, State.DONE);
        require(store.queue(job, idle, id, Optional.empty(), clock.instant()));
        String next = store.next(id).map(Job::id).orElseThrow();
        Attempt attempt = store.assign(next, id, nextTask(), clock.instant()).orElseThrow();
        require(store.move(attempt, Set.of(State.ASSIGNED), to(State.SENDING, attempt), clock.instant()));
        require(store.publish(attempt, Optional.empty(), clock.instant()));
        require(store.move(attempt, Set.of(State.STARTING), to(State.PRINTING, attempt), clock.instant()));
        store.end(attempt, Set.of(State.PRINTING), to(State.DONE, attempt), clock.instant());
    }

    private static Change to(State state, Attempt attempt) {
        return new Change(state, OptionalInt.of(attempt.task()), Optional.empty());
    }

    private void require(boolean changed) {
        if (!changed) {
            throw new IllegalStateException("a job of " + id + " was in another state");
        }
    }

    /** In blocks, as hosts take them. */
    private int nextTask() throws IOException {
        if (task > lastTask) {
            task = store.takeNumbers(JOBS, clock.instant());
            lastTask = task + JOBS - 1;
        }
        return task++;
    }
}
