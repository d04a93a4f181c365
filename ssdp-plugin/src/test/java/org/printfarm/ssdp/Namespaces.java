package org.printfarm.ssdp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A machine with two network cards, and a slicer's machine at the other end of each, made of network namespaces: {@code farm}
 * has 10.71.0.1 and .51 towards {@code left} (10.71.0.9), and 10.72.0.52 towards {@code right} (10.72.0.9).
 */
final class Namespaces implements AutoCloseable {

    static final String LEFT_CARD = "pfl";
    static final String RIGHT_CARD = "pfr";

    private static final List<String> NAMES = List.of("farm", "left", "right");
    private static final long PATIENCE_SECONDS = 30;

    private final String prefix = "pf" + Integer.toHexString(new Random().nextInt(0x1000000));
    private final List<Process> processes = new ArrayList<>();

    /** Whether this test run may make namespaces: needs root and iproute2. */
    static boolean areAllowed() {
        String probe = "pf" + Integer.toHexString(new Random().nextInt(0x1000000));
        try {
            return run("ip", "netns", "add", probe)
                    && run("ip", "netns", "exec", probe, "ip", "link", "set", "lo", "up")
                    && run("ip", "netns", "del", probe);
        } catch (IOException e) {
            return false;
        }
    }

    Namespaces() throws IOException {
        for (String name : NAMES) {
            ip("netns", "add", prefix + name);
            in(name, "link", "set", "lo", "up");
        }
        cable(LEFT_CARD, "left", "10.71.0.9/24", "10.71.0.1/24", "10.71.0.51/24");
        cable(RIGHT_CARD, "right", "10.72.0.9/24", "10.72.0.52/24");
    }

    private void cable(String card, String far, String farAddress, String... addresses) throws IOException {
        ip(
                "link",
                "add",
                card,
                "netns",
                prefix + "farm",
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "netns",
                prefix + far);
        for (String address : addresses) {
            in("farm", "addr", "add", address, "dev", card);
        }
        in(far, "addr", "add", farAddress, "dev", "eth0");
        in("farm", "link", "set", card, "up");
        in(far, "link", "set", "eth0", "up");
    }

    /** Runs {@code ip} inside a namespace. */
    void in(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("-n", prefix + name));
        command.addAll(List.of(arguments));
        ip(command.toArray(String[]::new));
    }

    /** Starts a Java program of the tests inside a namespace. */
    Process java(String name, Class<?> main, String... arguments) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", prefix + name));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        return process;
    }

    private static void ip(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        if (!run(command.toArray(String[]::new))) {
            throw new IOException("failed: " + String.join(" ", command));
        }
    }

    private static boolean run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            output.readAllBytes();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        processes.forEach(Process::destroyForcibly);
        for (String name : NAMES) {
            run("ip", "netns", "del", prefix + name);
        }
    }
}
