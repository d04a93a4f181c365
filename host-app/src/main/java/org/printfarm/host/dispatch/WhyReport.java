package org.printfarm.host.dispatch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.dispatch.match.Finding;
import org.printfarm.host.dispatch.match.MachineMatch;
import org.printfarm.host.dispatch.match.MachineMatch.Answer;
import org.printfarm.host.job.store.Job;

/**
 * Why a job waits.
 *
 * @param job which
 * @param goal the pool or machine that it waits for; empty for none
 * @param code of the reason; empty when it does not wait for a machine
 * @param text the reason, for people
 * @param machines what each machine says to it
 */
public record WhyReport(
        Job job, Optional<String> goal, Optional<String> code, String text, List<MachineMatch> machines) {

    /** Copies the list. */
    public WhyReport {
        machines = List.copyOf(machines);
    }

    /** Of a job that no machine is looked for. */
    static WhyReport notWaiting(Job job, Optional<String> goal, String text, List<MachineMatch> machines) {
        return new WhyReport(job, goal, Optional.empty(), text, machines);
    }

    /**
     * Of a job that waits.
     *
     * @param rule why no print of its pool may begin now
     * @param machines in the order of the file
     */
    static WhyReport waiting(Job job, String goal, Optional<Finding> rule, List<MachineMatch> machines) {
        Optional<MachineMatch> nearest = machines.stream().min(Comparator.comparing(MachineMatch::answer));
        if (nearest.isEmpty()) {
            return new WhyReport(
                    job, Optional.of(goal), Optional.empty(), "no machine of " + goal + " is there", machines);
        }
        Answer answer = nearest.get().answer();
        if (answer == Answer.READY && rule.isPresent()) {
            return of(job, goal, rule.get().code().name(), rule.get().text(), machines);
        }
        if (answer == Answer.READY) {
            return of(job, goal, "READY", nearest.get().machine() + " takes it now, or one before it", machines);
        }
        Finding first = nearest.get().findings().get(0);
        String begin = answer == Answer.UNFIT ? "no machine can print it as it is; " : "";
        return of(job, goal, first.code().name(), begin + nearest.get().machine() + " " + first.text(), machines);
    }

    private static WhyReport of(Job job, String goal, String code, String text, List<MachineMatch> machines) {
        return new WhyReport(job, Optional.of(goal), Optional.of(code), text, machines);
    }
}
