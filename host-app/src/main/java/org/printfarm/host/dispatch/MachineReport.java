package org.printfarm.host.dispatch;

import java.util.List;
import java.util.Optional;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.host.dispatch.match.Finding;

/**
 * A machine as the farm sees it at one moment.
 *
 * @param machine which
 * @param status what it said last
 * @param introduction what it is and can do, in words of its driver
 * @param gate whether its plate is not known to be clear
 * @param reason why it takes no job now; empty when it does
 * @param tripped why its pools leave it out; empty when they do not
 * @param job the id of the job that it has
 * @param queued how many wait for it
 */
public record MachineReport(
        Machine<?> machine,
        MachineStatus status,
        List<String> introduction,
        boolean gate,
        Optional<String> reason,
        Optional<String> tripped,
        Optional<String> job,
        int queued) {

    /** Of what is known. */
    static MachineReport of(MachineBook book, Optional<Finding> reason, int queued) {
        return new MachineReport(
                book.machine(),
                book.reported(),
                book.introduction(),
                book.note().gate(),
                reason.map(Finding::text),
                book.note().tripped(),
                book.work().map(Work::job),
                queued);
    }
}
