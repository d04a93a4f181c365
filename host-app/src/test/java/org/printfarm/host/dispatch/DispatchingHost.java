package org.printfarm.host.dispatch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.plugin.PluginCatalog;
import org.printfarm.host.scheduler.SharedScheduler;
import org.slf4j.LoggerFactory;

/** A process to be killed: a farm's machines and nothing else of it. Its log, on standard output, tells each step. */
final class DispatchingHost {

    /** How long a machine may give no sign here. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Fewer than machines: jobs wait at each step. */
    private static final int SENDS = 3;

    private DispatchingHost() {}

    /** Arguments: the farm's file. */
    public static void main(String[] args) throws Exception {
        // Before any use of JSSE, as the host's Main does: a data connection is to resume the session of its login.
        System.setProperty("jdk.tls.client.enableSessionTicketExtension", "false");
        ((Logger) LoggerFactory.getLogger(DispatchingHost.class.getPackageName())).setLevel(Level.INFO);
        Problems problems = new Problems();
        FarmConfig config = new ConfigLoader()
                .load(Path.of(args[0]), ConfigLoader.Serials.KEEP, problems)
                .orElseThrow();
        PluginCatalog plugins =
                PluginCatalog.open(config.plugins(), config.data().resolve("plugin-cache"));
        List<Machine<?>> machines = MachinePlanner.plan(config, plugins.drivers(), problems);
        if (!problems.isClean()) {
            throw new IllegalStateException(problems.mistakes().toString());
        }
        Dispatcher dispatcher = Dispatcher.open(
                machines,
                PoolPlan.of(config),
                JobRepository.open(InboxFolder.of(config.data()), Clock.systemUTC()),
                job -> "{}",
                (machine, status, job, queued) -> {},
                new SharedScheduler(),
                Clock.systemUTC(),
                SENDS,
                Others.NONE,
                model -> PATIENCE);
        obey(dispatcher);
        // Until it is killed: all threads are daemons.
        new CountDownLatch(1).await();
    }

    /** What a person says: {@code clear MACHINE} or {@code cancel JOB}, one to a line. */
    private static void obey(Dispatcher dispatcher) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 2);
            if (words[0].equals("clear")) {
                dispatcher.clear(words[1]);
            } else {
                dispatcher.jobs().cancel(words[1]);
            }
        }
    }
}
