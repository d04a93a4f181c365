package org.printfarm.bench.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which core the server gets and which one the load, so that the load never takes the server's.
 *
 * @param on whether there are two cores and {@code taskset}
 * @param words for the report
 */
public record Pinning(boolean on, String words) {

    private static final String TASKSET = "taskset";

    /**
     * Looks what this machine can do.
     *
     * @return the pinning to use
     */
    public static Pinning here() {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return new Pinning(false, "not pinned: one core only");
        }
        Optional<?> taskset = Program.find(TASKSET);
        return taskset.isPresent()
                ? new Pinning(true, "server on core 0, load on core 1")
                : new Pinning(false, "not pinned: taskset (util-linux) is missing");
    }

    /**
     * The command of a server.
     *
     * @param command program and arguments
     * @return the same, on the server's core
     */
    public List<String> server(List<String> command) {
        return on("0", command);
    }

    /**
     * The command of a load process.
     *
     * @param command program and arguments
     * @return the same, on the load's core
     */
    public List<String> load(List<String> command) {
        return on("1", command);
    }

    private List<String> on(String core, List<String> command) {
        if (!on) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of(TASKSET, "-c", core));
        pinned.addAll(command);
        return pinned;
    }
}
