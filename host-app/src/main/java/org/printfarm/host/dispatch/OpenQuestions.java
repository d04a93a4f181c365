package org.printfarm.host.dispatch;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.printfarm.host.dispatch.match.Candidate;
import org.printfarm.host.job.store.QueueStore.Entry;

/**
 * Which jobs of a pool have to be held against which machines: after a choice nothing that is left fits a machine that is left, so
 * a machine that changed is asked for all jobs, and a job that came for all machines. One thread.
 */
final class OpenQuestions {

    private final Set<String> changed = new HashSet<>();
    private Answers last = new Answers(Set.of(), true, true);

    /**
     * What came out of the last choice.
     *
     * @param decided the jobs that need no answer while nothing changes
     * @param isOld whether jobs have come since, or wait in another order
     * @param left whether something that fitted was not begun, so that all is to be asked again
     */
    private record Answers(Set<Entry> decided, boolean isOld, boolean left) {}

    /**
     * What is asked.
     *
     * @param jobs in the order that they were given in
     * @param machines that are free
     */
    record Question(List<Entry> jobs, List<Candidate> machines) {}

    /** Nothing of before holds. */
    void all() {
        last = new Answers(last.decided, last.isOld, true);
    }

    /** Jobs have come, or wait in another order. */
    void jobsChanged() {
        last = new Answers(last.decided, true, last.left);
    }

    /** A machine is not as it was. */
    void machineChanged(String machine) {
        changed.add(machine);
    }

    /** Whether a choice could give a machine a job. */
    boolean isOpen(Map<String, Candidate> machines) {
        return last.isOld
                || last.left
                || changed.stream()
                        .map(machines::get)
                        .anyMatch(one -> one != null && one.waits().isEmpty());
    }

    /** What is to be asked of all jobs that wait and all machines that are free. */
    Question of(List<Entry> waiting, Collection<Candidate> free) {
        List<Entry> fresh =
                waiting.stream().filter(one -> !last.decided.contains(one)).toList();
        boolean allMachines = last.left || !fresh.isEmpty();
        return new Question(
                last.left || !changed.isEmpty() ? waiting : fresh,
                free.stream()
                        .filter(one -> allMachines || changed.contains(one.id()))
                        .toList());
    }

    /**
     * It was asked.
     *
     * @param rest the jobs that still wait, and need no answer while nothing changes
     * @param again whether something that may have fitted was not begun
     */
    void answered(Set<Entry> rest, boolean again) {
        last = new Answers(Set.copyOf(rest), false, again);
    }

    /** All that has changed was looked at. */
    void looked() {
        changed.clear();
    }
}
