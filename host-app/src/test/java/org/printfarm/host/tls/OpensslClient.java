package org.printfarm.host.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code openssl s_client} as slicers' libraries are: restricted to a version and a suite, trusting one CA. */
final class OpensslClient {

    private static final int LONGEST_SECONDS = 60;

    private OpensslClient() {}

    /** What it printed and how it ended. */
    record Outcome(int exit, String text) {}

    static boolean isThere() throws InterruptedException {
        try {
            return run(List.of("openssl", "version")).exit() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    static Outcome connect(String address, int port, Path ca, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                address + ":" + port,
                "-CAfile",
                ca.toString(),
                "-verify_return_error"));
        command.addAll(List.of(options));
        return run(command);
    }

    private static Outcome run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command + " does not end");
            }
            return new Outcome(process.exitValue(), text);
        } finally {
            process.destroyForcibly();
        }
    }
}
