package org.printfarm.api.driver;

import java.util.List;
import java.util.Optional;
import org.printfarm.api.Scheduler;
import org.printfarm.api.annotation.HostProvided;

/**
 * What the host gives one driver. Provided by the host; any thread, at any time.
 *
 * @since 1.0
 */
@HostProvided
public interface MachineContext {

    /**
     * The machine's id in the configuration.
     *
     * @return {@code [a-z0-9-]{1,32}}
     */
    String machineId();

    /**
     * Tells how the machine is. Cheap; never blocks; nothing is called back on this thread. Statuses of one machine must come in
     * order.
     *
     * @param status as the machine said it last
     */
    void report(MachineStatus status);

    /**
     * Says in words what the machine is and can do, and why not more: firmware, storage, whether it takes starts. Shown to people
     * before the first job goes there, and written to the log when it changes. Cheap; never blocks.
     *
     * @param sentences one line each, without anything secret; replaces what was said before
     */
    default void introduce(List<String> sentences) {}

    /**
     * Timers for work of a few milliseconds.
     *
     * @return shared by all plugins
     */
    Scheduler scheduler();

    /**
     * Reads what the driver kept about this machine, for instance a pinned certificate.
     *
     * @param key {@code [a-z0-9-]{1,32}}
     * @return empty when nothing was kept
     */
    Optional<String> recall(String key);

    /**
     * Keeps something about this machine across restarts. On the disk when this returns.
     *
     * @param key {@code [a-z0-9-]{1,32}}; at most 16 different ones for each machine
     * @param value at most 8,192 characters; replaces what was kept before; empty text forgets it
     */
    void remember(String key, String value);

    /**
     * A number that was never handed out before in this farm and never will be again: for task ids and sequence numbers. On the
     * disk when this returns.
     *
     * @return 1 to 2^31 − 1, growing
     */
    int nextNumber();
}
