package org.printfarm.host.dispatch;

import java.util.Optional;
import org.printfarm.api.driver.MachineStatus;

/**
 * A machine as the farm sees it at one moment.
 *
 * @param machine which
 * @param status what it said last
 * @param gate whether its plate is not known to be clear
 * @param reason why it takes no job now; empty when it does
 * @param job the id of the job that it has
 * @param queued how many wait for it
 */
public record MachineReport(
        Machine<?> machine,
        MachineStatus status,
        boolean gate,
        Optional<String> reason,
        Optional<String> job,
        int queued) {}
