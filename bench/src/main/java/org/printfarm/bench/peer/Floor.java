package org.printfarm.bench.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.printfarm.bench.farm.Addresses;
import org.printfarm.bench.machine.Children;
import org.printfarm.bench.machine.FreePorts;
import org.printfarm.bench.machine.Pinning;

/**
 * The floor: a C server that answers from memory, on the same addresses with the same serials as the farm.
 *
 * @param process the server
 * @param plainTargets for plain exchanges
 * @param tlsTargets for TLS exchanges
 */
public record Floor(Process process, String plainTargets, String tlsTargets) implements AutoCloseable {

    private static final String LONGEST_SECONDS = "3600";
    private static final String IDLE_MS = "300000";

    /** Its certificate. */
    public enum Certificate {
        RSA("rsa"),
        BOTH("both");

        private final String option;

        Certificate(String option) {
            this.option = option;
        }
    }

    /**
     * Starts it.
     *
     * @param program compiled
     * @param printers how many
     * @param certificate its certificate
     * @param pinning where it runs
     * @param free where it listens
     * @return the running floor
     * @throws IOException when it does not come up
     */
    public static Floor start(Path program, int printers, Certificate certificate, Pinning pinning, FreePorts free)
            throws IOException, InterruptedException {
        int port = free.next();
        String plain = Addresses.range(printers, port);
        String tls = Addresses.range(printers, free.next());
        Process process = Children.start(new ProcessBuilder(pinning.server(List.of(
                        program.toString(),
                        "--plain",
                        plain,
                        "--tls",
                        tls,
                        "--cert",
                        certificate.option,
                        "--idle-ms",
                        IDLE_MS,
                        "--max-seconds",
                        LONGEST_SECONDS)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD));
        Listening.await(process, new InetSocketAddress(Addresses.of(0), port));
        return new Floor(process, plain, tls);
    }

    /**
     * Its process.
     *
     * @return process id
     */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        Children.end(process);
    }
}
