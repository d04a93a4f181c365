package org.printfarm.host.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine.
 *
 * @param id its id in the configuration
 * @param driver the type of its driver
 * @param model which printer it is; null when it is none, or not known
 * @param serial its serial; null when it has none
 * @param address where it is reached; null when that is nothing to tell
 * @param connection initializing, online, offline, unknown, or stopped when the farm does not run
 * @param reason why it takes no job now; null when it does
 * @param activity idle, preparing, printing, paused, finished, failed or unknown
 * @param can what it can do now: deliver, start, control, observe
 * @param gate whether its plate has to be confirmed clear
 * @param job the id of the job that it has; null for none
 * @param queued how many jobs wait for it
 */
public record MachineView(
        String id,
        String driver,
        @Nullable String model,
        @Nullable String serial,
        @Nullable String address,
        String connection,
        @Nullable String reason,
        String activity,
        List<String> can,
        boolean gate,
        @Nullable String job,
        int queued) {}
