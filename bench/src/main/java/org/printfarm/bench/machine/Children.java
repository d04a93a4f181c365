package org.printfarm.bench.machine;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The processes that were started, so that none of them outlives this one, also on Ctrl-C. Any thread. */
public final class Children {

    private static final long PATIENCE_SECONDS = 10;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Children::endAll, "end-children"));
    }

    private Children() {}

    /**
     * Starts a process that ends with this one at the latest.
     *
     * @param builder what to start
     * @return the process
     * @throws IOException when it cannot be started
     */
    public static Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        RUNNING.add(process);
        return process;
    }

    /**
     * Asks a process to end, and kills it with its children when it does not within 10 s.
     *
     * @param process may have ended
     */
    public static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill(process);
            }
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(process);
    }

    /** Ends all that run, and waits for it. */
    static void endAll() {
        RUNNING.forEach(Process::destroy);
        RUNNING.forEach(Children::end);
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
