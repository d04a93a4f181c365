package org.printfarm.host.cli;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.printfarm.host.cli.FarmStarter.FarmStartException;
import org.printfarm.host.cli.FarmStarter.RunningFarm;
import org.printfarm.host.cli.FarmStarter.Tally;
import org.printfarm.host.config.Problems;

/**
 * What {@code farm run} does, whoever read its options.
 *
 * @param source which farm
 * @param exitWhenReady whether to stop as soon as every service has reported
 * @param starter what starts it
 */
record FarmRun(FarmSource source, boolean exitWhenReady, FarmStarter starter) {

    /** Returns the exit status, when the farm has stopped. */
    int execute(Screen screen) throws InterruptedException {
        Problems problems = new Problems();
        Optional<FarmSetup> setup = FarmSetup.open(source, FarmSetup.Footprint.DATA_FOLDER, problems, starter::prepare);
        screen.problems(problems);
        if (setup.isEmpty() || !problems.isClean()) {
            setup.ifPresent(FarmSetup::close);
            screen.note("nothing was started: " + problems.mistakes().size() + " to mend");
            return ExitCodes.USAGE;
        }
        try (RunningFarm farm = starter.start(setup.get())) {
            return serve(farm, screen);
        } catch (FarmStartException e) {
            screen.note("error: " + e.getMessage());
            return ExitCodes.USAGE;
        }
    }

    private int serve(RunningFarm farm, Screen screen) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread onSignal = new Thread(
                () -> {
                    farm.close();
                    stopped.countDown();
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            Tally tally = farm.ready().join();
            screen.line(tally.toString());
            if (exitWhenReady) {
                return tally.failed() == 0 ? ExitCodes.FINE : ExitCodes.FAILED;
            }
        } catch (CancellationException | CompletionException e) {
            screen.note("stopped before everything was up");
        }
        stopped.await();
        return ExitCodes.FINE;
    }
}
