package org.printfarm.host.cli;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.FarmStarter;
import org.printfarm.host.app.FarmStarter.RunningFarm;
import org.printfarm.host.app.FarmStarter.Tally;
import org.printfarm.host.app.HangUp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm run}. */
@Command(
        name = "run",
        description = "Start the farm. Ctrl-C or SIGTERM stops it cleanly within 5 seconds.",
        footer = {
            "",
            "Examples:",
            "  ./farm run",
            "  ./farm run -c workshop.yaml",
            "  ./farm run --exit-when-ready      does it start? then stop",
            "",
            "A wrong configuration starts nothing and ends with status 2. A port or an address that is missing is",
            "retried for as long as the farm runs. SIGHUP reads the configuration again, see ./farm reload."
        })
final class RunCommand extends OneFarmCommand {

    private final FarmStarter starter;

    @Option(
            names = "--exit-when-ready",
            description = "Stop as soon as every service has reported; status 1 when one of them failed.")
    private boolean exitWhenReady;

    @Option(
            names = "--sign-in",
            description =
                    "Name a link that signs you in on the farm's page, also where standard output is no terminal.")
    private boolean signIn;

    RunCommand(FarmStarter starter) {
        this.starter = starter;
    }

    @Override
    int run(Console screen) throws FarmException, InterruptedException {
        try (RunningFarm running = starter.start(source(), screen::problems)) {
            return serve(running, screen);
        }
    }

    private int serve(RunningFarm running, Console screen) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread onSignal = new Thread(
                () -> {
                    running.close();
                    stopped.countDown();
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(onSignal);
        HangUp.onSignal(running::reload);
        try {
            Tally tally = running.ready().join();
            screen.line(tally.toString());
            ReadyNotice.send(System.getenv());
            if (exitWhenReady) {
                return tally.failed() == 0 ? ExitCodes.FINE : ExitCodes.FAILED;
            }
            showPage(running, screen);
        } catch (CancellationException | CompletionException e) {
            screen.note("stopped before everything was up");
        }
        stopped.await();
        return ExitCodes.FINE;
    }

    /** A link is as good as a password: it goes to a person, never into a journal unasked. */
    private void showPage(RunningFarm running, Console screen) {
        Optional<URI> page = running.page().join();
        if (page.isEmpty()) {
            return;
        }
        String line = "page: " + page.get();
        try {
            boolean wanted = signIn || Console.isTerminal();
            screen.line(
                    wanted
                            ? line + " sign in once, within 10 minutes: "
                                    + running.signInLink().link()
                            : line);
        } catch (FarmException e) {
            screen.line(line);
        }
    }
}
