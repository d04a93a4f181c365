package org.printfarm.host.dispatch;

import java.util.List;
import java.util.Optional;
import org.printfarm.api.driver.MachineStatus;

/**
 * A machine as the farm sees it at one moment.
 *
 * @param machine which
 * @param status what it said last
 * @param introduction what it is and can do, in words of its driver
 * @param gate whether its plate is not known to be clear
 * @param reason why it takes no job now; empty when it does
 * @param job the id of the job that it has
 * @param queued how many wait for it
 */
public record MachineReport(
        Machine<?> machine,
        MachineStatus status,
        List<String> introduction,
        boolean gate,
        Optional<String> reason,
        Optional<String> job,
        int queued) {}
