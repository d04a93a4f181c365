package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.PrinterModel;
import org.printfarm.host.dispatch.match.Candidate;
import org.printfarm.host.dispatch.match.Code;
import org.printfarm.host.dispatch.match.Finding;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.QueueStore.Entry;

/** How many jobs are held against how many machines: a thousand that wait, and a hundred machines. */
final class OpenQuestionsTest {

    private static final int JOBS = 1_000;
    private static final int MACHINES = 100;

    private final OpenQuestions open = new OpenQuestions();
    private final List<Entry> waiting = new ArrayList<>();
    private final Map<String, Candidate> machines = new LinkedHashMap<>();

    @BeforeEach
    void decideOnce() {
        for (int job = 0; job < JOBS; job++) {
            waiting.add(job(job));
        }
        for (int machine = 0; machine < MACHINES; machine++) {
            set("m" + machine, Optional.empty());
        }
        assertThat(decisions()).isEqualTo(JOBS * MACHINES);
    }

    private static Entry job(int number) {
        return new Entry(
                Integer.toString(number),
                "bay-1",
                Job.State.QUEUED,
                Optional.of("p1"),
                Optional.of("p1"),
                false,
                false,
                0,
                Optional.empty(),
                Optional.empty());
    }

    private void set(String id, Optional<Finding> waits) {
        machines.put(
                id,
                new Candidate(
                        id,
                        Optional.of(PrinterModel.P1S),
                        Set.of(),
                        true,
                        List.of(),
                        OptionalLong.empty(),
                        List.of(),
                        waits));
    }

    /** As a pool does when it is looked at, and nothing fits. */
    private int decisions() {
        int decisions = 0;
        if (open.isOpen(machines)) {
            OpenQuestions.Question asked = open.of(
                    waiting,
                    machines.values().stream()
                            .filter(one -> one.waits().isEmpty())
                            .toList());
            decisions = asked.jobs().size() * asked.machines().size();
            open.answered(Set.copyOf(waiting), false);
        }
        open.looked();
        return decisions;
    }

    @Test
    void nothingIsAskedWhileNothingChanges() {
        assertThat(decisions()).isZero();
    }

    @Test
    void aTrayThatChangesAsksForItsMachineAlone() {
        open.machineChanged("m7");
        assertThat(decisions()).isEqualTo(JOBS);
        assertThat(decisions()).isZero();
    }

    @Test
    void aTrayOfAMachineThatIsBusyAsksForNothing() {
        set("m7", Optional.of(Finding.of(Code.HAS_JOB)));
        open.machineChanged("m7");
        assertThat(decisions()).isZero();
    }

    @Test
    void aJobThatComesAsksForItselfAlone() {
        waiting.add(job(JOBS));
        open.jobsChanged();
        assertThat(decisions()).isEqualTo(MACHINES);
        assertThat(decisions()).isZero();
    }

    @Test
    void whatWasLeftIsAskedAgain() {
        open.answered(Set.copyOf(waiting), true);
        assertThat(decisions()).isEqualTo(JOBS * MACHINES);
    }
}
