package org.printfarm.bench.farm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.printfarm.bench.machine.Program;

/** Asks a virtual machine, by {@code jcmd}, what lives on its heap. */
final class HeapProbe {

    private static final long SECONDS = 60;

    /**
     * The serial collector leaves dead objects lie in up to 5 % of the old generation's room, which was 9 MB of 42, and moves
     * all in every fourth full collection only ({@code MarkSweepAlwaysCompactCount}).
     */
    private static final int COLLECTIONS = 4;

    private static final long KB = 1024;

    /** A generation's line: "def new generation   total 9792K, used 1234K"; metaspace has no total. */
    private static final Pattern USED = Pattern.compile("total\\s+\\d+K,\\s+used\\s+(\\d+)K");

    private HeapProbe() {}

    static long liveBytes(long pid) throws IOException, InterruptedException {
        for (int round = 0; round < COLLECTIONS; round++) {
            jcmd(pid, "GC.run");
        }
        return parse(jcmd(pid, "GC.heap_info"));
    }

    static long parse(String heapInfo) {
        Matcher used = USED.matcher(heapInfo);
        long kilobytes = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        return kilobytes * KB;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Program.Result result = Program.run(SECONDS, List.of(program, Long.toString(pid), command));
        if (result.exit() != 0) {
            throw new IOException("jcmd " + command + " failed");
        }
        return result.output();
    }
}
