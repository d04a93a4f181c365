package org.printfarm.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.printfarm.bench.load.IdlePeer.Manner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code crowd}: peers that connect and then do next to nothing. Prints how many are open when all are there, and again
 * for each line on its standard input; ends with its input.
 */
@Command(name = "crowd")
final class CrowdCommand implements Callable<Integer> {

    private static final long DRIP_MS = 500;

    @Option(names = "--plain-targets")
    private String plainTargets = "";

    @Option(names = "--tls-targets")
    private String tlsTargets = "";

    @Option(names = "--idle")
    private int idle;

    @Option(names = "--dripping")
    private int dripping;

    @Option(names = "--tls-idle")
    private int tlsIdle;

    @Override
    public Integer call() throws Exception {
        try (Crowd crowd = new Crowd()) {
            if (idle + dripping > 0) {
                List<Target> plain = Target.range(plainTargets);
                crowd.add(plain, Manner.UNFINISHED_FRAME, idle);
                crowd.add(plain, Manner.DRIPPING, dripping);
            }
            if (tlsIdle > 0) {
                crowd.add(Target.range(tlsTargets), Manner.AFTER_HANDSHAKE, tlsIdle);
            }
            tell(crowd);
        }
        return 0;
    }

    private void tell(Crowd crowd) throws IOException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "drip");
            thread.setDaemon(true);
            return thread;
        });
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            var unused = timer.scheduleAtFixedRate(crowd::drip, DRIP_MS, DRIP_MS, TimeUnit.MILLISECONDS);
            do {
                System.out.println(crowd.open());
            } while (in.readLine() != null);
        } finally {
            timer.shutdownNow();
        }
    }
}
