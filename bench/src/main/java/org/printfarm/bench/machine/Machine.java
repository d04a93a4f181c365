package org.printfarm.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the report says about the machine. */
public final class Machine {

    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+\\S+\\s+(\\S+)");

    private Machine() {}

    /**
     * Describes processor, memory, kernel and Java.
     *
     * @return one line for each
     */
    public static List<String> describe() {
        return List.of(
                "processor: "
                        + first("/proc/cpuinfo", "(?m)^model name\\s*:\\s*(.+)$")
                                .orElse("unknown") + ", " + Runtime.getRuntime().availableProcessors() + " cores",
                "memory: "
                        + first("/proc/meminfo", "(?m)^MemTotal:\\s*(\\d+) kB")
                                .map(Machine::gigabytes)
                                .orElse("unknown"),
                "system: " + System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "java: " + System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")",
                "load average: " + loadAverage(),
                "open files: at most " + openFiles());
    }

    /**
     * The load average of the last minute: how much else runs.
     *
     * @return three figures, or "unknown"
     */
    public static String loadAverage() {
        return first("/proc/loadavg", "^(\\S+ \\S+ \\S+)").orElse("unknown");
    }

    /**
     * How many file descriptors a process may be given.
     *
     * @return the hard limit, which the JVM makes its soft limit
     */
    public static long openFiles() {
        try {
            Matcher line = OPEN_FILES.matcher(Files.readString(Path.of("/proc/self/limits")));
            return line.find() && !line.group(1).equals("unlimited") ? Long.parseLong(line.group(1)) : Long.MAX_VALUE;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static Optional<String> first(String file, String pattern) {
        try {
            Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
            return found.find() ? Optional.of(found.group(1).trim()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String gigabytes(String kilobytes) {
        return Math.round(Long.parseLong(kilobytes) / 1048576.0) + " GB";
    }
}
