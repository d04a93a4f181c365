package org.printfarm.host.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.printfarm.host.access.Caller;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;
import org.printfarm.host.files.HeldFile;

/** Finds who answers for a farm: the process that it runs in, or this one with its files when it does not run. */
public final class Farms {

    /** How long a farm may take from holding its data folder to answering, and a command beside this one. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Farms() {}

    /**
     * Who answers for a farm now. Waits while it begins to run or another command is at work on its files.
     *
     * @param source which
     * @return to be closed
     * @throws FarmException when its configuration has mistakes, or its data folder is held by somebody who does not answer
     */
    public static Farm open(FarmSource source) throws FarmException {
        return open(source, source.read());
    }

    static Farm open(FarmSource source, FarmConfig config) throws FarmException {
        Path lock = config.data().resolve(FarmConfig.HOST_LOCK);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<Long> holder = HeldFile.holder(lock);
            if (holder.isEmpty()) {
                FilesFarm files = new FilesFarm(source, config);
                return CallerFarm.of(files, Caller.OWNER, scope -> Reach.of(scope, config), files.trail());
            }
            Optional<ControlFile> running = ControlFile.ofRunning(config.data());
            if (running.isPresent()) {
                return ControlClient.of(running.get());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new FarmException(
                        FarmException.BUSY,
                        "process " + holder.get() + " holds the data folder " + config.data() + " and does not answer",
                        "wait until it has ended");
            }
            pause();
        }
    }

    /**
     * The farm that runs, also while the file has mistakes: its data folder is all that is needed of it.
     *
     * @param source which
     * @throws FarmException when it does not run, or does not answer
     */
    public static Farm running(FarmSource source) throws FarmException {
        Problems problems = new Problems();
        Optional<FarmConfig> config = source.load(ConfigLoader.Serials.PREVIEW, problems);
        Optional<ControlFile> running =
                config.isPresent() ? ControlFile.ofRunning(config.get().data()) : Optional.empty();
        if (running.isEmpty() && !problems.isClean()) {
            throw new FarmException(FarmSource.told(problems));
        }
        return running.isPresent() ? ControlClient.of(running.get()) : open(source, config.orElseThrow());
    }

    private static void pause() throws FarmException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FarmException(FarmException.BUSY, "interrupted while waiting for the farm", "");
        }
    }
}
