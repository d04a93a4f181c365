package org.printfarm.bench.drive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.printfarm.bench.machine.Children;

/** Starts the process that uses the record of a farm as a host does, with the classes of the host that is measured. */
public final class ClaimDriver {

    private static final String MAIN = "org.printfarm.bench.claim.ClaimMain";

    private ClaimDriver() {}

    /**
     * Starts it and waits until its jobs are made. Each question is answered with the claims and changes of one window.
     *
     * @param host the command line of a host
     * @param log settings of its log
     * @param database its URL, and the file with its password
     * @param folder empty
     * @param concurrency how many machines work at once
     * @param seconds of a window
     * @return the process
     * @throws IOException when it does not come up
     */
    public static Conversation start(
            List<String> host, Path log, List<String> database, Path folder, int concurrency, int seconds)
            throws IOException {
        String classPath = host.get(host.indexOf("-cp") + 1) + ":" + System.getProperty("java.class.path");
        ProcessBuilder builder = new ProcessBuilder(
                host.get(0),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dlogback.configurationFile=" + log,
                "-cp",
                classPath,
                MAIN,
                database.get(0),
                database.get(1),
                folder.toString(),
                Integer.toString(concurrency),
                Integer.toString(seconds));
        return new Conversation(Children.start(builder.redirectError(ProcessBuilder.Redirect.INHERIT)));
    }
}
